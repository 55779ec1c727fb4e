package main

import (
	"iter"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// form is a form on a page with what a browser would send of it.
type form struct {
	page   screen
	action string
	fields url.Values
	offers map[string][]string // values of radios and options by name
}

// form finds the form that posts to this path.
func (p screen) form(action string) form {
	p.browser.t.Helper()
	for n := range elements(p.doc, "form") {
		if attr(n, "action") == action && attr(n, "method") == "post" {
			return readForm(p, n)
		}
	}
	p.browser.t.Fatalf("%s has no form to %s:\n%s", p.path, action, p.text())
	return form{}
}

func (p screen) hasForm(action string) bool {
	for n := range elements(p.doc, "form") {
		if attr(n, "action") == action {
			return true
		}
	}
	return false
}

func readForm(p screen, root *html.Node) form {
	f := form{page: p, action: attr(root, "action"), fields: url.Values{}, offers: map[string][]string{}}
	for n := range elements(root, "input", "textarea", "select") {
		name := attr(n, "name")
		switch {
		case name == "":
		case n.Data == "textarea":
			f.fields.Add(name, strings.TrimPrefix(textOf(n), "\n"))
		case n.Data == "select":
			f.readSelect(n, name)
		case attr(n, "type") == "radio" || attr(n, "type") == "checkbox":
			f.offers[name] = append(f.offers[name], attr(n, "value"))
			if has(n, "checked") {
				f.fields.Add(name, attr(n, "value"))
			}
		default:
			f.fields.Add(name, attr(n, "value"))
		}
	}
	return f
}

func (f form) readSelect(n *html.Node, name string) {
	chosen, first := "", true
	for o := range elements(n, "option") {
		f.offers[name] = append(f.offers[name], attr(o, "value"))
		if first || has(o, "selected") {
			chosen, first = attr(o, "value"), false
		}
	}
	f.fields.Add(name, chosen)
}

// with fills in a field, replacing what stood there.
func (f form) with(name, value string) form {
	fields := url.Values{}
	for k, v := range f.fields {
		fields[k] = v
	}
	fields.Set(name, value)
	f.fields = fields
	return f
}

// check ticks a box, beside those that are ticked.
func (f form) check(name, value string) form {
	f.page.browser.t.Helper()
	if !slices.Contains(f.offers[name], value) {
		f.page.browser.t.Fatalf("%s offers %q, not %q", f.page.path, f.offers[name], value)
	}
	fields := url.Values{}
	for k, v := range f.fields {
		fields[k] = slices.Clone(v)
	}
	fields.Add(name, value)
	f.fields = fields
	return f
}

// shows fails unless the field of the form holds this value.
func (f form) shows(name, value string) form {
	f.page.browser.t.Helper()
	if got := strings.ReplaceAll(f.fields.Get(name), "\r\n", "\n"); got != value {
		f.page.browser.t.Fatalf("field %s of %s holds %q, want %q", name, f.page.path, got, value)
	}
	return f
}

func (f form) send() screen {
	f.page.browser.t.Helper()
	return f.page.browser.post(f.action, f.fields)
}

// elements walks the elements with one of these names under root.
func elements(root *html.Node, names ...string) iter.Seq[*html.Node] {
	return func(yield func(*html.Node) bool) {
		if root == nil {
			return
		}
		for n := range root.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			for _, name := range names {
				if n.Data == name && !yield(n) {
					return
				}
			}
		}
	}
}

func textOf(root *html.Node) string {
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	}
	return b.String()
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}
