package chart

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/opmaat/opmaat/assessment/report"
)

// joiner has no width. Behind an opening brace it keeps ECharts from reading
// {a|b} as a style and {c} as a variable: both are then shown as they are.
const joiner = "\u2060"

// longest is how many characters of a label are drawn at most. The table next
// to the chart has the whole text.
const longest = 60

// plain makes text harmless in a label: one line, no control characters, no
// braces that mean something to ECharts, not endless.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == utf8.RuneError:
			return -1
		}
		return r
	}, s)
	s = strings.TrimSpace(s)
	if runes := []rune(s); len(runes) > longest {
		s = strings.TrimSpace(string(runes[:longest-1])) + "…"
	}
	return strings.ReplaceAll(s, "{", "{"+joiner)
}

// clean gives a figure whose words have all gone through plain.
func clean(f report.Figure) report.Figure {
	for _, s := range []*string{&f.ValueName, &f.Missing, &f.MarkedName, &f.RestName, &f.TotalName} {
		*s = plain(*s)
	}
	f.Categories = mapped(f.Categories, func(c report.Category) report.Category {
		c.Name, c.Short = plain(c.Name), plain(c.Short)
		return c
	})
	f.Series = mapped(f.Series, func(s report.Series) report.Series {
		s.Name, s.Short, s.ValueName = plain(s.Name), plain(s.Short), plain(s.ValueName)
		return s
	})
	f.Thresholds = mapped(f.Thresholds, func(t report.Threshold) report.Threshold {
		t.Name = plain(t.Name)
		return t
	})
	f.Origins = mapped(f.Origins, func(o report.Origin) report.Origin {
		o.Letter, o.Name = plain(o.Letter), plain(o.Name)
		return o
	})
	return f
}

func mapped[T any](in []T, change func(T) T) []T {
	out := make([]T, 0, len(in))
	for _, v := range in {
		out = append(out, change(v))
	}
	return out
}

// width is how many characters of room a text takes.
func width(s string) int { return utf8.RuneCountInString(s) }

// wrap breaks text between words into lines of at most most characters; a
// longer word is broken at a soft hyphen, or where it must be.
func wrap(s string, most int) string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
		if joined := strings.TrimSpace(line + " " + word); width(shown(joined)) <= most {
			line = joined
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for width(shown(word)) > most+slack {
			head, tail := hyphenate(word, most)
			lines, word = append(lines, head), tail
		}
		line = word
	}
	return shown(strings.Join(append(lines, line), "\n"))
}

const softHyphen = "\u00ad"

// slack is how many characters a single word may be too long: better a little
// wide than broken.
const slack = 1

// hyphenate splits a word at the last soft hyphen that leaves a head of at most
// most characters, or after most-1 characters where there is none.
func hyphenate(word string, most int) (head, tail string) {
	parts := strings.Split(word, softHyphen)
	n := 0
	for n < len(parts)-1 && width(strings.Join(parts[:n+1], ""))+1 <= most {
		n++
	}
	if n == 0 {
		runes, cut := []rune(shown(word)), most-1
		if string(runes[cut]) == joiner { // stays behind its brace
			cut--
		}
		return string(runes[:cut]) + "-", string(runes[cut:])
	}
	return strings.Join(parts[:n], "") + "-", strings.Join(parts[n:], softHyphen)
}

func shown(s string) string { return strings.ReplaceAll(s, softHyphen, "") }

// style is the name of the one text style that our own labels use.
const style = "v"

// bold gives a text we made ourselves the style, line by line. Text with
// braces stays as it is: it could end the style too early.
func bold(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		if line != "" && !strings.ContainsAny(line, "{}") {
			lines[i] = "{" + style + "|" + line + "}"
		}
	}
	return strings.Join(lines, "\n")
}

// unstyled undoes bold.
func unstyled(s string) string {
	return strings.NewReplacer("{"+style+"|", "", "}", "").Replace(s)
}

// text is a value, or the words for a missing one.
func text(f report.Figure, v report.Value, th Theme) string {
	if !v.Known {
		return f.Missing
	}
	return th.number(v.Number)
}

// strong is a value in bold, or the words for a missing one in lines of at most
// most characters.
func strong(f report.Figure, v report.Value, th Theme, most int) string {
	if !v.Known {
		return wrap(f.Missing, most)
	}
	return bold(th.number(v.Number))
}
