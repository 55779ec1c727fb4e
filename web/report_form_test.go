package web

import (
	"bytes"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"mime/multipart"
	"net/url"
	"strings"
	"testing"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/report"
)

// sends posts the form of a report with a logo, as a browser does.
func (x *site) sends(t testing.TB, path string, form url.Values, logo []byte, headers ...string) asked {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, values := range form {
		for _, v := range values {
			if err := w.WriteField(name, v); err != nil {
				t.Fatal(err)
			}
		}
	}
	part, err := w.CreateFormFile("logo", "../logo\".svg")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(logo); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	headers = append(headers, "Content-Type", w.FormDataContentType(), "Sec-Fetch-Site", "same-origin")
	return x.ask(t, "POST", path, &body, headers...)
}

// drawnLogo is a logo of a size in a colour, as PNG.
func drawnLogo(t testing.TB, w, h int) []byte {
	t.Helper()
	m := image.NewPaletted(image.Rect(0, 0, w, h), color.Palette{color.White, color.RGBA{200, 0, 30, 255}})
	for i := range w {
		m.SetColorIndex(i, i%h, 1)
	}
	var out bytes.Buffer
	if err := png.Encode(&out, m); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestReportForm: a name, a colour and a logo are in the file that the answer
// brings; the same form again brings the same file, and nothing is stored.
func TestReportForm(t *testing.T) {
	x := newSite(t, nil)
	capability, cookie := x.holder(t, sampleStandard)
	before := *x.store.tests[assessment.KeyHash(capability)]
	x.get(t, "/test/report", "Cookie", cookie).wants(200, `name="logo"`, `value="Gemeente Oostkade"`, `enctype="multipart/form-data"`)
	form := url.Values{"format": {"html"}, "name": {"Gemeente Ander & Co"}, "colour": {"#801650"}, "draft": {"1"}}
	logo := drawnLogo(t, 300, 100)
	first := x.sends(t, "/test/report", form, logo, "Cookie", cookie).wants(200, "Gemeente Ander & Co", "#801650", `<p class="draft">Draft</p>`, "data:image/png;base64,")
	if got := first.Header().Get("Content-Disposition"); got != `attachment; filename="opmaat-gemeente-ander-co-2026-11-22.html"` {
		t.Errorf("name %s", got)
	}
	if again := x.sends(t, "/test/report", form, logo, "Cookie", cookie); !bytes.Equal(again.Body.Bytes(), first.Body.Bytes()) {
		t.Error("the same form again brings another file")
	}
	if after := x.store.tests[assessment.KeyHash(capability)]; after.test != before.test || len(x.store.tests) != 1 {
		t.Error("asking for a report changed the test")
	}
	x.post(t, "/test/report", url.Values{"format": {"csv"}}, "Cookie", cookie).wants(200) // without a logo, however it is sent
	x.sends(t, "/test/report?s="+situationClear, url.Values{"format": {"html"}}, nil, "Cookie", cookie).wants(200, x.say("en", "report.tools"), "Gemeente Oostkade")
	x.ask(t, "POST", "/test/report", strings.NewReader("format=csv"), "Cookie", cookie, "Content-Type", "application/x-www-form-urlencoded", "Sec-Fetch-Site", "cross-site").wants(403)
}

// TestReportFormRefuses: what cannot be used gets its sentence beside the field,
// and the rest of the form is kept (trust.md, cases 59, 60 and 68).
func TestReportFormRefuses(t *testing.T) {
	x := newSite(t, nil)
	_, cookie := x.holder(t, sampleStandard)
	picture := image.NewPaletted(image.Rect(0, 0, 9, 9), color.Palette{color.White, color.Black})
	var moving, photo bytes.Buffer
	if err := gif.Encode(&moving, picture, nil); err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(&photo, picture, nil); err != nil {
		t.Fatal(err)
	}
	good := drawnLogo(t, 40, 20)
	for name, c := range map[string]struct {
		form  url.Values
		logo  []byte
		field string // "" when it is taken
	}{
		"no format":         {url.Values{}, nil, "format"},
		"strange format":    {url.Values{"format": {"exe"}}, nil, "format"},
		"yellow":            {url.Values{"format": {"csv"}, "colour": {"#ffff00"}}, nil, "colour"},
		"no colour":         {url.Values{"format": {"csv"}, "colour": {"red;}"}}, nil, "colour"},
		"long name":         {url.Values{"format": {"csv"}, "name": {strings.Repeat("x", assessment.MaxName+1)}}, nil, "name"},
		"svg with script":   {url.Values{"format": {"html"}}, []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), "logo"},
		"gif":               {url.Values{"format": {"html"}}, moving.Bytes(), "logo"},
		"zip":               {url.Values{"format": {"html"}}, []byte("PK\x03\x04"), "logo"},
		"broken":            {url.Values{"format": {"html"}}, good[:len(good)-20], "logo"},
		"wide":              {url.Values{"format": {"html"}}, drawnLogo(t, 5001, 2), "logo"},
		"large":             {url.Values{"format": {"html"}}, drawnLogo(t, 5000, 5000), "logo"},
		"heavy":             {url.Values{"format": {"html"}}, append(bytes.Clone(good), make([]byte, report.MaxLogo)...), "logo"},
		"photo":             {url.Values{"format": {"html"}}, photo.Bytes(), ""},
		"something after":   {url.Values{"format": {"html"}}, append(bytes.Clone(good), "<script>alert(1)</script>"...), ""},
		"5000 by 2":         {url.Values{"format": {"html"}}, drawnLogo(t, 5000, 2), ""},
		"upper-case colour": {url.Values{"format": {"html"}, "colour": {"#801650"}}, nil, ""},
	} {
		c.form.Set("draft", "1")
		a := x.sends(t, "/test/report", c.form, c.logo, "Cookie", cookie)
		if c.field == "" {
			if a.wants(200); strings.Contains(a.Body.String(), "alert(1)") || strings.Contains(a.Body.String(), "<svg") {
				t.Errorf("%s: the file holds what came with the logo", name)
			}
			continue
		}
		a.wants(422, `id="error-`+c.field+`"`, `href="#`+c.field+`"`)
		if !strings.Contains(a.Body.String(), `value="1" checked`) {
			t.Errorf("%s: the mark of a draft is not kept", name)
		}
	}
	typed := "multipart/form-data; boundary=x"
	for body, status := range map[string]int{
		"": 422, "--x--\r\n": 422, "--x\r\n\r\n": 400,
		"--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n" + strings.Repeat("n", 5<<10) + "\r\n--x--\r\n":                                         413,
		strings.Repeat("--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nn\r\n", 30) + "--x--\r\n":                                                 400,
		"--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n\xff\r\n--x--\r\n":                                                                       400,
		"--x\r\nContent-Disposition: form-data; name=\"format\"\r\n\r\ncsv\r\n--x\r\nContent-Disposition: form-data; name=\"format\"\r\n\r\ncsv\r\n--x--\r\n": 400,
	} {
		if a := x.ask(t, "POST", "/test/report", strings.NewReader(body), "Cookie", cookie, "Content-Type", typed, "Sec-Fetch-Site", "same-origin"); a.Code != status {
			t.Errorf("%.60q: %d, want %d", body, a.Code, status)
		}
	}
	x.ask(t, "POST", "/test/report", strings.NewReader("{}"), "Cookie", cookie, "Content-Type", "application/json", "Sec-Fetch-Site", "same-origin").wants(415)
}
