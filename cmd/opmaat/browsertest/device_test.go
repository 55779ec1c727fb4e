package browsertest

import (
	"strings"
	"testing"
)

// TestBrowserOtherDevice begins a test in Dutch and opens its link on a device
// that has never been here and prefers English: same question, same language.
func TestBrowserOtherDevice(t *testing.T) {
	t.Parallel()
	s := start(t, nil)
	desk := open(t, s)
	desk.visit("/lang/nl?next=/test")
	desk.begin()
	for range 3 {
		desk.answer("2")
	}
	here := desk.path()
	desk.visit("/test/link")
	link := value[string](desk, "document.querySelector('#link').value")
	desk.wait(`document.querySelector('.qr img').complete && document.querySelector('.qr img').naturalWidth > 0`)
	secret, ok := strings.CutPrefix(link, s.url+"/t/")
	if !ok {
		t.Fatalf("the link is %q", link)
	}

	phone := open(t, s)
	phone.visit("/")
	if lang := value[string](phone, "document.documentElement.lang"); lang != "en" {
		t.Fatalf("the other device reads %q", lang)
	}
	phone.visit("/t/" + secret)
	phone.arrive("/test/q/")
	if at := phone.path(); at != here {
		t.Errorf("goes on at %s instead of %s", at, here)
	}
	if lang := value[string](phone, "document.documentElement.lang"); lang != "nl" {
		t.Errorf("goes on in %q", lang)
	}
	if where := value[string](phone, "location.href + document.referrer + document.cookie"); strings.Contains(where, secret) {
		t.Error("the secret stays readable in the page")
	}
	phone.answer("1")
	phone.clean()
	desk.visit(here)
	if !value[bool](desk, checked("1")) {
		t.Error("the first device does not see the answer of the other one")
	}
	desk.clean()
}
