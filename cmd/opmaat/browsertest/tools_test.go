package browsertest

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// situation is a town with Microsoft 365 and no other way: SharePoint comes
// first, and short updates, if they count, bring Viva Engage before it.
func situation() url.Values {
	return url.Values{"need_documents": {"should"}, "need_microblog": {"could"}, "weight_could": {"0.5"}, "fact_staff": {"140"}, "fact_microsoft365": {"yes"}, "fact_intranet": {"no"},
		"fact_self_hosting": {"no"}, "fact_private_accounts": {"no"}, "fact_closed": {"yes"}, "fact_admin_fte": {"0,3"}, "readiness": {"60-60-60"}}
}

// answerTo posts the form of the tools and returns where the answer is.
func answerTo(t *testing.T, s site, form url.Values) string {
	t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.PostForm(s.url+"/tools", form)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	to := res.Header.Get("Location")
	if res.StatusCode != http.StatusSeeOther || !strings.HasPrefix(to, "/tools/s/") {
		t.Fatalf("the form leads to %q with %s", to, res.Status)
	}
	return to
}

const (
	firstTool = `document.querySelector('#ranking h3 a').getAttribute('href').replace('/tools/', '')`
	submitTop = `document.querySelector('[data-whatif] button[type=submit]').getBoundingClientRect().top`
)

// firsts fails unless this tool comes first, in the cards and in the sentence.
func (b *tab) firsts(tool, name string) {
	b.Helper()
	if got := value[string](b, firstTool); got != tool {
		b.Fatalf("at %s: %s comes first, want %s", b.path(), got, tool)
	}
	if h1, title := b.text("h1"), value[string](b, "document.title"); !strings.Contains(h1, name) || !strings.Contains(title, name) {
		b.Errorf("the sentence is %q, the title %q; neither may lack %s", h1, title, name)
	}
}

// TestBrowserWhatIf changes a weight and then a need: the answer changes in place,
// with its address, its charts, and its news said; back leads to what was before.
func TestBrowserWhatIf(t *testing.T) {
	t.Parallel()
	s := start(t, nil)
	b := open(t, s)
	before := answerTo(t, s, situation())
	b.visit(before)
	b.firsts("sharepoint", "SharePoint")
	charts := b.charts()
	b.log.requests()
	value[int](b, `window.marker = 7`)

	value[int](b, `(() => { const f = document.querySelector('#weight_could'); f.focus(); f.value = '9'; return 0; })()`)
	b.whatIf()
	b.firsts("viva-engage", "Viva Engage")
	weighed := b.path()
	if got := b.charts(); got != charts || charts == 0 {
		t.Errorf("%d charts, %d before", got, charts)
	}
	if got := value[string](b, `document.querySelector('#weight_could').value`); got != "9" {
		t.Errorf("the weight is shown as %q", got)
	}
	b.click(`label[for=need_microblog-wont]`)
	b.whatIf()
	b.firsts("sharepoint", "SharePoint")
	if got := b.log.requests(); len(got) > 0 || value[int](b, "window.marker || 0") != 7 {
		t.Errorf("the page was loaded anew: %q", got)
	}
	b.accessible(allRules, "after a what-if")
	b.reflows()
	b.clean()

	b.backTo(weighed)
	b.firsts("viva-engage", "Viva Engage")
	b.backTo(before)
	b.firsts("sharepoint", "SharePoint")
	if got := value[string](b, `document.querySelector('#weight_could').value`); got != "0.5" {
		t.Errorf("back shows the weight %q", got)
	}
	for _, r := range b.log.requests() {
		if !strings.HasPrefix(r, "GET /tools/s/") {
			t.Errorf("the history asked for %s", r)
		}
	}
	b.clean()
}

// whatIf presses the button under the answer and waits for the new one: it is
// said, the focus stays on the button, and the button stays where it can be seen.
func (b *tab) whatIf() {
	b.Helper()
	from := b.path()
	b.click(`[data-whatif] button[type=submit]`)
	b.wait(fmt.Sprintf(`location.pathname !== %q && document.querySelector('[data-live-status]').textContent`, from))
	if said := b.text(`[role=status][data-live-status]`); said != b.text("h1") {
		b.Errorf("it is said that %q, the answer is %q", said, b.text("h1"))
	}
	if !value[bool](b, `document.activeElement.matches('[data-whatif] button[type=submit]')`) {
		b.Errorf("the focus is on %s", value[string](b, `document.activeElement.outerHTML.slice(0, 200)`))
	}
	if top := value[float64](b, submitTop); top < 0 || top > 800 {
		b.Errorf("the button went to %.0f of 800", top)
	}
}

// backTo goes one step back in the history, to this address.
func (b *tab) backTo(path string) {
	b.Helper()
	value[int](b, "window.marker = 7; history.back(); 0")
	b.wait(fmt.Sprintf(`document.readyState === 'complete' && location.pathname === %q && document.querySelector('#whatif') && !window.marker`, path))
}

// TestBrowserWhatIfByEnter stays in the field where Enter was pressed, and a jump
// on the page, past the header, does not load it anew.
func TestBrowserWhatIfByEnter(t *testing.T) {
	t.Parallel()
	s := start(t, nil)
	b := open(t, s)
	before := answerTo(t, s, situation())
	b.visit(before)
	value[int](b, `window.marker = 7, document.querySelector('#weight_could').select(), 0`)
	b.strike(digitKey('9'))
	b.strike(enter)
	b.wait(fmt.Sprintf(`location.pathname !== %q && document.querySelector('[data-live-status]').textContent`, before))
	b.firsts("viva-engage", "Viva Engage")
	if got := value[string](b, "document.activeElement.id"); got != "weight_could" {
		t.Errorf("the focus went to %q", got)
	}
	steps := value[int](b, "history.length")
	value[int](b, `window.old = document.querySelector('#main h1'), 0`)
	b.strike(enter) // nothing changed
	b.wait("!old.isConnected")
	if got := value[int](b, "history.length"); got != steps {
		t.Errorf("the same answer is %d steps further back", got-steps)
	}
	value[int](b, `document.querySelector('a[href="#main"]').focus(), 0`)
	b.strike(enter)
	b.wait(`location.hash === '#main'`)
	value[int](b, `new Promise(done => setTimeout(done, 300, 0))`) // a reload would have begun
	if value[int](b, "window.marker || 0") != 7 {
		t.Error("the jump loaded the page anew")
	}
	b.clean()
}

// TestBrowserWhatIfOpensTheWay changes a fact on a page without an answer, and so
// without charts: the answer comes with its charts.
func TestBrowserWhatIfOpensTheWay(t *testing.T) {
	t.Parallel()
	s := start(t, nil)
	b := open(t, s)
	form := situation()
	form.Set("fact_microsoft365", "no")
	form.Set("need_documents", "must")
	before := answerTo(t, s, form)
	b.visit(before)
	if n := value[int](b, `document.querySelectorAll('[data-chart], #ranking').length`); n != 0 {
		t.Fatalf("%d answers to begin with: %s", n, b.text("h1"))
	}
	b.click(`label[for=fact_microsoft365-yes]`)
	b.click(`[data-whatif] button[type=submit]`)
	b.wait(fmt.Sprintf(`document.readyState === 'complete' && location.pathname !== %q && document.querySelector('#ranking')`, before))
	b.firsts("sharepoint", "SharePoint")
	if b.charts() == 0 {
		t.Error("no charts")
	}
	b.clean()
}

// TestBrowserWhatIfRefused types no number: the form comes back with the sentence
// in front and everything that was typed.
func TestBrowserWhatIfRefused(t *testing.T) {
	t.Parallel()
	s := start(t, nil)
	b := open(t, s)
	b.visit(answerTo(t, s, situation()))
	value[int](b, `(() => { document.querySelector('#weight_could').value = 'much'; document.querySelector('#fact_staff').value = 'many'; return 0; })()`)
	b.click(`label[for=need_microblog-must]`)
	b.click(`[data-whatif] button[type=submit]`)
	b.wait(`document.readyState === 'complete' && document.activeElement.id === 'summary'`)
	for expression, want := range map[string]string{
		`document.querySelector('#weight_could').value`:                        "much",
		`document.querySelector('#fact_staff').value`:                          "many",
		`document.querySelector('#fact_admin_fte').value`:                      "0.3",
		`document.querySelector('[name=need_microblog]:checked').value`:        "must",
		`document.querySelector('[name=fact_private_accounts]:checked').value`: "no",
		`document.querySelector('[name=readiness]').value`:                     "60-60-60",
	} {
		if got := value[string](b, expression); got != want {
			t.Errorf("%s is %q, want %q", expression, got, want)
		}
	}
	b.accessible(allRules, "refused")
	b.click(`#summary a[href="#weight_could"]`)
	b.wait(`document.activeElement.id === 'weight_could'`)
	b.clean()
}

// TestBrowserWhatIfWithoutScripts does the same with a form post and a page of its own.
func TestBrowserWhatIfWithoutScripts(t *testing.T) {
	t.Parallel()
	s := start(t, nil)
	b := open(t, s)
	b.withoutScripts()
	before := answerTo(t, s, situation())
	b.visit(before)
	b.firsts("sharepoint", "SharePoint")
	b.log.requests()
	b.click(`label[for=need_microblog-must]`)
	b.click(`[data-whatif] button[type=submit]`)
	b.wait(fmt.Sprintf(`document.readyState === 'complete' && location.pathname.startsWith('/tools/s/') && location.pathname !== %q`, before))
	b.firsts("viva-engage", "Viva Engage")
	if got := b.log.requests(); !slices.Equal(got, []string{"POST /tools", "GET " + b.path()}) {
		t.Errorf("asked for %q", got)
	}
	b.fits("without scripts")
	b.clean()
}

// pickFocus is the focus as a person sees it in the form of the tools, where the
// outline is around the choice.
const pickFocus = `(() => {
  const el = document.activeElement, shown = el.closest('.pick__one') || el, box = el.getBoundingClientRect(), s = getComputedStyle(shown);
  return {tag: el.localName, id: el.id, href: el.getAttribute('href') || '', kind: el.getAttribute('type') || '', name: el.getAttribute('name') || '',
    seen: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2,
    there: box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth};
})()`

// pickTo presses Tab until the focus is on a field with this name or a button.
func (b *tab) pickTo(what string, found func(stop) bool) {
	b.Helper()
	for range 80 {
		b.strike(tabKey)
		at := value[stop](b, pickFocus)
		if !at.Seen || !at.There {
			b.Errorf("at %s: focus on %+v cannot be seen", b.path(), at)
		}
		if found(at) {
			return
		}
	}
	b.Fatalf("at %s: Tab does not reach %s", b.path(), what)
}

func (b *tab) field(name string) {
	b.Helper()
	b.pickTo(name, func(at stop) bool { return at.Name == name })
}

// TestBrowserToolsKeyboard goes from home to an answer and a what-if with keys alone.
func TestBrowserToolsKeyboard(t *testing.T) {
	t.Parallel()
	b := open(t, start(t, nil))
	b.visit("/")
	b.tabTo("the tools", func(at stop) bool { return at.Href == "/tools" })
	b.strike(enter)
	b.arrive("/tools")
	b.field("need_discuss")
	b.strike(space) // the first choice is Must
	b.field("need_microblog")
	b.strike(space)
	b.strike(arrowDn) // Should
	b.field("fact_staff")
	for _, digit := range "140" {
		b.strike(digitKey(digit))
	}
	b.field("fact_microsoft365")
	b.strike(space)
	b.pickTo("the button", submits)
	b.strike(enter)
	b.arrive("/tools/s/")
	for name, want := range map[string]string{"need_discuss": "must", "need_microblog": "should", "fact_microsoft365": "yes"} {
		if got := value[string](b, fmt.Sprintf(`document.querySelector('[name=%s]:checked').value`, name)); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if got := value[string](b, `document.querySelector('#fact_staff').value`); got != "140" {
		t.Errorf("%q staff", got)
	}
	from := b.path()
	b.field("need_microblog")
	b.strike(arrowUp)
	b.pickTo("the button", submits)
	b.strike(enter)
	b.wait(fmt.Sprintf(`location.pathname !== %q && document.activeElement.matches('[data-whatif] button')`, from))
	if got := value[string](b, `document.querySelector('[name=need_microblog]:checked').value`); got != "must" {
		t.Errorf("the arrow chose %q", got)
	}
	b.clean()
}
