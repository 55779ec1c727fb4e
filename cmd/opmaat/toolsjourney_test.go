package main

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/opmaat/opmaat/assessment/recommend"
	"golang.org/x/net/html"
)

// situationForm fills in the form of the tools with a case of recommend/testdata,
// as a person does: choices by click, numbers by key. Readiness comes along in a
// hidden field, as it does after a test.
func situationForm(t *testing.T, f form, name string, mode recommend.Mode) form {
	t.Helper()
	var in struct {
		Needs     map[string]string
		Readiness *struct{ People, Culture, Channels int }
	}
	var facts map[string]any
	for _, v := range []any{&in, &facts} {
		if err := json.Unmarshal(situationFile(t, name), v); err != nil {
			t.Fatal(err)
		}
	}
	choose := func(field, value string) {
		if !slices.Contains(f.offers[field], value) {
			t.Fatalf("%s offers %q, not %q", field, f.offers[field], value)
		}
		f = f.with(field, value)
	}
	for need, weight := range in.Needs {
		choose("need_"+need, weight)
	}
	for fact, value := range facts {
		switch v := value.(type) {
		case bool:
			choose("fact_"+fact, map[bool]string{true: "yes", false: "no"}[v])
		case float64:
			f = f.with("fact_"+fact, strings.Replace(strconv.FormatFloat(v, 'f', -1, 64), ".", ",", 1))
		}
	}
	if r := in.Readiness; r != nil {
		f = f.with("readiness", fmt.Sprintf("%d-%d-%d", r.People, r.Culture, r.Channels))
	}
	return f.with("facts", string(mode))
}

// answered sends the form of the tools and stands at the answer.
func (f form) answered() screen {
	f.page.browser.t.Helper()
	p := f.send()
	if to := p.header.Get("Location"); !strings.HasPrefix(to, "/tools/s/") {
		f.page.browser.t.Fatalf("%s: status %d to %q\n%s", p.path, p.status, to, p.start())
	}
	return p.follow().wants(200)
}

// rows are the cells of the body of the table with this caption.
func (p screen) rows(caption string) [][]string {
	p.browser.t.Helper()
	for table := range elements(p.doc, "table") {
		for c := range elements(table, "caption") {
			if plainSpace(textOf(c)) == plainSpace(caption) {
				return cells(table)
			}
		}
	}
	return nil
}

func cells(table *html.Node) [][]string {
	var rows [][]string
	for tr := range elements(table, "tr") {
		var row []string
		for cell := range elements(tr, "td", "th") {
			row = append(row, plainSpace(textOf(cell)))
		}
		rows = append(rows, row)
	}
	return rows[1:] // without the head
}

// TestToolCases fills in the published cases in the browser, with the facts of
// the papers and of today: the verdict and the numbers are those published.
func TestToolCases(t *testing.T) {
	t.Parallel()
	for _, k := range []struct {
		name    string
		verdict string // the tool in the sentence, by id; "" is none yet
		seed    string // tool, together and first in 100, best first
		now     string
	}{
		{"case-a", "intranet", "intranet 92 100, sharepoint 86 0, viva-engage 80 0", "intranet 92 100, sharepoint 81 0, viva-engage 80 0"},
		{"case-c", "facebook-group", "facebook-group 100 100, linkedin-group 86 0", "facebook-group 100 100, linkedin-group 91 0"},
		{"case-c2", "linkedin-group", "linkedin-group 86 100", "linkedin-group 91 100"},
		{"case-e", "viva-engage", "viva-engage 100 100, intranet 79 0", "viva-engage 100 100, intranet 79 0"},
		{"case-h", "", "", ""},
	} {
		for mode, want := range map[recommend.Mode]string{recommend.SeedMode: k.seed, recommend.Now: k.now} {
			for _, lang := range []string{"en", "nl"} {
				t.Run(k.name+" "+string(mode)+" "+lang, func(t *testing.T) {
					t.Parallel()
					checkToolCase(t, lang, k.name, mode, k.verdict, want)
				})
			}
		}
	}
}

func checkToolCase(t *testing.T, lang, name string, mode recommend.Mode, verdict, want string) {
	t.Helper()
	p := situationForm(t, visit(t, lang).get("/tools").wants(200).form("/tools"), name, mode).answered()
	modeKey := map[recommend.Mode]string{recommend.Now: "tools.mode.now", recommend.SeedMode: "tools.mode.seed"}[mode]
	p.wants(200, say(t, lang, modeKey))
	sentence := say(t, lang, "verdict.none")
	if verdict != "" {
		sentence = say(t, lang, "verdict.recommended", "tool", toolName(t, lang, verdict))
	}
	if p.heading() != plainSpace(sentence) {
		t.Errorf("the verdict is %q, want %q", p.heading(), sentence)
	}
	var got []string
	for i, row := range p.rows(say(t, lang, "tools.ranking")) {
		if len(row) != 5 || !strings.HasPrefix(row[0], strconv.Itoa(i+1)+". ") {
			t.Fatalf("row %q", row)
		}
		got = append(got, toolIn(t, lang, row[0])+" "+row[3]+" "+row[4])
	}
	if best := got[:min(len(got), strings.Count(want, ",")+1)]; strings.Join(best, ", ") != want || verdict == "" && len(got) > 0 {
		t.Errorf("got  %s\nwant %s", strings.Join(got, ", "), want)
	}
	other := p.link(say(t, lang, map[recommend.Mode]string{recommend.Now: "tools.mode.to_seed", recommend.SeedMode: "tools.mode.to_now"}[mode]))
	back := p.browser.get(other).wants(200).link(say(t, lang, map[recommend.Mode]string{recommend.Now: "tools.mode.to_now", recommend.SeedMode: "tools.mode.to_seed"}[mode]))
	if back != p.path {
		t.Errorf("the other facts lead back to %s, not to %s", back, p.path)
	}
}

// toolName is the name of a tool in a language.
func toolName(t *testing.T, lang, id string) string {
	t.Helper()
	lib, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	w, ok := lib.ToolWords(id, lang)
	if !ok {
		t.Fatalf("no tool %s", id)
	}
	return plainSpace(w.Name)
}

// toolIn is the id of the tool that a line names; the longest name counts.
func toolIn(t *testing.T, lang, line string) string {
	t.Helper()
	lib, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	found, longest := "", 0
	_, line, _ = strings.Cut(line, ". ")
	for _, tool := range lib.Tools().Tools {
		if name := toolName(t, lang, tool.ID); strings.HasPrefix(line, name) && len(name) > longest {
			found, longest = tool.ID, len(name)
		}
	}
	return found
}

// TestToolCaseC2 names the group on Facebook among those ruled out, with what lets it pass.
func TestToolCaseC2(t *testing.T) {
	t.Parallel()
	p := situationForm(t, visit(t, "en").get("/tools").form("/tools"), "case-c2", recommend.Now).answered()
	for n := range elements(p.doc, "li") {
		if text := plainSpace(textOf(n)); strings.HasPrefix(text, "Private Facebook group") {
			for _, want := range []string{"up to 30 people", "Would pass if the group has at most 30 people."} {
				if !strings.Contains(text, want) {
					t.Errorf("%q does not say %q", text, want)
				}
			}
			return
		}
	}
	t.Errorf("no line about the Facebook group:\n%s", p.text())
}

// TestToolCaseH says none yet, every tool with its reason, and two ways out.
// The ways are what they say: taking the first leads to an answer.
func TestToolCaseH(t *testing.T) {
	t.Parallel()
	f := situationForm(t, visit(t, "en").get("/tools").form("/tools"), "case-h", recommend.Now)
	p := f.answered().wants(200, say(t, "en", "verdict.none.empty"), say(t, "en", "tools.cheapest.title"))
	var ways []string
	for list := range elements(p.doc, "ol") {
		for n := range elements(list, "li") {
			ways = append(ways, plainSpace(textOf(n)))
		}
	}
	if len(ways) != 2 || !strings.HasPrefix(ways[0], "If you host it yourselves or have a hosting partner, ") || !strings.HasPrefix(ways[1], "If there is an intranet, or one is planned, ") {
		t.Errorf("ways out: %q", ways)
	}
	if n := strings.Count(p.body, `class="out__passes"`); n != 14 {
		t.Errorf("%d tools with a reason, want 14", n)
	}
	for fact, opens := range map[string]string{"fact_self_hosting": ways[0], "fact_intranet": ways[1]} {
		after := f.with(fact, "yes").answered().lacks(say(t, "en", "verdict.none"))
		first := strings.TrimPrefix(after.rows(say(t, "en", "tools.ranking"))[0][0], "1. ")
		if !strings.Contains(opens, first) {
			t.Errorf("%s = yes puts %s first, but the page says %q", fact, first, opens)
		}
	}
}

// TestYammerIsFound: who looks for the old name finds the tool, in both languages.
func TestYammerIsFound(t *testing.T) {
	t.Parallel()
	for lang, also := range map[string]string{"en": "Formerly Yammer", "nl": "Vroeger Yammer"} {
		b := visit(t, lang)
		for _, asked := range []string{"yammer", "Yammer", "YAMMER", "%20Yammer%20", "microsoft%20yammer", "Viva%20Engage"} {
			b.get("/tools/"+asked).leadsTo("/tools/viva-engage").follow().wants(200, also)
		}
		b.get("/tools/compare?a=yammer&b=sharepoint").wants(200, "Viva Engage "+also)
		form := b.get("/tools").wants(200, "Viva Engage "+also).form("/tools")
		first := situationForm(t, form, "case-e", recommend.Now).answered().wants(200, "1 Viva Engage "+also, "1. Viva Engage "+also)
		third := situationForm(t, form, "case-a", recommend.Now).answered().wants(200, "3. Viva Engage "+also)
		out := situationForm(t, form, "case-c", recommend.Now).answered().wants(200, "Viva Engage "+also+".")
		for _, p := range []screen{first, third, out} {
			if !p.hasLink("/tools/viva-engage") {
				t.Errorf("%s does not lead to the fact sheet", p.path)
			}
		}
		b.get("/tools/sharepoint").wants(200, "Viva Engage "+also) // look also at
		if n := strings.Count(b.get("/tools/compare").body, "yammer)") + strings.Count(b.get("/tools/compare").body, "Yammer)"); n != 4 {
			t.Errorf("%d of 4 choices name the old name", n)
		}
	}
}

// TestWhatIfWithoutScripts changes the answer by the form under it alone: a post,
// a redirect, a page of its own address that goes back to where it came from.
func TestWhatIfWithoutScripts(t *testing.T) {
	t.Parallel()
	b := visit(t, "nl")
	p := situationForm(t, b.get("/tools").form("/tools"), "case-e", recommend.SeedMode).answered()
	f := p.form("/tools").shows("need_microblog", "must").shows("need_attachments", "could").shows("readiness", "60-60-60").
		shows("facts", "seed").shows("weight_must", "4").shows("fact_admin_fte", "0.3").shows("fact_eu_control", "no")
	changed := f.with("need_microblog", "wont").with("weight_should", "9,5").with("fact_microsoft365", "no").answered()
	if changed.path == p.path {
		t.Fatal("another situation has the same address")
	}
	changed.wants(200, say(t, "nl", "tools.mode.seed")).lacks(say(t, "nl", "verdict.recommended", "tool", "Viva Engage"))
	again := changed.form("/tools").shows("weight_should", "9.5").shows("fact_microsoft365", "no").shows("readiness", "60-60-60")
	if _, asked := again.offers["need_microblog"]; asked { // it would tip the answer
		again.shows("need_microblog", "wont")
	}
	whole := b.get(changed.link(say(t, "nl", "tools.whatif.all"))).wants(200)
	whole.form("/tools").shows("need_microblog", "wont").shows("need_tags", "should").shows("weight_should", "9.5").shows("facts", "seed").
		with("need_microblog", "must").with("weight_should", "2").with("fact_microsoft365", "yes").send().leadsTo(p.path)
	if got := f.answered().path; got != p.path {
		t.Errorf("sending the form as it is leads to %s, not to %s", got, p.path)
	}
}

// TestSharedSituation opens the link of another person, in another language: the
// same answer, and the whole address has no more than the situation.
func TestSharedSituation(t *testing.T) {
	t.Parallel()
	p := situationForm(t, visit(t, "nl").get("/tools").form("/tools"), "case-a", recommend.Now).answered()
	link := ""
	for n := range elements(p.doc, "input") {
		if attr(n, "id") == "link" {
			link = attr(n, "value")
		}
	}
	u, err := url.Parse(link)
	if err != nil || u.Path != p.path || u.RawQuery+u.Fragment != "" || !strings.HasPrefix(link, p.browser.base) {
		t.Fatalf("the link is %q", link)
	}
	other := visit(t, "en").get(u.Path).wants(200)
	if got, want := fmt.Sprint(numbersOf(other, "en")), fmt.Sprint(numbersOf(p, "nl")); got != want {
		t.Errorf("another person sees %s, not %s", got, want)
	}
	if other.language() != "en" || len(other.header.Values("Set-Cookie")) > 0 {
		t.Errorf("in %s with %q", other.language(), other.header.Values("Set-Cookie"))
	}
}

func numbersOf(p screen, lang string) [][]string {
	var out [][]string
	for _, row := range p.rows(say(p.browser.t, lang, "tools.ranking")) {
		out = append(out, append([]string{toolIn(p.browser.t, lang, row[0])}, row[1:]...))
	}
	return out
}
