package web

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/opmaat/opmaat/assessment/recommend"
	"golang.org/x/net/html"
)

// byClass are the elements with this class under root.
func byClass(root *html.Node, class string) []*html.Node {
	var out []*html.Node
	for n := range elements(root) {
		if slices.Contains(strings.Fields(value(n, "class")), class) {
			out = append(out, n)
		}
	}
	return out
}

// plain is a text of the catalogue as textOf gives it.
func plain(s string) string { return strings.Join(strings.Fields(s), " ") }

// everyTool runs fn on each fact sheet in each language.
func everyTool(t *testing.T, fn func(t *testing.T, lang, id string, a asked)) {
	t.Helper()
	x := shared()
	ed := x.mustCurrent()
	tools := ed.library.Tools().Tools
	if len(tools) < 14 || len(ed.languages) < 2 {
		t.Fatalf("%d tools in %v", len(tools), ed.languages)
	}
	for _, lang := range ed.languages {
		for _, tool := range tools {
			t.Run(lang+"/"+tool.ID, func(t *testing.T) {
				fn(t, lang, tool.ID, x.get(t, "/tools/"+tool.ID, "Accept-Language", lang).wants(200))
			})
		}
	}
}

// TestEverySheet holds every fact sheet to what every page must be.
func TestEverySheet(t *testing.T) {
	everyTool(t, func(t *testing.T, lang, id string, a asked) {
		doc := a.doc()
		checkStructure(t, doc, lang)
		checkLabels(t, doc)
		checkPolicy(t, doc)
		checkLinks(t, doc)
		w, _ := shared().mustCurrent().library.ToolWords(id, lang)
		for _, text := range slices.Concat([]string{w.Name, w.Also, w.What, w.Whom, w.Effort, w.Status, w.Privacy, w.Accessibility}, w.Fits, w.Mind, w.NotIf) {
			if !strings.Contains(textOf(byID(doc, "main")), plain(text)) {
				t.Errorf("the page does not say %q", text)
			}
		}
		sheet, _ := shared().mustCurrent().library.ToolSheet(id)
		if len(sheet.Alternatives) == 0 {
			t.Error("nothing else to look at")
		}
		for _, other := range sheet.Alternatives {
			if !strings.Contains(a.Body.String(), `href="/tools/`+other+`"`) {
				t.Errorf("no way to %s", other)
			}
		}
	})
}

var (
	sheetValue = regexp.MustCompile(`^([0-3]) \(\S.*\)$`)
	checkedOn  = regexp.MustCompile(`, [^,]*\b(20\d\d-\d\d-\d\d)$`)
)

// TestEveryValueHasSource: each of the 21 needs has a value, its kind, a source
// that the same page lists, and a date. A listed source can be opened, but for
// the papers of the project and our own estimates.
func TestEveryValueHasSource(t *testing.T) {
	everyTool(t, func(t *testing.T, lang, id string, a asked) {
		x, doc := shared(), a.doc()
		listed := listedSources(t, doc)
		rows := byClass(byID(doc, "needs"), "answers__row")
		if len(rows) != recommend.NeedCount {
			t.Fatalf("%d needs", len(rows))
		}
		tool := x.mustCurrent().library.Tools().Tools[slices.IndexFunc(x.mustCurrent().library.Tools().Tools, func(t recommend.Tool) bool { return t.ID == id })]
		for n, row := range rows {
			need, cell := recommend.Needs[n], tool.Needs[n]
			if got, _ := first(row, "dt"); got != plain(x.say(lang, needTexts[need])) {
				t.Errorf("row %d is %q, not %s", n, got, need)
			}
			text := byClass(row, "answers__text")[0]
			said, _, _ := strings.Cut(textOf(text), " ( ") // what the papers said follows
			if m := sheetValue.FindStringSubmatch(strings.TrimSpace(text.FirstChild.Data)); m == nil || m[1] != strconv.Itoa(cell.Value) || !cell.Known {
				t.Errorf("%s: value %q, want %d", need, said, cell.Value)
			}
			if papers := byClass(text, "hint"); (len(papers) == 1) != cell.HasSeed || cell.HasSeed && !strings.Contains(textOf(papers[0]), strconv.Itoa(cell.SeedValue)+" (") {
				t.Errorf("%s: the papers' value is missing or too much: %q", need, textOf(text))
			}
			if note := byClass(row, "answers__note"); len(note) != 1 || textOf(note[0]) == "" {
				t.Errorf("%s: no word on why", need)
			}
			origin := textOf(row.LastChild.LastChild)
			date := checkedOn.FindStringSubmatch(origin)
			kind := x.say(lang, kindTexts[cell.Kind][0]) + ": "
			if date == nil || date[1] != cell.Checked || !strings.HasPrefix(origin, kind) {
				t.Fatalf("%s: %q does not name kind and date", need, origin)
			}
			title := strings.TrimPrefix(checkedOn.ReplaceAllString(origin, ""), kind)
			source, ok := listed[title]
			if !ok {
				t.Errorf("%s: the source %q is not listed", need, title)
			}
			if own := source.id == "model"; own != (cell.Kind == recommend.Assumption) || strings.HasPrefix(source.id, "seed-") != (cell.Kind == recommend.Seed) {
				t.Errorf("%s is called %s but comes from %s", need, cell.Kind, source.id)
			}
		}
	})
}

type listedSource struct{ id, href string }

// listedSources are the sources of a fact sheet by title.
func listedSources(t *testing.T, doc *html.Node) map[string]listedSource {
	t.Helper()
	out := map[string]listedSource{}
	for li := range elements(byID(doc, "sources"), "li") {
		id, _ := first(li, "strong")
		title, href := first(li, "a")
		if href == "" {
			title = plain(li.FirstChild.NextSibling.Data)
			if id != "model" && !strings.HasPrefix(id, "seed-") && !strings.Contains(title, " not ") { // it says why not
				t.Errorf("nobody can open the source %s: %s", id, title)
			}
		} else if u, err := url.Parse(href); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			t.Errorf("source %s leads to %q", id, href)
		}
		if _, twice := out[title]; twice || title == "" {
			t.Errorf("the source %q stands twice or has no title", title)
		}
		if !regexp.MustCompile(`20\d\d-\d\d-\d\d$`).MatchString(textOf(li)) {
			t.Errorf("source %s has no date: %q", id, textOf(li))
		}
		out[title] = listedSource{id, href}
	}
	for _, fact := range byClass(byID(doc, "facts"), "hint") {
		if _, ok := out[textOf(fact)]; !ok {
			t.Errorf("the source %q of a dated fact is not listed", textOf(fact))
		}
	}
	return out
}

// first is the text and the address of the first element with this name.
func first(root *html.Node, name string) (text, href string) {
	for n := range elements(root, name) {
		return textOf(n), value(n, "href")
	}
	return "", ""
}

// TestUnknownTool says what was asked, in bounds, and where the list is.
func TestUnknownTool(t *testing.T) {
	x := shared()
	for asked, shown := range map[string]string{"fax": "fax", "VIVA": "VIVA", "%3Cscript%3E": "<script>", strings.Repeat("x", 300): strings.Repeat("x", 40) + "…", "%FF": "", "a%0Ab": "a b"} {
		for _, path := range []string{"/tools/" + asked, "/tools/compare?a=teams&b=" + asked} {
			a := x.get(t, path).wants(404)
			if want := x.say("en", "error.tool_unknown", "tool", shown); !strings.Contains(textOf(a.doc()), plain(want)) {
				t.Errorf("%s does not say %q: %s", path, want, textOf(byID(a.doc(), "main")))
			}
			checkStructure(t, a.doc(), "en")
		}
	}
}

// TestCompare sets tools side by side: two to four different ones.
func TestCompare(t *testing.T) {
	x := shared()
	few := x.say("en", "error.compare_few")
	for _, c := range []struct {
		query   string
		status  int
		chosen  []string
		problem bool
	}{
		{"", 200, nil, false},
		{"a=teams", 200, nil, false}, // from its fact sheet
		{"a=teams&b=intranet", 200, []string{"teams", "intranet"}, false},
		{"a=intranet&b=teams&c=humhub", 200, []string{"intranet", "teams", "humhub"}, false},
		{"a=x&b=teams&c=humhub&d=workplace-from-meta", 200, []string{"x", "teams", "humhub", "workplace-from-meta"}, false},
		{"a=Twitter&b=YAMMER", 200, []string{"x", "viva-engage"}, false},
		{"a=teams&b=&c=humhub&d=", 200, []string{"teams", "humhub"}, false},
		{"a=teams&b=teams&c=humhub", 200, []string{"teams", "humhub"}, false},
		{"a=teams&b=teams", 422, nil, true},
		{"a=viva-engage&b=yammer", 422, nil, true},
		{"a=teams&b=&c=&d=", 422, nil, true}, // the form with one choice
		{"a=&b=&c=&d=", 422, nil, true},
		{"b=teams", 422, nil, true},
		{"a=teams&b=intranet&c=humhub&d=x&e=nextcloud", 200, []string{"teams", "intranet", "humhub", "x"}, false},
	} {
		t.Run(c.query, func(t *testing.T) {
			a := x.get(t, "/tools/compare?"+c.query).wants(c.status)
			doc := a.doc()
			checkStructure(t, doc, "en")
			checkLinks(t, doc)
			if said := strings.Contains(textOf(doc), few); said != c.problem {
				t.Errorf("problem said: %v", said)
			}
			checkCompared(t, doc, c.query, c.chosen)
		})
	}
}

// checkCompared: the table has one column a tool with every need, and the form
// keeps what was chosen.
func checkCompared(t *testing.T, doc *html.Node, query string, chosen []string) {
	t.Helper()
	var heads []string
	cells, kinds := 0, len(byClass(doc, "compare__kind"))
	for table := range elements(doc, "table") {
		for a := range elements(table, "a") {
			heads = append(heads, strings.TrimPrefix(value(a, "href"), "/tools/"))
		}
		cells = len(slices.Collect(elements(table, "td"))) - 1 // the corner
	}
	if !slices.Equal(heads, chosen) || chosen != nil && cells != (6+recommend.NeedCount)*len(chosen) || kinds != recommend.NeedCount*len(chosen) {
		t.Errorf("columns %q with %d cells and %d kinds, want %q", heads, cells, kinds, chosen)
	}
	asked, _ := url.ParseQuery(query)
	for _, slot := range []string{"a", "b", "c", "d"} {
		got := ""
		for o := range elements(byID(doc, slot), "option") {
			if _, ok := attr(o, "selected"); ok {
				got = value(o, "value")
			}
		}
		want, _ := shared().mustCurrent().library.FindTool(asked.Get(slot))
		if got != want {
			t.Errorf("slot %s keeps %q, want %q", slot, got, want)
		}
	}
}
