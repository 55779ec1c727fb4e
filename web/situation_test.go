package web

import (
	"net/url"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/assessment/recommend"
	"pgregory.net/rapid"
)

// named is a printer for tests that judge fields, not words.
func named(key string) string { return key }

// drawAmount draws a number of the form as a person types it.
func drawAmount(t *rapid.T, label string, most int) string {
	text := strconv.Itoa(rapid.IntRange(0, most-1).Draw(t, label))
	if part := rapid.IntRange(-1, 99).Draw(t, label+" part"); part >= 0 {
		text += rapid.SampledFrom([]string{".", ","}).Draw(t, label+" point") + strconv.Itoa(part)
	}
	return text
}

// drawForm draws a form as a person fills it in: every field may be left out,
// but one need counts, and by a weight above 0.
func drawForm(t *rapid.T) url.Values {
	form := url.Values{}
	some := func(field string, draw func() string) {
		if rapid.Bool().Draw(t, field+" filled in") {
			form.Set(field, draw())
		}
	}
	oneOf := func(field string, values ...string) {
		some(field, func() string { return rapid.SampledFrom(values).Draw(t, field) })
	}
	for _, id := range recommend.Needs {
		oneOf(needField+id, "", "wont", "could", "should", "must")
	}
	form.Set(needField+rapid.SampledFrom(recommend.Needs).Draw(t, "sure"), "must")
	for _, id := range boolFacts {
		oneOf(factField+id, "", "yes", "no", "unknown")
	}
	oneOf(factField+recommend.FactWorkaroundOK, "", "yes", "no", "unknown")
	some(factField+recommend.FactStaff, func() string { return strconv.Itoa(rapid.IntRange(1, assessment.MaxStaff).Draw(t, "staff")) })
	some(factField+recommend.FactAdminFTE, func() string { return drawAmount(t, "admin", 100) })
	some(weightFields[recommend.Must], func() string { return "1" + drawAmount(t, "must", 9)[1:] })
	some(weightFields[recommend.Should], func() string { return drawAmount(t, "should", 10) })
	some(weightFields[recommend.Could], func() string { return drawAmount(t, "could", 10) })
	some(readinessField, func() string {
		level := rapid.IntRange(0, 100)
		return readinessText(&recommend.Readiness{People: float64(level.Draw(t, "people")), Culture: float64(level.Draw(t, "culture")), Channels: float64(level.Draw(t, "channels"))})
	})
	oneOf(modeField, "", "now", "seed")
	return form
}

var linkLetters = regexp.MustCompile(`^[0-9a-z.-]{45,120}$`)

// TestSituationLink: whatever a person fills in comes back out of the link, and
// no link that was cut or in which one character changed is read.
func TestSituationLink(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		form := drawForm(t)
		s, mode, problems := readSituation(form, named)
		if len(problems) > 0 {
			t.Fatalf("%v is refused: %v", form, problems)
		}
		code := encodeSituation(s, mode)
		if !linkLetters.MatchString(code) {
			t.Fatalf("a mail program may break %q", code)
		}
		back, ok := decodeSituation(code)
		if !ok {
			t.Fatalf("%s is not read", code)
		}
		s2, mode2, problems := readSituation(back, named)
		if len(problems) > 0 || mode2 != mode || !reflect.DeepEqual(s2, s) {
			t.Fatalf("%s becomes\n%+v %s %v\nwas\n%+v %s", code, s2, mode2, problems, s, mode)
		}
		at := rapid.IntRange(0, len(code)-1).Draw(t, "at")
		if _, ok := decodeSituation(code[:at]); ok {
			t.Errorf("%q of %q is read", code[:at], code)
		}
		letter := string(rapid.ByteRange('!', '~').Draw(t, "letter"))
		if changed := code[:at] + letter + code[at+1:]; changed != code {
			if _, ok := decodeSituation(changed); ok {
				t.Errorf("%q is read, changed from %q", changed, code)
			}
		}
	})
}

// TestSituationLinkAllDamage cuts one link everywhere and puts every byte in every place.
func TestSituationLinkAllDamage(t *testing.T) {
	codes := []string{situationReadiness, situationPapers, situationNone}
	for _, code := range codes {
		if _, ok := decodeSituation(code); !ok {
			t.Fatalf("%s is not read", code)
		}
		for at := range len(code) {
			if _, ok := decodeSituation(code[:at]); ok {
				t.Errorf("%q is read, cut from %q", code[:at], code)
			}
			if _, ok := decodeSituation(code[at+1:]); ok {
				t.Errorf("%q is read, cut from %q", code[at+1:], code)
			}
			for b := range 256 {
				if changed := code[:at] + string([]byte{byte(b)}) + code[at+1:]; changed != code {
					if _, ok := decodeSituation(changed); ok {
						t.Errorf("%q is read, changed from %q", changed, code)
					}
				}
			}
		}
	}
}

// sealed ends a body with the check of an honest link.
func sealed(parts ...string) string {
	body := strings.Join(parts, ".")
	return body + "." + checksum(body)
}

// TestSituationLinkMadeUp: the check alone makes no link.
func TestSituationLinkMadeUp(t *testing.T) {
	good := strings.Split(situationReadiness, ".")[:8]
	for name, change := range map[string]func(p []string) []string{
		"another version":    func(p []string) []string { p[0] = "2"; return p },
		"no version":         func(p []string) []string { p[0] = ""; return p },
		"a need too few":     func(p []string) []string { p[1] = p[1][1:]; return p },
		"a need too many":    func(p []string) []string { p[1] += "m"; return p },
		"an unknown weight":  func(p []string) []string { p[1] = "x" + p[1][1:]; return p },
		"no need":            func(p []string) []string { p[1] = strings.Repeat("w", recommend.NeedCount); return p },
		"a fact too few":     func(p []string) []string { p[2] = p[2][1:]; return p },
		"an unknown fact":    func(p []string) []string { p[2] = "?" + p[2][1:]; return p },
		"nobody":             func(p []string) []string { p[3] = "0"; return p },
		"fewer than nobody":  func(p []string) []string { p[3] = "-1"; return p },
		"staff in words":     func(p []string) []string { p[3] = "many"; return p },
		"less than no time":  func(p []string) []string { p[4] = "-30"; return p },
		"too much time":      func(p []string) []string { p[4] = "10001"; return p },
		"time in words":      func(p []string) []string { p[4] = "half"; return p },
		"two weights":        func(p []string) []string { p[5] = "400-200"; return p },
		"weights in words":   func(p []string) []string { p[5] = "a-b-c"; return p },
		"a weight too large": func(p []string) []string { p[5] = "1001-200-100"; return p },
		"no weight":          func(p []string) []string { p[5] = "0-0-0"; return p },
		"readiness of two":   func(p []string) []string { p[6] = "45-20"; return p },
		"readiness over 100": func(p []string) []string { p[6] = "45-20-101"; return p },
		"another mode":       func(p []string) []string { p[7] = "then"; return p },
		"no mode":            func(p []string) []string { p[7] = ""; return p },
		"a part too few":     func(p []string) []string { return p[:7] },
		"a part too many":    func(p []string) []string { return append(p, "x") },
		"far too long":       func(p []string) []string { p[4] = strings.Repeat("0", 200); return p },
	} {
		t.Run(name, func(t *testing.T) {
			code := sealed(change(append([]string(nil), good...))...)
			for _, path := range []string{"/tools/s/", "/tools/plan/"} {
				shared().get(t, path+url.PathEscape(code)).wants(404, shared().say("en", "error.situation_link"))
			}
		})
	}
	shared().get(t, "/tools/s/"+sealed(good...)).wants(200)
}

// TestSituationLinkCutByMail: a person with a broken link reads on every page
// that takes one what may have happened, and nothing else.
func TestSituationLinkCutByMail(t *testing.T) {
	x := shared()
	code := situationReadiness
	var broken []string
	for at := 1; at < len(code); at += 5 {
		broken = append(broken, code[:at])
	}
	for _, tail := range []string{".", ")", "%3E", "=", "=0A", "%20", "%0A", "%00", "%FF"} {
		broken = append(broken, code+tail)
	}
	broken = append(broken, strings.ToUpper(code), code[1:], "x"+code[1:])
	for _, bad := range broken {
		for _, path := range []string{"/tools/s/" + bad, "/tools/plan/" + bad, "/tools?s=" + bad} {
			for _, lang := range []string{"en", "nl"} {
				a := x.get(t, path, "Accept-Language", lang).wants(404, x.say(lang, "error.situation_link"))
				if n := strings.Count(a.Body.String(), "tools/s/"); n > 0 {
					t.Errorf("%s offers %d answers", path, n)
				}
			}
		}
	}
	x.get(t, "/tools/s/").wants(404) // nothing is left of it
}

// TestReadSituation are the fields that are refused, and what the sentence is about.
func TestReadSituation(t *testing.T) {
	for _, c := range []struct {
		name, form string
		want       string // field, key
	}{
		{"a fact that is not asked", "need_phone=must&fact_readiness=yes", "needs error.field_unknown"},
		{"a need twice", "need_phone=must&need_phone=could", "need_phone error.need_value"},
		{"a fact twice", "need_phone=must&fact_intranet=yes&fact_intranet=no", "fact_intranet error.fact_value"},
		{"a number twice", "need_phone=must&fact_staff=1&fact_staff=2", "fact_staff error.tools_staff"},
		{"time twice", "need_phone=must&fact_admin_fte=1&fact_admin_fte=1", "fact_admin_fte error.admin_fte"},
		{"readiness twice", "need_phone=must&readiness=1-2-3&readiness=1-2-3", "facts error.malformed"},
		{"another mode", "need_phone=must&facts=then", "facts error.malformed"},
		{"nothing counts", "need_phone=must&weight_must=0&weight_should=2", "weight_must error.weight"},
		{"all weights zero", "need_phone=must&weight_must=0&weight_should=0&weight_could=0", "weight_must error.weight"},
		{"one problem a field", "need_phone=must&weight_must=NaN&weight_should=0&weight_could=0", "weight_must error.weight"},
		{"a value from the heart of another", "need_phone=yes", "need_phone error.need_value"},
	} {
		t.Run(c.name, func(t *testing.T) {
			form, err := url.ParseQuery(c.form)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			_, _, problems := readSituation(form, named)
			for _, p := range problems {
				got = append(got, p.Field+" "+p.Key)
				if p.Kind != errs.Invalid {
					t.Errorf("%v is not about the input", p)
				}
			}
			if strings.Join(got, ", ") != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestToolsGoodNumbers are numbers as people type them.
func TestToolsGoodNumbers(t *testing.T) {
	x := shared()
	for field, list := range map[string][]string{"fact_admin_fte": {"0,3", "0.3", "0", "100", " 0.25 ", "1.", "007"}, "fact_staff": {"1", " 140 ", "500000"}, "weight_should": {"0", "10", "2,5", "10.00"}} {
		for _, v := range list {
			form := typedForm()
			form.Set(field, v)
			if a := x.post(t, "/tools", form); a.Code != 303 || !strings.HasPrefix(a.Header().Get("Location"), "/tools/s/") {
				t.Errorf("%s %q: status %d to %s", field, v, a.Code, a.Header().Get("Location"))
			}
		}
	}
}

// TestToolsWeightsAtTheEdge: whatever the weights, every share is a number of 0..100.
func TestToolsWeightsAtTheEdge(t *testing.T) {
	x := shared()
	edges := []string{"0", "0.01", "10"}
	for n := 1; n < 27; n++ { // 0 is no weight at all
		form := url.Values{"need_discuss": {"must"}, "need_phone": {"should"}, "need_polls": {"could"}, "weight_must": {edges[n%3]}, "weight_should": {edges[n/3%3]}, "weight_could": {edges[n/9]}}
		a := x.post(t, "/tools", form).wants(303)
		page := x.get(t, a.Header().Get("Location")).wants(200)
		checkStructure(t, page.doc(), "en")
		seen := 0
		for cell := range elements(byID(page.doc(), "ranking"), "td") {
			if value(cell, "class") != "n" || textOf(cell) == x.say("en", "tools.unknown") {
				continue
			}
			seen++
			if v, err := strconv.ParseFloat(textOf(cell), 64); err != nil || v < 0 || v > 100 {
				t.Errorf("weights %v: %q", form, textOf(cell))
			}
		}
		if seen < 10 {
			t.Errorf("weights %v: only %d numbers", form, seen)
		}
	}
}

// FuzzDecodeSituation: a link either is refused or means the same after it was
// written anew. With seal the input gets an honest check, so that the parts
// behind it are reached.
func FuzzDecodeSituation(f *testing.F) {
	for _, code := range []string{situationClear, situationReadiness, situationPapers, situationNone} {
		f.Add(code, false)
		f.Add(code[:len(code)-9], true)
		f.Add(strings.Replace(code[:len(code)-9], "30..", "30.1000-33-1.", 1), true)
	}
	f.Add("1.....", true)
	f.Fuzz(func(t *testing.T, code string, seal bool) {
		if seal {
			code = sealed(code)
		}
		form, ok := decodeSituation(code)
		if !ok {
			return
		}
		s, mode, problems := readSituation(form, named)
		if len(problems) > 0 {
			return
		}
		again, ok := decodeSituation(encodeSituation(s, mode))
		if !ok {
			t.Fatalf("%q is written as %q, which is not read", code, encodeSituation(s, mode))
		}
		s2, mode2, problems := readSituation(again, named)
		if len(problems) > 0 || mode2 != mode || !reflect.DeepEqual(s, s2) {
			t.Fatalf("%q is\n%+v %s, then\n%+v %s %v", code, s, mode, s2, mode2, problems)
		}
	})
}
