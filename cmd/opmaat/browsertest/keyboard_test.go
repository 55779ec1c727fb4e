package browsertest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
)

// key is one key of a keyboard.
type key struct {
	name, code, text string
	number           int64
}

var (
	tabKey  = key{"Tab", "Tab", "", 9}
	enter   = key{"Enter", "Enter", "\r", 13}
	space   = key{" ", "Space", " ", 32}
	arrowUp = key{"ArrowUp", "ArrowUp", "", 38}
	arrowDn = key{"ArrowDown", "ArrowDown", "", 40}

	arrowRight = key{"ArrowRight", "ArrowRight", "", 39}
)

// digitKey is the key of a digit.
func digitKey(digit rune) key {
	return key{string(digit), "Digit" + string(digit), string(digit), int64(digit)}
}

// strike presses and releases a key as a keyboard does: the browser itself makes
// the character of it, or not when the key has done its work already.
func (b *tab) strike(k key) {
	b.Helper()
	for _, way := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeKeyDown, input.DispatchKeyEventTypeKeyUp} {
		p := input.DispatchKeyEventParams{Type: way, Key: k.name, Code: k.code, WindowsVirtualKeyCode: k.number, NativeVirtualKeyCode: k.number}
		if way == input.DispatchKeyEventTypeKeyDown {
			p.Text = k.text
		}
		b.do(command(input.DispatchKeyEvent, p))
	}
}

// stop is where the focus is, and whether a person can see that.
type stop struct {
	Tag   string `json:"tag"`
	ID    string `json:"id"`
	Href  string `json:"href"`
	Kind  string `json:"kind"` // the type attribute
	Name  string `json:"name"`
	Seen  bool   `json:"seen"` // an outline, and not a thin one
	There bool   `json:"there"`
}

// focus describes the element that has the focus. A radio button may leave the
// outline to the box around it. There means inside the window.
const focus = `(() => {
  const el = document.activeElement;
  const shown = [el, el.closest('.choice')].filter(Boolean);
  const box = el.getBoundingClientRect();
  return {tag: el.localName, id: el.id, href: el.getAttribute('href') || '', kind: el.getAttribute('type') || '', name: el.getAttribute('name') || '',
    seen: shown.some(e => { const s = getComputedStyle(e); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2; }),
    there: box.width > 0 && box.height > 0 && box.top >= -1 && box.left >= -1 && box.bottom <= innerHeight + 1 && box.right <= innerWidth + 1};
})()`

// press sends one key and returns where the focus is then.
func (b *tab) press(k key) stop {
	b.Helper()
	b.strike(k)
	return value[stop](b, focus)
}

// tabTo presses Tab until the focus is where it should be. On each stop the
// focus must be visible.
func (b *tab) tabTo(what string, found func(stop) bool) stop {
	b.Helper()
	for range 60 {
		at := b.press(tabKey)
		if !at.Seen || !at.There {
			b.Errorf("at %s: focus on %+v cannot be seen", b.path(), at)
		}
		if found(at) {
			return at
		}
		if at.Tag == "body" {
			break
		}
	}
	b.Fatalf("at %s: Tab does not reach %s", b.path(), what)
	return stop{}
}

func submits(at stop) bool { return at.Tag == "button" && at.Kind == "submit" && at.Name != "switch" }

// sendForm reaches the button of a form past its radio buttons, and presses it.
func (b *tab) sendForm() {
	b.Helper()
	b.tabTo("the button", submits)
	b.strike(enter)
}

// TestBrowserKeyboard takes the quick test from the home page to the result with
// Tab, the arrows, Space and Enter.
func TestBrowserKeyboard(t *testing.T) {
	t.Parallel()
	b := open(t, start(t, nil))
	b.visit("/")
	b.accessible(allRules, "as new")
	b.skipLink()
	b.tabTo("the test", func(at stop) bool { return at.Href == "/test" })
	b.strike(enter)
	b.arrive("/test")
	b.accessible(allRules, "as new")
	b.chooseQuick()
	b.arrive("/test/q/")
	b.errorSummary()
	for n := 1; n <= 9; n++ {
		b.wait(fmt.Sprintf(`document.readyState === 'complete' && /\D%d\D+9\D/.test(document.querySelector('.progress').textContent)`, n))
		b.answerByKeys(n)
	}
	b.arrive("/test/check")
	b.sendForm()
	b.arrive("/test/result")
	if b.text("h1") == "" {
		t.Error("the result has no heading")
	}
	b.tabTo("the plan", func(at stop) bool { return strings.HasPrefix(at.Href, "/test/plan/") })
	b.accessible(allRules, "as found")
	b.clean()
}

// skipLink is the first stop, and leads past the header.
func (b *tab) skipLink() {
	b.Helper()
	if at := b.press(tabKey); at.Href != "#main" || !at.Seen || !at.There {
		b.Errorf("the first stop is %+v, not the skip link", at)
	}
	if at := b.press(enter); at.ID != "main" {
		b.Errorf("the skip link leads to %+v", at)
	}
}

// chooseQuick moves in the radio group with the arrow and starts.
func (b *tab) chooseQuick() {
	b.Helper()
	b.tabTo("the forms", func(at stop) bool { return strings.HasPrefix(at.ID, "form-") })
	if at := b.press(arrowUp); at.ID != "form-quick" {
		b.Errorf("the arrow leads to %+v", at)
	}
	b.sendForm()
}

// errorSummary sends a question without an answer: the summary takes the focus
// and its link moves it to the first answer.
func (b *tab) errorSummary() {
	b.Helper()
	b.sendForm()
	b.wait(`document.activeElement.id === 'summary'`)
	b.accessible(allRules, "with an error")
	if at := b.press(tabKey); at.Tag != "a" || !at.Seen {
		b.Errorf("the summary goes on with %+v", at)
	}
	if at := b.press(enter); at.ID != "a-0" || !at.Seen || !at.There {
		b.Errorf("the link in the summary leads to %+v", at)
	}
	b.visit(b.path())
}

// answerByKeys chooses an answer with Space, moves with the arrow, and goes on.
func (b *tab) answerByKeys(n int) {
	b.Helper()
	b.tabTo("the answers", func(at stop) bool { return strings.HasPrefix(at.ID, "a-") })
	b.press(space)
	down := n % 4
	for range down {
		b.press(arrowDn)
	}
	if got := value[string](b, `document.querySelector('input[name=answer]:checked').value`); got != fmt.Sprint(down) {
		b.Errorf("question %d: chose %q with %d arrows", n, got, down)
	}
	b.sendForm()
}
