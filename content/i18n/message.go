package i18n

import (
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strings"
)

// message is one text, or one text for each plural form. forms is nil for a
// text without plural.
type message struct {
	text  pattern
	forms map[string]pattern
}

// pattern is a text split at its placeholders.
type pattern []segment

// segment is a placeholder when name is not empty, otherwise a literal.
type segment struct{ literal, name string }

// form returns the pattern of a plural form, or of "other" when the text does
// not have that form.
func (m message) form(name string) pattern {
	if p, ok := m.forms[name]; ok {
		return p
	}
	return m.forms[other]
}

func (m message) placeholders() []string {
	names := m.text.names()
	for _, p := range m.forms {
		names = append(names, p.names()...)
	}
	sort.Strings(names)
	return slices.Compact(names)
}

func (p pattern) names() []string {
	var out []string
	for _, s := range p {
		if s.name != "" {
			out = append(out, s.name)
		}
	}
	sort.Strings(out)
	return slices.Compact(out)
}

var placeholder = regexp.MustCompile(`\{\{\.([a-zA-Z][a-zA-Z0-9_]*)\}\}`)

// parsePattern splits a text at {{.name}}. Any other {{ or }} is an error:
// texts hold placeholders, never template actions.
func parsePattern(text string) (pattern, error) {
	if !strings.Contains(text, "{{") && !strings.Contains(text, "}}") {
		return pattern{{literal: text}}, nil
	}
	var out pattern
	last := 0
	for _, m := range placeholder.FindAllStringSubmatchIndex(text, -1) {
		out = out.literal(text[last:m[0]])
		out = append(out, segment{name: text[m[2]:m[3]]})
		last = m[1]
	}
	out = out.literal(text[last:])
	for _, s := range out {
		if strings.Contains(s.literal, "{{") || strings.Contains(s.literal, "}}") {
			return nil, fmt.Errorf("only placeholders like {{.name}} are allowed, found %q", s.literal)
		}
	}
	return out, nil
}

func (p pattern) literal(text string) pattern {
	if text == "" {
		return p
	}
	return append(p, segment{literal: text})
}
