package pdf

import (
	"fmt"
	"strings"
)

// Element is a part of the document in the structure tree, such as a heading.
// What it holds is read in the order in which it was added.
type Element struct {
	kind   string
	number int // of its object
	kids   []kid
	alt    string
	actual string
	attr   string
}

// kid is one of: an element, a piece of a page, a link on a page.
type kid struct {
	element *Element
	page    *Page
	mark    int
	link    *link
}

// Title is the kind of element of the title of the document, which PDF 1.7 has
// no name for.
const Title = "Title"

// Add adds an element of a standard type (ISO 32000-1, 14.8.4), such as "P".
func (f *File) Add(parent *Element, kind string) *Element {
	e := &Element{kind: kind, number: f.reserve()}
	parent.kids = append(parent.kids, kid{element: e})
	return e
}

// Alt says what the element shows to somebody who does not see it.
func (e *Element) Alt(s string) { e.alt = s }

// Text says what the letters of an element stand for, where that cannot be seen
// from them.
func (e *Element) Text(s string) { e.actual = s }

// Scope says what a header cell heads: "Row" or "Column".
func (e *Element) Scope(s string) { e.attr = "<</O /Table /Scope /" + s + ">>" }

// Numbering says how the items of a list are marked: "Disc" or "Decimal".
func (e *Element) Numbering(s string) { e.attr = "<</O /List /ListNumbering /" + s + ">>" }

// Box says where a figure is on its page.
func (e *Element) Box(p *Page, x, y, width, height float64) {
	e.attr = "<</O /Layout /Placement /Block /BBox [" + p.rect(x, y, width, height) + "]>>"
}

// structure writes the tree and what leads from pages to it.
func (f *File) structure() int {
	root := f.reserve()
	f.root.write(f, root)
	var nums strings.Builder
	for i, p := range f.pages {
		var refs strings.Builder
		for _, e := range p.marks {
			fmt.Fprintf(&refs, "%d 0 R ", e.number)
		}
		fmt.Fprintf(&nums, "%d [%s] ", i, refs.String())
	}
	for i, l := range f.links {
		fmt.Fprintf(&nums, "%d %d 0 R ", len(f.pages)+i, l.element.number)
	}
	parents := f.add("<</Nums [%s]>>", nums.String())
	f.set(root, "<</Type /StructTreeRoot /K %d 0 R /ParentTree %d 0 R /ParentTreeNextKey %d /RoleMap <</%s /P>>>>",
		f.root.number, parents, len(f.pages)+len(f.links), Title)
	return root
}

func (e *Element) write(f *File, parent int) {
	var b strings.Builder
	for _, k := range e.kids {
		switch {
		case k.element != nil:
			fmt.Fprintf(&b, "%d 0 R ", k.element.number)
			k.element.write(f, e.number)
		case k.link != nil:
			fmt.Fprintf(&b, "<</Type /OBJR /Pg %d 0 R /Obj %d 0 R>> ", k.page.number, k.link.number)
		default:
			fmt.Fprintf(&b, "<</Type /MCR /Pg %d 0 R /MCID %d>> ", k.page.number, k.mark)
		}
	}
	extra := ""
	if e.alt != "" {
		extra += " /Alt " + text(e.alt)
	}
	if e.actual != "" {
		extra += " /ActualText " + text(e.actual)
	}
	if e.attr != "" {
		extra += " /A " + e.attr
	}
	f.set(e.number, "<</Type /StructElem /S /%s /P %d 0 R /K [%s]%s>>", e.kind, parent, b.String(), extra)
}
