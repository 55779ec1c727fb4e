package browsertest

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// sheet matches the object of one page in a PDF file of Chromium.
var sheet = regexp.MustCompile(`/Type\s*/Page\b`)

// TestBrowserPaper prints a full result in each language as a person would.
func TestBrowserPaper(t *testing.T) {
	browser(t)
	s := start(t, nil)
	for _, lang := range languages {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			b := open(t, s)
			b.cookies(visitor(t, s, lang))
			b.size(1280, 900)
			b.media("", "dark") // paper is light all the same
			b.visit("/dev/gallery/result-full")
			b.charts()
			sentence := b.text("h1")
			b.printsAll()
			file, err := chromedp.Run(b.ctx, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4), chromedp.PDFPreferCSSPageSize(), chromedp.PDFOutlineAndTagged()))
			if err != nil {
				t.Fatal(err)
			}
			if n := len(sheet.FindAll(file, -1)); !bytes.HasPrefix(file, []byte("%PDF-")) || n <= 2 {
				t.Errorf("%d pages in %d bytes", n, len(file))
			}
			b.keep("result-"+lang+".pdf", file)
			b.contains(file, sentence)
			b.clean()
		})
	}
}

// contains looks for a sentence in the text of a PDF file, where a program that
// reads it is installed.
func (b *tab) contains(file []byte, sentence string) {
	b.Helper()
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		b.Log("the text of the PDF is not compared: ", err)
		return
	}
	path := filepath.Join(b.TempDir(), "result.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		b.Fatal(err)
	}
	text, err := exec.CommandContext(b.ctx, reader, "-enc", "UTF-8", path, "-").Output()
	if err != nil {
		b.Fatal(err)
	}
	if one := strings.Join(strings.Fields(string(text)), " "); sentence == "" || !strings.Contains(one, sentence) {
		b.Errorf("%q is not in the PDF: %.400s", sentence, one)
	}
}
