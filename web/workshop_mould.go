package web

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"html/template"
	"strconv"
	"strings"
	"sync"
)

// moulds keep pages of phones with gaps where the things of one seat go. When a
// room moves on, all its phones fetch their page at the same moment, and most of
// these pages differ in little more than a name. A page is made once for all that
// look the same, and the gaps are filled for each.
type moulds struct {
	mu       sync.Mutex
	sessions map[string]moulded
}

// moulded are the pages of a session since the facilitator moved on last: those
// of before are never asked for again.
type moulded struct {
	version int64
	*shelf[mouldKey, mould]
}

// mouldKey is the edition and a hash of all that the page is made from.
type mouldKey struct {
	ed  *edition
	sum [sha256.Size]byte
}

// mould is a page cut at its gaps: texts[0], gap[0], texts[1], gap[1], ...
type mould struct {
	texts []string
	gaps  []int
}

// mouldsMost is how many pages of a session are kept at least, of about 9 kB each:
// in a vote there is one for each role and answer.
const mouldsMost = 24

// mouldGap begins the mark of a gap in a page. Nobody can know it, so nobody can
// type it; it has only letters and digits, so no escaping changes it.
var mouldGap = "gap" + rand.Text() + "n"

func mouldMark(i int) string { return mouldGap + strconv.Itoa(i) + "n" }

// own are the fields of a page that differ between seats whose pages are else
// the same. All of them are shown as text or as the value of an attribute in
// quotes, and never asked for more than whether they are empty.
func (p *phonePage) own() []*string {
	return []*string{&p.Seat, &p.TypedName, &p.Table, &p.Group, &p.Key, &p.Nonce, &p.Turnout}
}

// show writes the page of a seat, from a mould when there is one. draw makes a
// page that was not made before.
func (m *moulds) show(buf *bytes.Buffer, ed *edition, p *phonePage, draw func(*bytes.Buffer) error) error {
	own := p.own()
	values := make([]string, len(own))
	for i, field := range own {
		if values[i] = *field; values[i] != "" { // whether it is empty may change the page
			*field = mouldMark(i)
		}
	}
	defer func() {
		for i, field := range own {
			*field = values[i]
		}
	}()
	data, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("mould of a page: %w", err)
	}
	kept, key := m.of(p.ID, p.Version), mouldKey{ed, sha256.Sum256(data)}
	page, ok := kept.get(key)
	if !ok {
		if err := draw(buf); err != nil {
			return err
		}
		page = cast(buf.String())
		buf.Reset()
		kept.put(key, page)
	}
	page.fill(buf, values)
	return nil
}

// of are the pages of a session as it stands.
func (m *moulds) of(session string, version int64) moulded {
	m.mu.Lock()
	defer m.mu.Unlock()
	kept, ok := m.sessions[session]
	if !ok || kept.version != version {
		if m.sessions == nil {
			m.sessions = map[string]moulded{}
		}
		kept = moulded{version, newShelf[mouldKey, mould](mouldsMost)}
		m.sessions[session] = kept
	}
	return kept
}

// drop drops the pages of a session that is gone: what people typed is in them.
func (m *moulds) drop(session string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.sessions, session)
}

// forget drops the pages of all sessions but these.
func (m *moulds) forget(but []string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	stay := make(map[string]moulded, len(but))
	for _, session := range but {
		if kept, ok := m.sessions[session]; ok {
			stay[session] = kept
		}
	}
	m.sessions = stay
}

// cast cuts a page at its gaps.
func cast(page string) mould {
	var m mould
	for {
		text, rest, found := strings.Cut(page, mouldGap)
		m.texts = append(m.texts, text)
		if !found {
			return m
		}
		number, after, _ := strings.Cut(rest, "n")
		gap, _ := strconv.Atoi(number) // we wrote it
		m.gaps, page = append(m.gaps, gap), after
	}
}

// fill writes a page with the values of one seat in its gaps.
func (m mould) fill(buf *bytes.Buffer, values []string) {
	for i, text := range m.texts {
		buf.WriteString(text)
		if i < len(m.gaps) {
			template.HTMLEscape(buf, []byte(values[m.gaps[i]]))
		}
	}
}
