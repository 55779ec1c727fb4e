// Package pdf writes tagged PDF files (ISO 32000-1, PDF 1.7) as PDF/UA-1
// (ISO 14289-1) wants them: everything on a page belongs to an element of the
// structure tree or is an artifact, fonts are embedded, and the same calls give
// the same bytes. It knows pages, letters, lines and pictures; what they mean and
// where they go is up to who calls.
//
// No maintained Go library writes a structure tree while it writes the pages; to
// add one to the file of another library takes a reader of that file besides.
package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"strings"

	"github.com/opmaat/opmaat/assessment/report/typeface"
)

// Info is what a file says about itself. Date is YYYY-MM-DD.
type Info struct{ Title, Author, Language, Date string }

// File is a file in the making. It is for one goroutine.
type File struct {
	info    Info
	objects []object
	pages   []*Page
	root    *Element
	fonts   []*face
	alphas  []float64 // opacities in use
	images  []int
	links   []*link
	marks   []bookmark
	packer  *zlib.Writer // one for all: to make it costs more than to use it
}

// object is a numbered part of the file: number 1 is the first. A stream has data.
type object struct {
	text   string
	data   []byte
	stream bool
}

// New begins a file.
func New(info Info) *File {
	f := &File{info: info}
	f.root = &Element{kind: "Document", number: f.reserve()}
	return f
}

// Root is the element that holds the whole document.
func (f *File) Root() *Element { return f.root }

// Pages is how many pages there are.
func (f *File) Pages() int { return len(f.pages) }

// reserve is the number of an object that is still to be written.
func (f *File) reserve() int {
	f.objects = append(f.objects, object{})
	return len(f.objects)
}

func (f *File) set(number int, format string, values ...any) {
	f.objects[number-1].text = fmt.Sprintf(format, values...)
}

func (f *File) add(format string, values ...any) int {
	n := f.reserve()
	f.set(n, format, values...)
	return n
}

// stream adds an object with data; dict are its entries beside the length.
func (f *File) stream(dict string, data []byte) int {
	f.objects = append(f.objects, object{text: dict, data: data, stream: true})
	return len(f.objects)
}

// packed adds a stream that is compressed.
func (f *File) packed(dict string, data []byte) int {
	return f.stream(dict+" /Filter /FlateDecode", f.deflated(data))
}

// deflated is compressed data; writing to a buffer does not fail.
func (f *File) deflated(data []byte) []byte {
	var buf bytes.Buffer
	if f.packer == nil {
		f.packer = zlib.NewWriter(&buf)
	} else {
		f.packer.Reset(&buf)
	}
	_, _ = f.packer.Write(data)
	_ = f.packer.Close()
	return buf.Bytes()
}

// Bytes ends the file. It must be called once.
func (f *File) Bytes() ([]byte, error) {
	resources, err := f.resources()
	if err != nil {
		return nil, err
	}
	tree := f.writePages(resources)
	catalog := f.catalog(tree, f.structure(), f.outlines())
	info := f.add("<</Title %s /Author %s /Producer (Opmaat) /CreationDate (D:%s000000Z) /ModDate (D:%[3]s000000Z)>>",
		text(f.info.Title), text(f.info.Author), strings.ReplaceAll(f.info.Date, "-", ""))
	return f.assemble(catalog, info), nil
}

// together is how many objects are packed in one stream.
const together = 200

// assemble writes all objects and the table of where they are: streams as they
// are, all else packed (ISO 32000-1, 7.5.7 and 7.5.8).
func (f *File) assemble(catalog, info int) []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	count := len(f.objects)
	rows := make([][3]int, count+1, count+count/together+3) // kind, place, index of each object
	var small []int
	for i, o := range f.objects {
		if !o.stream {
			small = append(small, i+1)
			continue
		}
		rows[i+1] = [3]int{1, out.Len(), 0}
		o.write(&out, i+1)
	}
	for len(small) > 0 {
		n := min(together, len(small))
		rows = append(rows, [3]int{1, out.Len(), 0})
		for i, number := range small[:n] {
			rows[number] = [3]int{2, len(rows) - 1, i}
		}
		f.bundle(small[:n]).write(&out, len(rows)-1)
		small = small[n:]
	}
	rows = append(rows, [3]int{1, out.Len(), 0})
	start, id := out.Len(), sha256.Sum256(out.Bytes())
	table := object{text: fmt.Sprintf("/Type /XRef /Size %d /W [1 4 2] /Root %d 0 R /Info %d 0 R /ID [<%x> <%[4]x>] /Filter /FlateDecode",
		len(rows), catalog, info, id[:16]), data: f.deflated(places(rows)), stream: true}
	table.write(&out, len(rows)-1)
	fmt.Fprintf(&out, "startxref\n%d\n%%%%EOF\n", start)
	return out.Bytes()
}

func (o object) write(out *bytes.Buffer, number int) {
	fmt.Fprintf(out, "%d 0 obj\n<<%s /Length %d>>\nstream\n", number, o.text, len(o.data))
	out.Write(o.data)
	out.WriteString("\nendstream\nendobj\n")
}

// bundle packs objects that are no streams into one.
func (f *File) bundle(numbers []int) object {
	var head, body strings.Builder
	for _, n := range numbers {
		fmt.Fprintf(&head, "%d %d ", n, body.Len())
		body.WriteString(f.objects[n-1].text + "\n")
	}
	return object{text: fmt.Sprintf("/Type /ObjStm /N %d /First %d /Filter /FlateDecode", len(numbers), head.Len()),
		data: f.deflated([]byte(head.String() + body.String())), stream: true}
}

// places is the table of objects in binary.
func places(rows [][3]int) []byte {
	var out []byte
	for i, r := range rows {
		if i == 0 {
			r[2] = 65535 // the head of the list of free numbers, which is empty
		}
		out = append(out, byte(r[0]), byte(r[1]>>24), byte(r[1]>>16), byte(r[1]>>8), byte(r[1]), byte(r[2]>>8), byte(r[2]))
	}
	return out
}

// resources are the fonts, pictures and opacities that pages use.
func (f *File) resources() (int, error) {
	var b strings.Builder
	b.WriteString("<</Font <<")
	for i, font := range f.fonts {
		number, err := f.font(font)
		if err != nil {
			return 0, err
		}
		fmt.Fprintf(&b, "/F%d %d 0 R ", i, number)
	}
	b.WriteString(">> /XObject <<")
	for i, number := range f.images {
		fmt.Fprintf(&b, "/I%d %d 0 R ", i, number)
	}
	b.WriteString(">> /ExtGState <<")
	for i, alpha := range f.alphas {
		fmt.Fprintf(&b, "/G%d <</ca %s /CA %[2]s>> ", i, number(alpha))
	}
	return f.add("%s", b.String()+">>>>"), nil
}

// face is a font with the letters that are used of it.
type face struct {
	font *typeface.Font
	used map[int]typeface.Glyph
}
