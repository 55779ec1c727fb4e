package content

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/recommend"
)

// ToolState says what became of a product.
type ToolState string

// The states of a tool.
const (
	StateCurrent ToolState = "current"
	StateRenamed ToolState = "renamed"
	StateEnded   ToolState = "ended"
)

// ToolSheet is what is known about a tool beyond recommend.Tool, without words.
type ToolSheet struct {
	ID           string
	Aliases      []string // other names, in small letters
	State        ToolState
	Since        string // YYYY, YYYY-MM, YYYY-MM-DD or ""
	Sources      []assessment.Source
	Facts        []ToolFact
	Effort       int // of administration: 1 small to 3 large
	Alternatives []string
	Readiness    recommend.Readiness
}

// ToolFact is a dated fact; ToolWords has its words. Date is YYYY, YYYY-MM or
// YYYY-MM-DD; Source names a source of the sheet.
type ToolFact struct {
	ID, Date, Source string
}

// ToolWords are the texts about a tool in one language. Every text is plain
// text, never markup. Also may be empty. A text that was missing in this
// language and was taken from English is listed in Borrowed by its path.
type ToolWords struct {
	Language      string
	Name          string
	Also          string
	What          string
	Whom          string
	Effort        string
	Status        string
	Privacy       string
	Accessibility string
	Fits          []string
	Mind          []string
	NotIf         []string
	Facts         map[string]string // by id of the fact
	Needs         map[string]string // by id of the need
	Borrowed      []string
}

// toolUnit is one tool with its words by language.
type toolUnit struct {
	sheet *ToolSheet
	words map[string]*ToolWords
}

// addTools builds the catalogue from tools without problems.
func (l *Library) addTools(packs []*toolPack, spoken []string) {
	l.tools, l.sheets, l.toolNames = &recommend.Catalogue{}, map[string]*toolUnit{}, map[string]string{}
	ordered := slices.SortedFunc(slices.Values(packs), func(a, b *toolPack) int { return cmp.Compare(a.tool.Order, b.tool.Order) })
	var sums strings.Builder
	for _, p := range ordered {
		l.tools.Tools = append(l.tools.Tools, p.tool.build())
		sums.WriteString(p.hash + "  " + path.Join(p.dir, toolName) + "\n")
		u := &toolUnit{sheet: p.tool.sheet(), words: map[string]*ToolWords{}}
		for _, lang := range spoken {
			u.words[lang] = p.speak(lang)
			l.toolNames[folded(u.words[lang].Name)] = p.id
		}
		for _, alias := range p.tool.Aliases {
			l.toolNames[alias] = p.id
		}
		l.toolNames[p.id] = p.id
		l.sheets[p.id] = u
		l.dated = append(l.dated, p.tool.dated()...)
	}
	l.tools.Hash = hashOf([]byte(sums.String()))
}

// speak builds the words of a tool without problems in one language.
func (p *toolPack) speak(lang string) *ToolWords {
	english := p.words[fallback]
	s := &speaker{english: english.texts}
	own := p.words[lang]
	if own != nil {
		s.own = own.texts
	}
	list := func(key string) []string {
		if own != nil && own.counts[key] > 0 {
			return s.list(key, own.counts[key])
		}
		return s.list(key, english.counts[key])
	}
	w := &ToolWords{
		Language: lang, Name: s.text("name"), Also: s.text("also"), What: s.text("what"), Whom: s.text("whom"),
		Effort: s.text("effort"), Status: s.text("status"), Privacy: s.text("privacy"), Accessibility: s.text("accessibility"),
		Fits: list("fits"), Mind: list("mind"), NotIf: list("not_if"),
		Facts: map[string]string{}, Needs: map[string]string{},
	}
	for _, e := range p.tool.Facts {
		w.Facts[e.ID] = s.text("facts." + e.ID)
	}
	for _, need := range recommend.Needs {
		w.Needs[need] = s.text("needs." + need)
	}
	w.Borrowed = s.borrowed
	return w
}

// Tools returns the catalogue of tools in its fixed order. It may be empty.
func (l *Library) Tools() *recommend.Catalogue { return l.tools }

// ToolSheet returns what is known about a tool beyond its entry in Tools.
func (l *Library) ToolSheet(id string) (*ToolSheet, bool) {
	u, ok := l.sheets[id]
	if !ok {
		return nil, false
	}
	return u.sheet, true
}

// ToolWords returns the texts about a tool in a language, with the same rules as
// Words. It is false when there is no such tool.
func (l *Library) ToolWords(id, lang string) (*ToolWords, bool) {
	u, ok := l.sheets[id]
	if !ok {
		return nil, false
	}
	if w, ok := u.words[lang]; ok {
		return w, true
	}
	return u.words[fallback], true
}

// FindTool returns the id of the tool with that id, alias, or name in any
// language. Case and spare spaces do not matter.
func (l *Library) FindTool(nameOrAlias string) (id string, ok bool) {
	id, ok = l.toolNames[folded(nameOrAlias)]
	return id, ok
}
