package content

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// Limits on one YAML file.
const (
	maxFile  = 1 << 20 // bytes
	maxDepth = 20      // nested lists and mappings
	maxTold  = 100     // problems told about one file
)

// mark is a place in a file; both numbers count from 1.
type mark struct{ line, col int }

// document is one YAML file while it is checked: where every value stands, and
// every text it holds.
type document struct {
	file   string
	report *Report
	places map[string]mark     // path of a value -> its place
	bad    map[string]bool     // path of a value of a wrong type, reported already
	texts  map[string]string   // path of a text -> the text
	counts map[string]int      // path of a list -> its length
	keys   map[string][]string // path of a mapping with free keys -> its keys in order
	told   int                 // problems so far
}

func newDocument(file string, report *Report) *document {
	return &document{
		file: file, report: report,
		places: map[string]mark{}, bad: map[string]bool{}, texts: map[string]string{},
		counts: map[string]int{}, keys: map[string][]string{},
	}
}

// problem notes a problem with the value at a path, or with its nearest parent
// that is there.
func (d *document) problem(path, format string, args ...any) {
	d.problemAt(d.place(path), format, args...)
}

func (d *document) problemAt(m mark, format string, args ...any) {
	d.told++
	switch {
	case d.told == maxTold+1:
		d.report.problem(d.file, "has more problems than the first %d", maxTold)
		return
	case d.told > maxTold:
		return
	}
	d.report.Problems = append(d.report.Problems,
		Problem{File: d.file, Line: m.line, Col: m.col, Text: fmt.Sprintf(format, args...)})
}

func (d *document) warning(path, format string, args ...any) {
	m := d.place(path)
	d.report.Warnings = append(d.report.Warnings,
		Problem{File: d.file, Line: m.line, Col: m.col, Text: fmt.Sprintf(format, args...)})
}

func (d *document) place(path string) mark {
	for {
		if m, ok := d.places[path]; ok {
			return m
		}
		if path == "" {
			return mark{}
		}
		path = parent(path)
	}
}

// given says whether the file has a value of the right type at the path; the
// rules leave alone what decoding has reported.
func (d *document) given(path string) bool {
	_, ok := d.places[path]
	return ok && !d.bad[path]
}

// said says whether the file has a text at the path.
func (d *document) said(path string) bool {
	_, ok := d.texts[path]
	return ok
}

// parent cuts the last step off a path like items.q01.options[2] or
// options[d1.ask].label, in which a key with a full stop stands in brackets.
func parent(path string) string {
	step := "."
	if strings.HasSuffix(path, "]") {
		step = "["
	}
	return path[:max(strings.LastIndex(path, step), 0)]
}

// open reads a file of a kind into out, a pointer to its type, and notes what is
// wrong with its form. It returns nil when the file cannot be read as one at all.
func open(file, kind string, data []byte, report *Report, out any) *document {
	d := newDocument(file, report)
	root := d.parse(normalise(data))
	if root == nil || !d.schema(root, kind) {
		return nil
	}
	d.decode(root, out)
	return d
}

// normalise drops a byte order mark and makes every line end a line feed, so
// that a file means, and hashes, the same whatever editor saved it.
func normalise(data []byte) []byte {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
}

// parse reads the one document of a file and refuses what content files must
// not hold. It returns nil when there is nothing to go on with.
func (d *document) parse(data []byte) *yaml.Node {
	if at := invalidUTF8(data); at >= 0 {
		d.problemAt(placeIn(data, at), "is not valid UTF-8 here; save the file as UTF-8")
		return nil
	}
	loader, err := yaml.NewLoader(bytes.NewReader(data))
	if err != nil {
		d.broken(err)
		return nil
	}
	var node yaml.Node
	if err := loader.Load(&node); err != nil {
		d.broken(err)
		return nil
	}
	d.onlyOne(loader)
	root := &node
	if node.Kind == yaml.DocumentNode && len(node.Content) == 1 {
		root = node.Content[0]
	}
	if !d.plain(root, 1) {
		return nil
	}
	return root
}

func (d *document) onlyOne(loader *yaml.Loader) {
	var second yaml.Node
	switch err := loader.Load(&second); {
	case errors.Is(err, io.EOF):
	case err != nil:
		d.broken(err)
	default:
		d.problemAt(mark{second.Line, second.Column}, "a second document starts here; one document a file")
	}
}

func (d *document) broken(err error) {
	if errors.Is(err, io.EOF) {
		d.problemAt(mark{1, 1}, "the file is empty")
		return
	}
	var load *yaml.LoadError
	if errors.As(err, &load) {
		d.problemAt(mark{max(load.Mark.Line, 1), max(load.Mark.Column, 1)}, "is not valid YAML: %s", load.Message)
		return
	}
	d.problemAt(mark{1, 1}, "is not valid YAML: %s", err)
}

// plain refuses anchors, aliases, merge keys, own tags and deep nesting, all of
// them in one go. It reports whether the tree can be read on.
func (d *document) plain(n *yaml.Node, depth int) bool {
	here := mark{n.Line, n.Column}
	switch {
	case depth > maxDepth:
		d.problemAt(here, "is nested deeper than %d levels", maxDepth)
		return false
	case n.Kind == yaml.AliasNode:
		d.problemAt(here, "aliases (*%s) are not allowed; write the text out", n.Value)
		return false
	}
	ok := true
	if n.Anchor != "" {
		d.problemAt(here, "anchors (&%s) are not allowed", n.Anchor)
		ok = false
	}
	if n.Style&yaml.TaggedStyle != 0 {
		d.problemAt(here, "tags (%s) are not allowed", n.Tag)
		ok = false
	}
	for i, child := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 && child.ShortTag() == "!!merge" {
			d.problemAt(mark{child.Line, child.Column}, "merge keys (<<) are not allowed")
			ok = false
		}
		ok = d.plain(child, depth+1) && ok
	}
	return ok
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

func placeIn(data []byte, at int) mark {
	before := data[:at]
	line := 1 + bytes.Count(before, []byte("\n"))
	return mark{line, 1 + utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])}
}
