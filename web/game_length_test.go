package web

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/content"
	"golang.org/x/net/html"
)

// Silent reading of non-fiction, in words a minute: the mean of 190 studies
// (Brysbaert 2019, "How many words do we read per minute?").
const wordsAMinute = 238

// mostWords is how many words a page of a game may show, by its kind, in any
// story and language: a bit over the longest of today. What is folded away does
// not count, nor what only a screen reader or paper gets.
var mostWords = map[string]int{
	"home": 250, "stories": 140, "briefing": 400, "round": 420, "after": 350, "ending": 350, "numbers": 330, "path": 300, "reflect": 290,
}

// mostOfGame is how many words the whole of oostkade may show, from home to the
// reflection sheet, with the moves of its longest plan: under 21 minutes, of which the
// story itself takes under 16, so that the decisions fit in 25 minutes as well.
const (
	mostOfGame  = 4900
	mostOfStory = 3750 // from the briefing to the ending
)

// partNames say to which part of a page an element belongs; the innermost counts.
var partNames = map[string]string{
	"scene": "scene", "voices": "advisers", "standing": "standing", "choice--card": "options", "choice--move": "moves", "story": "consequence",
	"story--event": "event", "moved": "bands", "why__lines": "why", "choice__about": "texts of choices", "onward": "ways on", "pathlist": "path",
	"table": "tables", "sheet__prompts": "prompts", "figure": "figures", "ending": "ending", "door": "cards", "contents": "menu", "choice": "choices",
}

// readable counts the words a person sees in the main content, by part.
func readable(doc *html.Node) (words int, parts map[string]int) {
	parts = map[string]int{}
	var walk func(n *html.Node, part string)
	walk = func(n *html.Node, part string) {
		if n.Type == html.TextNode {
			for _, w := range strings.Fields(n.Data) {
				if strings.IndexFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0 {
					words++
					parts[part]++
				}
			}
			return
		}
		classes := strings.Fields(value(n, "class"))
		if _, hidden := attr(n, "hidden"); hidden || slices.Contains([]string{"script", "style", "svg", "noscript"}, n.Data) ||
			slices.Contains(classes, "hidden") || slices.Contains(classes, "printonly") {
			return
		}
		for _, c := range classes {
			if name := partNames[c]; name != "" {
				part = name
			}
		}
		for kid := range n.ChildNodes() {
			if n.Data == "details" && folded(n) && kid.Data != "summary" {
				continue
			}
			walk(kid, part)
		}
	}
	for main := range elements(doc, "main") {
		walk(main, "other")
	}
	return words, parts
}

// folded says whether details are closed, or will be by our script.
func folded(n *html.Node) bool {
	_, open := attr(n, "open")
	_, folds := attr(n, "data-fold")
	return !open || folds
}

// lengths are the words of the pages of one game, by kind of page and by part.
type lengths struct {
	total        int
	kinds, parts map[string]int
	longest      map[string]int // page of a kind
}

// read adds a page.
func (l *lengths) read(t *testing.T, kind string, a asked) {
	t.Helper()
	words, parts := readable(a.wants(200).doc())
	if words < 20 {
		t.Fatalf("%s: only %d words seen", a.path, words)
	}
	l.total += words
	l.kinds[kind] += words
	l.longest[kind] = max(l.longest[kind], words)
	for part, n := range parts {
		l.parts[kind+" "+part] += n
	}
}

// story is how many words stand between the briefing and the ending, both included.
func (l *lengths) story() int {
	return l.kinds["briefing"] + l.kinds["round"] + l.kinds["after"] + l.kinds["ending"]
}

// lengthOf plays a golden plan from home to the reflection sheet, opening every
// page once.
func (x *site) lengthOf(t *testing.T, lang, scenario string, plan content.GoldenPlan) lengths {
	t.Helper()
	l := lengths{kinds: map[string]int{}, parts: map[string]int{}, longest: map[string]int{}}
	x.games.Chance = func() uint64 { return plan.Setup.Seed }
	sc, _ := x.mustCurrent().library.LatestScenario(scenario)
	capability := assessment.NewCapability()
	headers := []string{"Accept-Language", lang, "Cookie", gameCookie + "=" + capability}
	rounds := map[bool]string{false: "full", true: "short"}[plan.Setup.Short]
	l.read(t, "home", x.get(t, "/", headers[:2]...))
	l.read(t, "stories", x.get(t, "/game", headers[:2]...))
	l.read(t, "briefing", x.get(t, "/game/s/"+scenario, headers[:2]...))
	form := url.Values{"capability": {capability}, "need": plan.Plan.Needs, "role": {sc.Roles[1]}, "rounds": {rounds}}
	x.post(t, "/game/s/"+scenario, form, headers[:2]...).wants(303)
	for i, round := range sc.Schedule(plan.Setup.Short) {
		path, turn := fmt.Sprintf("/game/play/1/round/%d", round), plan.Plan.Rounds[i]
		l.read(t, "round", x.get(t, path, headers...))
		x.post(t, path, url.Values{"option": {turn.Option}, "move": turn.Moves, "reason": {""}}, headers...).wants(303)
		l.read(t, "after", x.get(t, path+"/after", headers...))
	}
	for _, page := range []string{"ending", "numbers", "path", "reflect"} {
		l.read(t, page, x.get(t, "/game/play/1/"+page, headers...))
	}
	return l
}

// TestGameLength counts what a person has to read, in every story, version and
// language, by the golden plans: no page is longer than its kind may be, and
// oostkade leaves time to decide within 25 minutes.
func TestGameLength(t *testing.T) {
	x := newSite(t, nil)
	for _, lang := range x.mustCurrent().languages {
		for _, sc := range x.mustCurrent().library.Scenarios() {
			plans := x.mustCurrent().library.Plans(sc.Ref)
			if len(plans) < 7 {
				t.Fatalf("%s has only %d plans", sc.Ref, len(plans))
			}
			if lang != "nl" {
				plans = plans[:3] // the words of a language differ little, and time is dear
			}
			var most lengths
			for _, plan := range plans {
				l := x.lengthOf(t, lang, sc.Ref.ID, plan)
				for kind, words := range l.longest {
					if words > mostWords[kind] {
						t.Errorf("%s %s %s: a page %q of %d words, at most %d", lang, sc.Ref, plan.Name, kind, words, mostWords[kind])
					}
				}
				if l.total > most.total {
					most = l
				}
				if story := l.story(); sc.Ref.ID == "oostkade" && (l.total > mostOfGame || story > mostOfStory) {
					t.Errorf("%s %s %s: %d words, of which %d in the story; at most %d and %d", lang, sc.Ref, plan.Name, l.total, story, mostOfGame, mostOfStory)
				}
			}
			t.Logf("%s %s: at most %d words, %.1f minutes, of which %d in the story; by kind %v; by part %v", lang, sc.Ref, most.total,
				float64(most.total)/wordsAMinute, most.story(), most.kinds, most.parts)
		}
	}
}

// TestReadable: the counter sees what is open, and not what is folded, hidden or
// for paper.
func TestReadable(t *testing.T) {
	doc, err := html.Parse(strings.NewReader(`<header>not this</header><main><p class="scene">Five words – are seen here.</p><p hidden>no</p><span class="hidden">no</span>
<details><summary>two more</summary><p>no</p></details><details open><summary>and</summary><p>three</p></details><details open data-fold><summary>four</summary><table><tr><td>no</td></tr></table></details>
<section class="printonly">no</section><svg><text>no</text></svg><script>no</script></main>`))
	if err != nil {
		t.Fatal(err)
	}
	if words, parts := readable(doc); words != 10 || parts["scene"] != 5 {
		t.Errorf("%d words, %v", words, parts)
	}
}
