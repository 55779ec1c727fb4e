package web

import (
	"bytes"
	"html/template"
	"strings"
)

// part is something that looks the same on many pages and on every version of
// one: a question with its answer, a step of the plan, a figure, a seat. Its
// type must be comparable; two equal parts look the same in one language.
type part interface {
	// lasting reports whether the rendered part may be kept for the next page.
	// What people typed is not kept: it must not outlive their test.
	lasting() bool
}

func (r questionRow) lasting() bool { return r.Reason == "" && r.Comment == "" }

func (v actionView) lasting() bool { return v.Owner == "" && v.Reason == "" && v.Due == "" }

func (v dimensionView) lasting() bool { return true }

// A figure is kept by its address: equal figures have one, see outcome.view.
func (v *figureView) lasting() bool { return true }

// seatChip is a seat among the others of its table, seatChoice one in a list to
// choose from. There are hundreds of them on the page of a facilitator.
type (
	seatChip struct {
		Name        string
		Here, Voted bool
		typed       bool // somebody typed the name
	}
	seatChoice struct {
		Number int
		Name   string
		Table  int
		Here   bool
		typed  bool
	}
)

func (v seatChip) lasting() bool { return !v.typed }

func (v seatChoice) lasting() bool { return !v.typed }

func chipsOf(seats []seatView) []seatChip {
	out := make([]seatChip, len(seats))
	for i, v := range seats {
		out[i] = seatChip{v.Name, v.Here, v.Voted, v.Typed}
	}
	return out
}

func choicesOf(seats []seatView) []seatChoice {
	out := make([]seatChoice, len(seats))
	for i, v := range seats {
		out[i] = seatChoice{v.Number, v.Name, v.Table, v.Here, v.Typed}
	}
	return out
}

// partKey names a part as one template shows it.
type partKey struct {
	template string
	data     part
}

// maxParts is how many rendered parts a language keeps young (about 1 kB each, a
// figure 8 kB), maxFigures how many figures before that (about 8 kB each).
const (
	maxParts   = 4096
	maxFigures = 256
)

// partFunctions are what the templates of a page call for parts. Each takes a
// list, because a call from a template costs more than a part that is there.
func partFunctions(page *template.Template, parts *shelf[partKey, string]) template.FuncMap {
	return template.FuncMap{
		"questions": func(name string, list []questionRow) (template.HTML, error) { return rendered(page, parts, name, list) },
		"actions":   func(name string, list []actionView) (template.HTML, error) { return rendered(page, parts, name, list) },
		"chips": func(name string, seats []seatView) (template.HTML, error) {
			return rendered(page, parts, name, chipsOf(seats))
		},
		"choices": func(name string, seats []seatView) (template.HTML, error) {
			return rendered(page, parts, name, choicesOf(seats))
		},
		"dimension": func(name string, v dimensionView) (template.HTML, error) {
			return rendered(page, parts, name, []dimensionView{v})
		},
		"picture": func(name string, v *figureView) (template.HTML, error) {
			return rendered(page, parts, name, []*figureView{v})
		},
	}
}

// rendered gives parts as the named template of the page shows them, rendered
// now or before. html/template has escaped them for a place between elements:
// only there may a template call it.
func rendered[P part](page *template.Template, parts *shelf[partKey, string], name string, list []P) (template.HTML, error) {
	texts := make([]string, len(list))
	for i, data := range list {
		key, lasting := partKey{name, data}, data.lasting()
		if lasting {
			if text, ok := parts.get(key); ok {
				texts[i] = text
				continue
			}
		}
		var buf bytes.Buffer
		if err := page.ExecuteTemplate(&buf, name, data); err != nil {
			return "", err
		}
		texts[i] = buf.String()
		if lasting {
			parts.put(key, texts[i])
		}
	}
	return template.HTML(strings.Join(texts, "")), nil
}
