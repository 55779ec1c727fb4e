package browsertest

import (
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/web"
)

var languages = []string{"en", "nl"}

// visitor makes the cookies of a person who has begun a test and reads a language.
func visitor(t *testing.T, s site, lang string) []*network.CookieParam {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar}
	form := url.Values{"capability": {assessment.NewCapability()}, "form": {"standard"}, "name": {"Gemeente Vlasbrugge"}}
	begun, err := client.PostForm(s.url+"/test", form)
	if err != nil {
		t.Fatal(err)
	}
	defer begun.Body.Close()
	chosen, err := client.Get(s.url + "/lang/" + lang)
	if err != nil {
		t.Fatal(err)
	}
	defer chosen.Body.Close()
	home, err := url.Parse(s.url)
	if err != nil {
		t.Fatal(err)
	}
	var list []*network.CookieParam
	for _, c := range jar.Cookies(home) {
		list = append(list, &network.CookieParam{Name: c.Name, Value: c.Value, URL: s.url})
	}
	if len(list) < 2 {
		t.Fatalf("a visitor with a test and a language has the cookies %v", list)
	}
	return list
}

// TestBrowserGallery walks every page and state in every language: nothing goes
// wrong while it loads, axe finds nothing (the colours of the dark scheme are
// looked at in one language), and it fits
// the smallest screen.
func TestBrowserGallery(t *testing.T) {
	browser(t)
	s := start(t, nil)
	names := web.GalleryNames()
	if len(names) < 25 {
		t.Fatalf("the gallery has only %d exhibits", len(names))
	}
	for _, lang := range languages {
		cookies := visitor(t, s, lang)
		for _, name := range names {
			t.Run(name+"/"+lang, func(t *testing.T) {
				t.Parallel()
				b := open(t, s)
				b.cookies(cookies)
				b.exhibit(name, lang)
			})
		}
	}
}

func (b *tab) exhibit(name, lang string) {
	b.visit("/dev/gallery/" + name)
	if got := value[string](b, "document.documentElement.lang"); got != lang {
		b.Fatalf("the page is in %q", got)
	}
	result := strings.HasPrefix(name, "result-") || strings.HasPrefix(name, "game-")
	if n := b.charts(); slices.Contains([]string{"result-full", "result-standard", "result-held", "result-partial", "result-top"}, name) && n < 3 {
		b.Errorf("%d charts", n)
	} else if name == "game-numbers" && n != 5 {
		b.Errorf("%d charts of the game", n)
	}
	b.clean()
	b.accessible(allRules, "360 light")
	b.shots(name, lang)
	if result {
		b.size(1280, 800)
		b.accessible(allRules, "1280 light")
	}
	if lang == languages[0] { // the scheme changes colours, and colours know no language
		b.dark(result)
	}
	b.size(360, 800)
	b.reflows()
	b.clean()
}

// dark looks at the colours of the dark scheme.
func (b *tab) dark(wide bool) {
	b.media("", "dark")
	b.wait(`matchMedia('(prefers-color-scheme: dark)').matches`)
	if wide {
		b.accessible(colourRules, "1280 dark")
	}
	b.size(360, 800)
	b.accessible(colourRules, "360 dark")
}

// shots keeps the pictures that people look at.
func (b *tab) shots(name, lang string) {
	if os.Getenv("BROWSER_SHOTS") == "" {
		return
	}
	for _, scheme := range []string{"light", "dark"} {
		b.media("", scheme)
		for _, width := range []int64{320, 360, 1280} {
			b.size(width, 800)
			b.wait(chartsFit)
			b.shoot(fmt.Sprintf("%s-%s-%d-%s.png", name, lang, width, scheme))
		}
	}
	b.media("", "light")
	b.size(360, 800)
}

// The checks of this package find what is planted.
func TestBrowserChecksFind(t *testing.T) {
	if axeSum() != axeChecksum {
		t.Error("axe.min.js is not the file that its README names")
	}
	b := open(t, start(t, nil))
	b.visit("/dev/gallery/home")
	b.clean()
	value[int](b, `(() => {
	  const add = (parent, tag, set) => Object.assign(parent.appendChild(document.createElement(tag)), set);
	  const main = document.querySelector('main');
	  add(main, 'img', {src: '/favicon-that-is-not-there.png'});
	  add(main, 'p', {textContent: 'Pale'}).style.color = '#a0a0a0';
	  for (let i = 0; i < 3; i++) add(main, 'button', {ariaLabel: 'Small'}).style.cssText = 'display:block;inline-size:9px;block-size:9px;padding:0;border:0';
	  const cut = add(main, 'div', {textContent: 'A text too long for its box'});
	  cut.style.cssText = 'inline-size:20px;block-size:20px;overflow:hidden';
	  add(main, 'div', {textContent: 'Wide'}).style.inlineSize = '900px';
	  add(main, 'img', {src: 'https://elsewhere.example/x.png', alt: ''});
	  console.error('planted');
	  fetch('https://elsewhere.example/').catch(() => 0);
	  return 0;
	})()`)
	b.wait(`violations.length > 1 && document.querySelector('img[src^="/favicon"]').complete`)
	all := strings.Join(b.wrong(), "\n")
	for _, want := range []string{"planted", "404", "policy: ", "elsewhere.example"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not among the problems:\n%s", want, all)
		}
	}
	var rules []string
	for _, f := range b.axe(allRules).Violations {
		rules = append(rules, f.ID)
	}
	for _, want := range []string{"image-alt", "color-contrast", "target-size"} {
		if !slices.Contains(rules, want) {
			t.Errorf("axe finds %v, not %s", rules, want)
		}
	}
	if len(value[[]string](b, overflow)) < 2 || len(value[[]string](b, clipped)) != 1 {
		t.Errorf("layout: %q and %q", value[[]string](b, overflow), value[[]string](b, clipped))
	}
}
