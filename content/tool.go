package content

import (
	"io/fs"
	"maps"
	"path"
	"slices"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/recommend"
)

// tool is one tool.yaml with its ids, ready for the rules.
type tool struct {
	*document
	toolFile
	sources index
	facts   index
}

// toolWords is one language file about a tool.
type toolWords struct {
	translation
	toolTextFile
}

// toolPack is the folder of one tool. hash is empty when there was no tool.yaml.
type toolPack struct {
	id, dir string
	tool    *tool
	hash    string
	words   map[string]*toolWords
	seen    map[string]bool // languages with a file, readable or not
	report  *Report
}

// readTool reads and checks every file in the folder of a tool.
func readTool(fsys fs.FS, id string, report *Report) *toolPack {
	p := &toolPack{id: id, words: map[string]*toolWords{}, seen: map[string]bool{}, report: report}
	p.dir = path.Join(toolsDir, id)
	if yamlFiles(fsys, p.dir, report, p.file) {
		p.together()
	}
	return p
}

// file reads tool.yaml or a language file.
func (p *toolPack) file(file, name string, data []byte) {
	if name+".yaml" == toolName {
		p.report.saw(KindTool)
		p.hash = hashOf(normalise(data))
		p.tool = readToolFile(file, p.id, data, p.report)
		return
	}
	if !p.report.language(file, name, toolName) {
		return
	}
	p.report.saw(KindToolText)
	p.seen[name] = true
	if w := readToolWords(file, p.id, name, data, p.report); w != nil {
		p.words[name] = w
	}
}

// readToolFile decodes and checks tool.yaml by itself. It returns nil when the
// file cannot be read as one at all.
func readToolFile(file, id string, data []byte, report *Report) *tool {
	t := &tool{}
	if t.document = open(file, toolSchema, data, report, &t.toolFile); t.document == nil {
		return nil
	}
	t.named(id, t.ID)
	for _, rule := range toolRules() {
		rule(t)
	}
	return t
}

// readToolWords decodes and checks a language file by itself. It returns nil
// when the file cannot be read as one at all.
func readToolWords(file, id, lang string, data []byte, report *Report) *toolWords {
	w := &toolWords{translation: translation{lang: lang}}
	if w.document = open(file, toolTextSchema, data, report, &w.toolTextFile); w.document == nil {
		return nil
	}
	w.named(id, w.ID)
	w.checkLanguage(w.Language)
	w.checkTexts("also")
	w.checkToolLimits()
	return w
}

// together checks the files of the folder against each other.
func (p *toolPack) together() {
	if p.hash == "" {
		p.report.problem(p.dir, "has no %s", toolName)
	}
	if !p.seen[fallback] {
		p.report.problem(path.Join(p.dir, fallback+".yaml"), "is missing: English is what every language falls back to")
	}
	if p.tool == nil {
		return
	}
	need := toolTexts(p.tool)
	for _, lang := range slices.Sorted(maps.Keys(p.words)) {
		w := p.words[lang]
		w.checkComplete(need)
		w.checkKeys("facts", "fact", slices.Collect(maps.Keys(w.Facts)), p.tool.facts.ids())
		w.checkKeys("needs", "need", slices.Collect(maps.Keys(w.Needs)), recommend.Needs)
	}
}

// complete says whether the tool has every text in the language.
func (p *toolPack) complete(lang string) bool {
	w, ok := p.words[lang]
	return ok && len(w.missing) == 0
}

// build turns a file without problems into the domain type. It expects that
// every rule holds.
func (t *tool) build() recommend.Tool {
	out := recommend.Tool{
		ID: t.ID, Required: recommend.Readiness(t.Readiness),
		Rules: t.Rules, Warnings: t.Warnings, Ended: t.State == string(StateEnded),
	}
	for i, need := range recommend.Needs {
		e := t.Needs[need]
		cell := recommend.Cell{Kind: recommend.Kind(e.Kind), Source: e.Source, Checked: e.Checked}
		if e.Value != nil {
			cell.Value, cell.Known = *e.Value, true
		}
		if e.Seed != nil {
			cell.SeedValue, cell.HasSeed = *e.Seed, true
		}
		out.Needs[i] = cell
	}
	return out
}

func (t *tool) sheet() *ToolSheet {
	s := &ToolSheet{
		ID: t.ID, Aliases: t.Aliases, State: ToolState(t.State), Since: t.StateSince, Effort: t.Effort,
		Alternatives: t.Alternatives, Readiness: recommend.Readiness(t.Readiness),
	}
	for _, e := range t.Sources {
		s.Sources = append(s.Sources, assessment.Source{ID: e.ID, Title: e.Title, URL: e.URL, Date: e.Date})
	}
	for _, e := range t.Facts {
		s.Facts = append(s.Facts, ToolFact(e))
	}
	return s
}
