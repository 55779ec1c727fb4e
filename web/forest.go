package web

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"
	"text/template/parse"
)

// forest is parsed templates by name.
type forest map[string]*parse.Tree

// pageRoots are the templates that our code asks for by name.
var pageRoots = []string{"base", "summary"}

// grow parses the templates of a file. Whether a function exists shows when the
// page is used, which the gallery and its tests do with every page.
func (f forest) grow(file, source string) error {
	tree := parse.New(file)
	tree.Mode = parse.SkipFuncCheck
	if _, err := tree.Parse(source, "", "", f); err != nil {
		return fmt.Errorf("parse template %s: %w", file, err)
	}
	return nil
}

// plant gives a template copies of those of this forest, and of the others that
// they lead to. A tree of this forest goes before one of the others.
func (f forest) plant(t *template.Template, others forest, roots ...string) error {
	left, planted := roots, map[string]bool{}
	for len(left) > 0 {
		name := left[0]
		left = left[1:]
		tree := f[name]
		if tree == nil {
			tree = others[name]
		}
		if tree == nil || planted[name] {
			continue
		}
		planted[name] = true
		if _, err := t.AddParseTree(name, tree.Copy()); err != nil {
			return fmt.Errorf("plant %s: %w", name, err)
		}
		left = append(left, f.named(tree, others)...)
	}
	return nil
}

// named are the templates whose name stands in a tree, be it to call them or to
// hand their name to a function.
func (f forest) named(tree *parse.Tree, others forest) []string {
	var out []string
	text := tree.Root.String()
	for _, from := range []forest{f, others} {
		for name := range from {
			if strings.Contains(text, strconv.Quote(name)) {
				out = append(out, name)
			}
		}
	}
	return out
}
