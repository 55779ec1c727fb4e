package content

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Texts are plain: they are escaped wherever they are shown, so markup would be
// read as it stands, and no link may come from content.
var (
	markup = regexp.MustCompile(`<[a-zA-Z/!?]`)
	link   = regexp.MustCompile(`(?i)\b(javascript|vbscript)\s*:|\bdata:[^\s]|\b(https?|ftp|file)://`)
)

// checkTexts checks every text of a language file by itself. Those at the paths
// of blank may be empty.
func (d *document) checkTexts(blank ...string) {
	for _, path := range slices.Sorted(maps.Keys(d.texts)) {
		switch {
		case slices.Contains([]string{"schema", "id", "language"}, path):
		case d.texts[path] == "" && slices.Contains(blank, path):
		default:
			d.checkText(path)
		}
	}
}

// checkText checks that a text is there, plain, and without links.
func (d *document) checkText(path string) {
	text, ok := d.texts[path]
	switch {
	case !ok:
		return
	case strings.TrimSpace(text) == "":
		d.problem(path, "%s is an empty text", path)
	case strings.ContainsFunc(text, invisible):
		d.problem(path, "%s holds a control character", path)
	}
	if m := findLink(text); m != "" {
		d.problem(path, "%s holds a link (%s); texts are plain", path, strings.TrimSpace(m))
	}
	if m := markup.FindString(text); m != "" {
		d.problem(path, "%s holds markup (%s); texts are plain", path, m)
	}
}

// findLink returns the start of a link in the text, "" when there is none.
func findLink(text string) string {
	if !strings.Contains(text, ":") {
		return "" // nearly every text: spares the search
	}
	return link.FindString(text)
}

// invisible tells control characters, and the direction signs with which a text
// can look different from what it says.
func invisible(r rune) bool {
	return unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Bidi_Control, r)
}

// Limits on texts, so that a test fits a phone and the announced minutes.
const (
	maxItemWords     = 70   // question with its options
	maxStandardWords = 1900 // all items of the form "standard"
	maxSentence      = 25   // words, in question, options and why
	maxTopic         = 34   // characters
	maxName          = 32
	maxShort         = 14
	standardForm     = "standard"
)

// checkLimits checks the lengths of the texts of one language.
func (w *wordsFile) checkLimits(s *structure) {
	for _, d := range s.Dimensions {
		w.checkLength("dimensions."+d.ID+".name", maxName)
		w.checkLength("dimensions."+d.ID+".short", maxShort)
	}
	for _, item := range s.Items {
		path := "items." + item.ID
		w.checkLength(path+".topic", maxTopic)
		for _, p := range append(w.asked(item.ID), path+".why") {
			w.checkSentences(p)
		}
		if n := w.words(item.ID); n > maxItemWords {
			w.problem(path, "item %q has %d words in question and options, at most %d", item.ID, n, maxItemWords)
		}
	}
	if i, ok := s.forms[standardForm]; ok {
		total := 0
		for _, id := range s.Forms[i].Items {
			total += w.words(id)
		}
		if total > maxStandardWords {
			w.problem("items", "the form %q has %d words in questions and options, at most %d", standardForm, total, maxStandardWords)
		}
	}
}

// asked returns the paths of the question and options of an item.
func (w *wordsFile) asked(item string) []string {
	path := "items." + item
	out := []string{path + ".question"}
	for i := range w.counts[path+".options"] {
		out = append(out, at(path+".options", i))
	}
	return out
}

func (w *wordsFile) words(item string) int {
	n := 0
	for _, path := range w.asked(item) {
		n += len(strings.Fields(w.texts[path]))
	}
	return n
}

func (d *document) checkLength(path string, most int) {
	if n := len([]rune(d.texts[path])); n > most {
		d.problem(path, "%s has %d characters, at most %d", path, n, most)
	}
}

// checkSentences checks the sentences of a text, with or without closing
// quotation marks.
func (d *document) checkSentences(path string) {
	n := 0
	for _, word := range strings.Fields(d.texts[path]) {
		n++
		if n > maxSentence {
			d.problem(path, "%s has a sentence of more than %d words", path, maxSentence)
			return
		}
		if word = strings.TrimRight(word, closers); word == "" || strings.ContainsAny(word[len(word)-1:], ".!?") {
			n = 0
		}
	}
}
