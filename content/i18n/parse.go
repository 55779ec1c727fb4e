package i18n

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// maxFile is the largest locale file that is read, in bytes.
const maxFile = 1 << 20

// locale is one parsed file: its entries by key.
type locale map[string]entry

// entry is one key with its text, or its text by plural form, and its place.
type entry struct {
	text      string
	forms     map[string]string
	line, col int
}

// parser reads one JSON file token by token and keeps the places.
type parser struct {
	file     string
	data     []byte
	dec      *json.Decoder
	problems []Problem
}

// errStop says that the problem is noted and the rest of the file is not read.
var errStop = errors.New("stop")

// parseLocale reads a flat JSON object whose values are strings or objects of
// plural forms. It returns what it could read and all problems.
func parseLocale(file string, data []byte) (locale, []Problem) {
	p := &parser{file: file, data: bytes.TrimPrefix(data, []byte("\ufeff"))}
	if len(data) > maxFile {
		p.problem(0, "is larger than 1 MB")
		return nil, p.problems
	}
	if at := invalidUTF8(p.data); at >= 0 {
		p.problem(at, "is not valid UTF-8 here; save the file as UTF-8")
		return nil, p.problems
	}
	p.dec = json.NewDecoder(bytes.NewReader(p.data))
	out := locale{}
	if err := p.object(func(key string, at int) error { return p.entry(out, key, at) }); err != nil {
		return out, p.problems
	}
	if _, err := p.dec.Token(); !errors.Is(err, io.EOF) {
		p.problem(p.start(), "there is more after the end of the object")
	}
	return out, p.problems
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
			text, err := p.text(key)
			e.forms[form] = text
			return err
		})
		out[key] = e
		return err
	}
	text, err := p.text(key)
	e.text = text
	out[key] = e
	return err
}

func (p *parser) text(key string) (string, error) {
	at := p.start()
	token, err := p.token()
	if err != nil {
		return "", err
	}
	text, ok := token.(string)
	if !ok {
		return "", p.stop(at, fmt.Sprintf("key %q needs a text, or texts by plural form", key))
	}
	if strings.ContainsRune(text, utf8.RuneError) {
		p.problem(at, fmt.Sprintf("key %q holds a broken character", key))
	}
	return text, nil
}

func (p *parser) token() (json.Token, error) {
	token, err := p.dec.Token()
	if err == nil {
		return token, nil
	}
	at := p.start()
	if syntax := (*json.SyntaxError)(nil); errors.As(err, &syntax) {
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

func (p *parser) place(at int) (line, col int) {
	before := p.data[:min(max(at, 0), len(p.data))]
	line = 1 + bytes.Count(before, []byte("\n"))
	return line, 1 + utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
}

func (p *parser) problem(at int, text string) {
	line, col := p.place(at)
	p.problems = append(p.problems, Problem{File: p.file, Line: line, Col: col, Text: text})
}

func (p *parser) stop(at int, text string) error {
	p.problem(at, text)
	return errStop
}
