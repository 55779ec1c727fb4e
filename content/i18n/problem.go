package i18n

import "strconv"

// Problem is one thing wrong with a locale file. Line and Col count from 1 and
// are 0 when the problem is about the whole file. A warning does not stop the
// file from being used.
type Problem struct {
	File      string
	Line, Col int
	Text      string
	Warning   bool
}

// String writes the problem as file:line:col text.
func (p Problem) String() string {
	if p.Line == 0 {
		return p.File + " " + p.Text
	}
	return p.File + ":" + strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Col) + " " + p.Text
}
