package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/assessment/recommend"
	"github.com/opmaat/opmaat/content"
)

// sheetPage is the fact sheet of one tool.
type sheetPage struct {
	Page
	ID           string
	Words        *content.ToolWords
	State, Since string
	Ended        bool
	Readiness    recommend.Readiness
	Rules        []string
	Needs        []sheetNeed
	Facts        []sheetFact
	Sources      []sourceRow
	Alternatives []toolLink
}

// sheetNeed is one need on a fact sheet, with where its value comes from.
type sheetNeed struct {
	Need, Value, Papers, Kind, Text, Source, Checked string
	Level                                            int
}

type sheetFact struct{ Date, Text, Source string }

// stateTexts name what became of a product; literal keys, so that tests can find them.
var stateTexts = map[content.ToolState]string{content.StateCurrent: "tool.state.current", content.StateRenamed: "tool.state.renamed", content.StateEnded: "tool.state.ended"}

// findTool accepts an id, a name or an old name; another spelling is sent on to the id.
func (s *Server) findTool(c *gin.Context, asked string) (string, error) {
	id, ok := s.mustCurrent().library.FindTool(asked)
	if !ok {
		return "", errs.New(errs.NotFound, "error.tool_unknown", "tool", short(asked))
	}
	return id, nil
}

func (s *Server) getTool(c *gin.Context) error {
	id, err := s.findTool(c, c.Param("id"))
	if err != nil {
		return err
	}
	if id != c.Param("id") {
		return seeOther(c, "/tools/"+id)
	}
	return s.showTool(c, id)
}

func (s *Server) showTool(c *gin.Context, id string) error {
	ed, lang := s.mustCurrent(), s.languageOf(c)
	sheet, _ := ed.library.ToolSheet(id)
	words, _ := ed.library.ToolWords(id, lang)
	a := advice{ed: ed, lang: lang, cat: ed.library.Tools()}
	p := sheetPage{Page: s.page(c, ed, lang, words.Name), ID: id, Words: words, State: a.t(stateTexts[sheet.State]), Ended: sheet.State == content.StateEnded, Readiness: sheet.Readiness}
	p.Nav = "tools"
	if sheet.Since != "" {
		p.Since = a.t("tool.since", "date", sheet.Since)
	}
	tool := a.index(id)
	p.Needs, p.Rules = a.sheetNeeds(tool, sheet), a.sheetRules(tool)
	for _, f := range sheet.Facts {
		p.Facts = append(p.Facts, sheetFact{f.Date, words.Facts[f.ID], sourceTitle(sheet, f.Source)})
	}
	for _, src := range sheet.Sources {
		p.Sources = append(p.Sources, sourceRow{src.ID, src.Title, src.URL, src.Date})
	}
	for _, other := range sheet.Alternatives {
		i := a.index(other)
		p.Alternatives = append(p.Alternatives, toolLink{ID: other, Name: a.name(i), Also: a.oldName(i)})
	}
	s.render(c, ed, http.StatusOK, "tool", p)
	return nil
}

// index is the place of a tool in the catalogue.
func (a *advice) index(id string) int {
	for i := range a.cat.Tools {
		if a.cat.Tools[i].ID == id {
			return i
		}
	}
	return -1
}

func sourceTitle(sheet *content.ToolSheet, id string) string {
	for _, s := range sheet.Sources {
		if s.ID == id {
			return s.Title
		}
	}
	return id
}

func (a *advice) sheetNeeds(tool int, sheet *content.ToolSheet) []sheetNeed {
	var out []sheetNeed
	for n, id := range recommend.Needs {
		cell := a.tool(tool).Needs[n]
		row := sheetNeed{Need: a.need(n), Value: a.t("tools.unknown"), Kind: a.t(kindTexts[cell.Kind][0]), Text: a.words(tool).Needs[id],
			Source: sourceTitle(sheet, cell.Source), Checked: cell.Checked, Level: cell.Value}
		if cell.Known {
			row.Value = a.value(cell.Value)
		}
		if cell.HasSeed {
			row.Papers = a.t("tool.papers", "value", a.value(cell.SeedValue))
		}
		out = append(out, row)
	}
	return out
}

// sheetRules are the knock-outs that can hit this tool, without K10, which is about the needs.
func (a *advice) sheetRules(tool int) []string {
	var out []string
	for _, id := range a.tool(tool).Rules {
		if id != "K10" {
			out = append(out, a.t(ruleTexts[id][0], "need", "", "limit", recommend.StandardLimits.Group))
		}
	}
	return out
}

// comparePage sets two to four tools side by side.
type comparePage struct {
	Page
	Problem string
	Chosen  []toolLink
	Rows    []compareRow
	Texts   []compareText
	Slots   []compareSlot
}

type compareRow struct {
	Need  string
	Cells []sheetNeed
}

type compareText struct {
	Title string
	Cells []string
}

// compareSlot is one choice of a tool in the form.
type compareSlot struct {
	Field   string
	N       int
	Choices []choiceView
}

func (s *Server) getCompare(c *gin.Context) error { return s.showCompare(c, c.Request.URL.Query()) }

func (s *Server) showCompare(c *gin.Context, query url.Values) error {
	ed, lang := s.mustCurrent(), s.languageOf(c)
	a := advice{ed: ed, lang: lang, cat: ed.library.Tools()}
	p := comparePage{Page: s.page(c, ed, lang, a.t("compare.title"))}
	p.Nav = "tools"
	status := http.StatusOK
	var chosen []int
	for n, field := range []string{"a", "b", "c", "d"} {
		id := strings.TrimSpace(query.Get(field))
		if id != "" {
			found, err := s.findTool(c, id)
			if err != nil {
				return err
			}
			id = found
			chosen = appendNew(chosen, a.index(id))
		}
		p.Slots = append(p.Slots, a.slot(field, n+1, id))
	}
	if (query.Has("b") || query.Has("c") || query.Has("d")) && len(chosen) < 2 { // one tool alone is a link from its sheet: choose the other
		p.Problem, status = a.t("error.compare_few"), http.StatusUnprocessableEntity
	}
	if len(chosen) >= 2 {
		a.compare(&p, chosen)
	}
	s.render(c, ed, status, "compare", p)
	return nil
}

func appendNew(list []int, i int) []int {
	for _, x := range list {
		if x == i {
			return list
		}
	}
	return append(list, i)
}

func (a *advice) slot(field string, n int, id string) compareSlot {
	slot := compareSlot{Field: field, N: n, Choices: []choiceView{{"", a.t("compare.none"), id == ""}}}
	for i := range a.cat.Tools {
		name := a.name(i)
		if old := a.oldName(i); old != "" {
			name += " (" + lowerFirst(old) + ")"
		}
		slot.Choices = append(slot.Choices, choiceView{a.tool(i).ID, name, a.tool(i).ID == id})
	}
	return slot
}

func (a *advice) compare(p *comparePage, chosen []int) {
	texts := []compareText{{Title: a.t("tool.what")}, {Title: a.t("tool.whom")}, {Title: a.t("tool.effort")}, {Title: a.t("tool.status")}, {Title: a.t("tool.privacy")}, {Title: a.t("tool.accessibility")}}
	rows := make([]compareRow, recommend.NeedCount)
	for _, i := range chosen {
		w := a.words(i)
		p.Chosen = append(p.Chosen, toolLink{ID: a.tool(i).ID, Name: w.Name, Also: w.Also})
		for n, text := range []string{w.What, w.Whom, w.Effort, w.Status, w.Privacy, w.Accessibility} {
			texts[n].Cells = append(texts[n].Cells, text)
		}
		for n := range rows {
			cell := a.tool(i).Needs[n]
			rows[n].Need = a.need(n)
			view := sheetNeed{Value: a.t("tools.unknown"), Kind: a.t(kindTexts[cell.Kind][0]), Level: cell.Value}
			if cell.Known {
				view.Value = strconv.Itoa(cell.Value) + " " + a.t(valueTexts[cell.Value])
			}
			rows[n].Cells = append(rows[n].Cells, view)
		}
	}
	p.Rows, p.Texts = rows, texts
}
