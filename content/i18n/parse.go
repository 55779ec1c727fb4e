package i18n

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"
	"unicode/utf8"
)

// maxFile is the largest locale file that is read, in bytes.
const maxFile = 1 << 20

// locale is one parsed file: its entries by key.
type locale map[string]entry

// entry is one key with its text, or its text by plural form, and its place.
// bad says that its value is of a wrong type, which is reported already.
type entry struct {
	bad       bool
	text      string
	forms     map[string]string
	line, col int
}

// parser reads one JSON file token by token and keeps the places.
type parser struct {
	file     string
	data     []byte
	lines    []int // offsets where lines start
	dec      *json.Decoder
	problems []Problem
}

// errStop says that the problem is noted and the rest of the file is not read.
var errStop = errors.New("stop")

// parseLocale reads a flat JSON object whose values are strings or objects of
// plural forms. It returns what it could read and all problems; whole is false
// when it could not read to the end.
func parseLocale(file string, data []byte) (out locale, whole bool, problems []Problem) {
	p := &parser{file: file, data: bytes.TrimPrefix(data, []byte("\ufeff"))}
	if len(data) > maxFile {
		p.problem(0, "is larger than 1 MB")
		return nil, false, p.problems
	}
	if at := invalidUTF8(p.data); at >= 0 {
		p.problem(at, "is not valid UTF-8 here; save the file as UTF-8")
		return nil, false, p.problems
	}
	p.dec = json.NewDecoder(bytes.NewReader(p.data))
	out = locale{}
	if err := p.object(func(key string, at int) error { return p.entry(out, key, at) }); err != nil {
		return out, false, p.problems
	}
	if _, err := p.dec.Token(); !errors.Is(err, io.EOF) {
		p.problem(p.start(), "there is more after the end of the object")
	}
	return out, true, p.problems
}

func invalidUTF8(data []byte) int {
	for at := 0; at < len(data); {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size <= 1 {
			return at
		}
		at += size
	}
	return -1
}

// object reads an opening brace, hands every key with its place to each, which
// reads the value, and reads the closing brace.
func (p *parser) object(each func(key string, at int) error) error {
	at := p.start()
	token, err := p.token()
	if err != nil {
		return err
	}
	if token != json.Delim('{') {
		return p.stop(at, "an object { } is needed here")
	}
	for p.dec.More() {
		at := p.start()
		key, err := p.token()
		if err != nil {
			return err
		}
		if err := each(fmt.Sprint(key), at); err != nil {
			return err
		}
	}
	_, err = p.token()
	return err
}

func (p *parser) entry(out locale, key string, at int) error {
	e := entry{}
	e.line, e.col = p.place(at)
	if first, twice := out[key]; twice {
		p.problem(at, fmt.Sprintf("key %q is here twice, first in line %d", key, first.line))
	}
	if p.peek() == '{' {
		e.forms = map[string]string{}
		err := p.object(func(form string, at int) error {
			if _, twice := e.forms[form]; twice {
				p.problem(at, fmt.Sprintf("key %q has the plural form %q twice", key, form))
			}
			text, ok, err := p.text(key)
			e.forms[form] = text
			e.bad = e.bad || !ok
			return err
		})
		out[key] = e
		return err
	}
	text, ok, err := p.text(key)
	e.text, e.bad = text, !ok
	out[key] = e
	return err
}

// text reads one text. ok is false when the value is something else; the error
// says that reading cannot go on after it.
func (p *parser) text(key string) (text string, ok bool, err error) {
	at := p.start()
	token, err := p.token()
	if err != nil {
		return "", false, err
	}
	text, ok = token.(string)
	if _, nested := token.(json.Delim); nested {
		return "", false, p.stop(at, fmt.Sprintf("key %q needs a text, or texts by plural form", key))
	}
	if !ok {
		p.problem(at, fmt.Sprintf("key %q needs a text, or texts by plural form", key))
	}
	if strings.ContainsRune(text, utf8.RuneError) {
		p.problem(at, fmt.Sprintf("key %q holds a broken character", key))
	}
	return text, ok, nil
}

func (p *parser) token() (json.Token, error) {
	token, err := p.dec.Token()
	if err == nil {
		return token, nil
	}
	at := p.start()
	if syntax := (*json.SyntaxError)(nil); errors.As(err, &syntax) && syntax.Offset > p.dec.InputOffset() {
		at = int(syntax.Offset) - 1
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, p.stop(at, "the file ends too early")
	}
	return nil, p.stop(at, "is not valid JSON: "+err.Error())
}

// start returns the offset of the next token.
func (p *parser) start() int {
	at := int(p.dec.InputOffset())
	for at < len(p.data) && strings.IndexByte(" \t\r\n,:", p.data[at]) >= 0 {
		at++
	}
	return at
}

func (p *parser) peek() byte {
	if at := p.start(); at < len(p.data) {
		return p.data[at]
	}
	return 0
}

// place turns an offset into a line and a column, both from 1.
func (p *parser) place(at int) (line, col int) {
	at = min(max(at, 0), len(p.data))
	if p.lines == nil {
		p.lines = []int{0}
		for i, b := range p.data {
			if b == '\n' {
				p.lines = append(p.lines, i+1)
			}
		}
	}
	line = sort.SearchInts(p.lines, at+1)
	return line, 1 + utf8.RuneCount(p.data[p.lines[line-1]:at])
}

func (p *parser) problem(at int, text string) {
	line, col := p.place(at)
	p.problems = append(p.problems, Problem{File: p.file, Line: line, Col: col, Text: text})
}

func (p *parser) stop(at int, text string) error {
	p.problem(at, text)
	return errStop
}
