package report

import (
	"bytes"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"strings"
)

//go:embed report.html
var htmlSource string

var htmlTemplate = template.Must(template.New("report").Funcs(template.FuncMap{
	"picture": func(p *Picture) template.URL {
		return template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(p.PNG))
	},
	"wide":    func(p *Picture) int { return int(float64(p.Width) / p.Scale) },
	"high":    func(p *Picture) int { return int(float64(p.Height) / p.Scale) },
	"heading": func(level int) int { return level + 1 },
	"lines":   func(s string) []string { return strings.Split(readable(s), "\n") },
	"plain":   readable,
	"colour":  func(s string) template.CSS { return template.CSS(s) }, // Check lets only #rrggbb through
}).Parse(htmlSource))

// htmlBlock is a block with the numbers of its caption.
type htmlBlock struct {
	Block
	FigureLabel, TableLabel string
}

type htmlSection struct {
	Section
	Blocks []htmlBlock
}

// writeHTML writes one file that needs nothing from outside and prints well.
func writeHTML(d *Document) ([]byte, error) {
	figures, tables := 0, 0
	var sections []htmlSection
	for _, s := range d.Sections {
		out := htmlSection{Section: s}
		for _, b := range s.Blocks {
			h := htmlBlock{Block: b}
			if b.Kind == Chart && b.Figure.Picture != nil {
				figures++
				h.FigureLabel = fmt.Sprintf("%s %d: ", d.Labels.Figure, figures)
			}
			if b.Kind == Grid || b.Kind == Chart && b.Figure.Shown {
				tables++
				h.TableLabel = fmt.Sprintf("%s %d: ", d.Labels.Table, tables)
			}
			out.Blocks = append(out.Blocks, h)
		}
		sections = append(sections, out)
	}
	var buf bytes.Buffer
	err := htmlTemplate.Execute(&buf, struct {
		*Document
		Parts []htmlSection
	}{d, sections})
	if err != nil {
		return nil, fmt.Errorf("html: %w", err)
	}
	return buf.Bytes(), nil
}

// Numeric says whether a column of the table holds numbers.
func (t Table) Numeric(column int) bool { return t.numeric(column) }
