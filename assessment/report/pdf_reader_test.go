package report

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// pdfFile is a PDF that was read again: the text of each object, and the data of
// those that are streams.
type pdfFile struct {
	objects map[int]string
	data    map[int][]byte
}

var (
	pdfObject = regexp.MustCompile(`(?s)(\d+) 0 obj\n<<(.*?) /Length (\d+)>>\nstream\n`)
	pdfPacked = regexp.MustCompile(`/N (\d+) /First (\d+)`)
	pdfMarks  = regexp.MustCompile(`/MCR /Pg (\d+) 0 R /MCID (\d+)>>|(\d+) 0 R`)
)

// readPDF reads a file of package pdf, by its own table of objects.
func readPDF(t testing.TB, data []byte) pdfFile {
	t.Helper()
	f := pdfFile{map[int]string{}, map[int][]byte{}}
	for at := 0; ; {
		m := pdfObject.FindSubmatchIndex(data[at:])
		if m == nil {
			break
		}
		head := string(data[at+m[4] : at+m[5]])
		number, length := atoi(t, string(data[at+m[2]:at+m[3]])), atoi(t, string(data[at+m[6]:at+m[7]]))
		body := data[at+m[1] : at+m[1]+length]
		if at += m[1] + length; !bytes.HasPrefix(data[at:], []byte("\nendstream\nendobj\n")) {
			t.Fatalf("object %d does not end where it says", number)
		}
		if strings.Contains(head, "/FlateDecode") {
			body = inflated(t, body)
		}
		f.objects[number], f.data[number] = head, body
		if strings.Contains(head, "/ObjStm") {
			f.unpack(t, head, body)
		}
	}
	f.checkTable(t, data)
	return f
}

func atoi(t testing.TB, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func inflated(t testing.TB, data []byte) []byte {
	t.Helper()
	r, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// unpack reads the objects in a stream of objects.
func (f *pdfFile) unpack(t testing.TB, head string, body []byte) {
	t.Helper()
	m := pdfPacked.FindStringSubmatch(head)
	n, first := atoi(t, m[1]), atoi(t, m[2])
	places := strings.Fields(string(body[:first]))
	for i := range n {
		from, to := atoi(t, places[2*i+1]), len(body)-first
		if i+1 < n {
			to = atoi(t, places[2*i+3])
		}
		f.objects[atoi(t, places[2*i])] = strings.TrimSuffix(string(body[first+from:first+to]), "\n")
	}
}

// checkTable: the table at the end of the file says where the objects are.
func (f *pdfFile) checkTable(t testing.TB, data []byte) {
	t.Helper()
	tail := regexp.MustCompile(`startxref\n(\d+)\n%%EOF\n$`).FindSubmatch(data)
	if tail == nil {
		t.Fatal("the file has no end")
	}
	m := pdfObject.FindSubmatch(data[atoi(t, string(tail[1])):])
	rows := f.data[atoi(t, string(m[1]))]
	if !strings.Contains(string(m[2]), "/Type /XRef") || len(rows) != 7*(len(f.objects)+1) {
		t.Fatalf("%d bytes in the table of %d objects", len(rows), len(f.objects))
	}
	for n := 1; n <= len(f.objects); n++ {
		row := rows[7*n : 7*n+7]
		at := int(row[1])<<24 | int(row[2])<<16 | int(row[3])<<8 | int(row[4])
		switch {
		case row[0] == 1 && bytes.HasPrefix(data[at:], fmt.Appendf(nil, "%d 0 obj\n", n)):
		case row[0] == 2 && strings.Contains(f.objects[at], "/ObjStm") && f.objects[n] != "":
		default:
			t.Fatalf("object %d is not where the table says: %v", n, row)
		}
	}
}

// one is the number of the only object with some text.
func (f *pdfFile) one(t testing.TB, text string) int {
	t.Helper()
	found := f.with(text)
	if len(found) != 1 {
		t.Fatalf("%d objects have %q", len(found), text)
	}
	return found[0]
}

func (f *pdfFile) with(text string) []int {
	var out []int
	for _, n := range slices.Sorted(maps.Keys(f.objects)) {
		if strings.Contains(f.objects[n], text) {
			out = append(out, n)
		}
	}
	return out
}

func group(s, pattern string) string {
	if m := regexp.MustCompile(pattern).FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return ""
}

// outline is the structure tree with the text of each element, as a reader that
// reads aloud finds it.
func (f *pdfFile) outline(t testing.TB) string {
	t.Helper()
	r := pdfTree{t: t, file: f, fonts: map[string]map[string]string{}, said: map[int]map[int]string{}}
	resources := f.objects[f.one(t, "<</Font <<")]
	for _, m := range regexp.MustCompile(`/(F\d+) (\d+) 0 R`).FindAllStringSubmatch(resources, -1) {
		r.fonts[m[1]] = f.letters(atoi(t, m[2]))
	}
	for _, n := range f.with("/Type /Page /Parent") {
		r.page(n)
	}
	r.element(f.one(t, "/S /Document"), 0)
	for page, pieces := range r.said {
		if len(pieces) > 0 {
			t.Errorf("page object %d has content that no element holds: %v", page, pieces)
		}
	}
	return r.out.String()
}

// letters are the characters of a font by the code of their letter.
func (f *pdfFile) letters(font int) map[string]string {
	out := map[string]string{}
	number, _ := strconv.Atoi(group(f.objects[font], `/ToUnicode (\d+)`))
	for _, m := range regexp.MustCompile(`(?m)^<([0-9a-f]{4})> <([0-9a-f]+)>$`).FindAllStringSubmatch(string(f.data[number]), -1) {
		out[m[1]] = fromUnicode(m[2])
	}
	return out
}

func fromUnicode(digits string) string {
	raw, _ := hex.DecodeString(digits)
	var units []uint16
	for i := 0; i+1 < len(raw); i += 2 {
		units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
	}
	return strings.TrimPrefix(string(utf16.Decode(units)), "\ufeff")
}

// pdfString reads a string.
func pdfString(s string) string {
	if strings.HasPrefix(s, "<") {
		return fromUnicode(strings.Trim(s, "<>"))
	}
	return strings.NewReplacer(`\(`, "(", `\)`, ")", `\\`, `\`).Replace(strings.TrimSuffix(strings.TrimPrefix(s, "("), ")"))
}

const stringForm = `(<[0-9a-f]*>|\((?:[^()\\]|\\.)*\))`

type pdfTree struct {
	t     testing.TB
	file  *pdfFile
	fonts map[string]map[string]string
	said  map[int]map[int]string // text of each marked piece of each page
	out   strings.Builder
}

var pdfStep = regexp.MustCompile(`/(\w+) <</MCID (\d+)>> BDC|/Artifact <<[^>]*>> BDC|(EMC)|/(F\d+) [\d.]+ Tf|\[((?:<[0-9a-f]*>|[-\d.]+)*)\]TJ`)

// page reads what a page says, piece by piece; what belongs to nothing is an error.
func (r *pdfTree) page(n int) {
	pieces := map[int]string{}
	r.said[n] = pieces
	content := string(r.file.data[atoi(r.t, group(r.file.objects[n], `/Contents (\d+)`))])
	mark, depth, font := -1, 0, ""
	for _, m := range pdfStep.FindAllStringSubmatch(content, -1) {
		switch {
		case m[2] != "":
			mark, depth = atoi(r.t, m[2]), depth+1
			pieces[mark] = ""
		case m[3] != "":
			mark, depth = -1, depth-1
		case m[4] != "":
			font = m[4]
		case strings.HasSuffix(m[0], "TJ"):
			if depth != 1 {
				r.t.Errorf("page object %d has text that is neither tagged nor an artifact", n)
			}
			if said := r.shown(font, m[5]); mark >= 0 {
				pieces[mark] += said
			}
		default:
			mark, depth = -1, depth+1
		}
		if depth > 1 {
			r.t.Errorf("page object %d has a piece within a piece", n)
		}
	}
	if depth != 0 {
		r.t.Errorf("page object %d leaves %d pieces open", n, depth)
	}
}

// shown is the text of letters; the letter 0000 is the one for letters that a
// font lacks, and must never be there.
func (r *pdfTree) shown(font, codes string) string {
	out := ""
	for _, part := range regexp.MustCompile(`<([0-9a-f]*)>`).FindAllStringSubmatch(codes, -1) {
		for i := 0; i+4 <= len(part[1]); i += 4 {
			code := part[1][i : i+4]
			if code == "0000" || r.fonts[font][code] == "" {
				r.t.Errorf("letter %s of %s has no character", code, font)
			}
			out += r.fonts[font][code]
		}
	}
	return out
}

func (r *pdfTree) element(n, depth int) {
	text, more := r.kids(n)
	object := r.file.objects[n]
	fmt.Fprintf(&r.out, "%s%s", strings.Repeat("  ", depth), group(object, `/S /(\w+)`))
	if scope := group(object, `/Scope /(\w+)`); scope != "" {
		r.out.WriteString(" " + scope)
	}
	if alt := group(object, `/Alt `+stringForm); alt != "" {
		fmt.Fprintf(&r.out, " {%s}", pdfString(alt))
	}
	fmt.Fprintf(&r.out, " %s\n", strings.Join(strings.Fields(text), " "))
	for _, kid := range more {
		r.element(kid, depth+1)
	}
}

// kids are the text of an element and the elements in it. What only stands for
// other letters is text.
func (r *pdfTree) kids(n int) (text string, more []int) {
	for _, m := range pdfMarks.FindAllStringSubmatch(group(r.file.objects[n], `/K \[(.*?)\]`), -1) {
		if m[2] != "" {
			page, mark := atoi(r.t, m[1]), atoi(r.t, m[2])
			if _, ok := r.said[page][mark]; !ok {
				r.t.Errorf("element %d points at piece %d of page object %d, which is not there", n, mark, page)
			}
			text += r.said[page][mark]
			delete(r.said[page], mark)
			continue
		}
		kid := atoi(r.t, m[3])
		switch object := r.file.objects[kid]; {
		case strings.Contains(object, "/S /Span"):
			said, _ := r.kids(kid)
			if actual := group(object, `/ActualText `+stringForm); actual != "" {
				said = pdfString(actual)
			}
			text += said
		case strings.Contains(object, "/StructElem"):
			more = append(more, kid)
		}
	}
	return text, more
}
