package content

import (
	"strings"
	"unicode"

	"github.com/opmaat/opmaat/assessment/recommend"
)

// Limits on the words about a tool.
const (
	maxToolName  = 40  // characters
	maxToolAlso  = 120 // characters
	maxNeedWords = 25
	maxToolList  = 5 // entries
	numWhat      = 2 // sentences
)

// toolTexts lists what a tool needs in words.
func toolTexts(t *tool) []needed {
	var out []needed
	for _, path := range []string{"name", "also", "what", "whom", "effort", "status", "privacy", "accessibility"} {
		out = append(out, needed{path: path})
	}
	for _, path := range []string{"fits", "mind", "not_if"} {
		out = append(out, needed{path: path, most: maxToolList})
	}
	for _, e := range t.Facts {
		if e.ID != "" {
			out = append(out, needed{path: "facts." + e.ID})
		}
	}
	for _, need := range recommend.Needs {
		out = append(out, needed{path: "needs." + need})
	}
	return out
}

// checkToolLimits checks the lengths of the texts.
func (w *toolWords) checkToolLimits() {
	w.checkLength("name", maxToolName)
	w.checkLength("also", maxToolAlso)
	if n := sentences(w.What); n != numWhat && strings.TrimSpace(w.What) != "" {
		w.problem("what", "what needs exactly %d sentences, found %d", numWhat, n)
	}
	for _, need := range w.keys["needs"] {
		path := "needs." + need
		if n := len(strings.Fields(w.texts[path])); n > maxNeedWords {
			w.problem(path, "%s has %d words, at most %d", path, n, maxNeedWords)
		}
	}
}

// closers are the marks that may stand after the end of a sentence.
const closers = `"'”’»)`

// sentences counts the sentences of a text. A full stop after an abbreviation
// with stops in it (e.g.), or before a small letter, ends none; what stands
// after the last end counts as one more.
func sentences(text string) int {
	words := strings.Fields(text)
	n, open := 0, false
	for i, word := range words {
		open = true
		core := strings.TrimRight(word, closers)
		if strings.TrimRight(core, ".!?…") == core {
			continue
		}
		last := i+1 == len(words)
		abbreviated := strings.Contains(strings.TrimRight(core, "."), ".")
		if last || !abbreviated && !startsSmall(words[i+1]) {
			n++
			open = false
		}
	}
	if open {
		n++
	}
	return n
}

func startsSmall(word string) bool {
	for _, r := range word {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.IsLower(r)
		}
	}
	return false
}
