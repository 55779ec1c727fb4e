package content

import (
	"cmp"
	"io/fs"
	"maps"
	"path"
	"slices"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/content/i18n"
)

// assembly is everything read from the layers, checked or not.
type assembly struct {
	report    Report
	packs     []*pack         // by id, then version
	scenarios []*scenarioPack // by id, then version
	tools     []*toolPack     // by id
	catalogue *i18n.Catalogue
}

// Check reads the layers exactly as Load does and returns what it saw and all
// problems at once, in the order of files and lines.
func Check(layers ...fs.FS) Report { return assemble(layers).report }

// Load reads the layers, of which a later one adds or replaces whole
// questionnaire versions, whole scenario versions, whole tools and whole locale
// files. It fails when there is any problem; the report holds all of them.
func Load(layers ...fs.FS) (*Library, Report, error) {
	a := assemble(layers)
	if err := a.report.Err(); err != nil {
		return nil, a.report, err
	}
	return newLibrary(a), a.report, nil
}

func assemble(layers []fs.FS) *assembly {
	a := &assembly{report: Report{Files: map[string]int{}}}
	t := scan(layers, &a.report)
	for _, ref := range slices.SortedFunc(maps.Keys(t.packs), compareRefs) {
		a.packs = append(a.packs, readPack(t.packs[ref], ref, &a.report))
	}
	for _, ref := range slices.SortedFunc(maps.Keys(t.scenarios), compareRefs) {
		a.scenarios = append(a.scenarios, readScenario(t.scenarios[ref], ref, &a.report))
	}
	checkScenarioOrder(a.scenarios)
	t.checkReleased(a.hashes())
	for _, id := range slices.Sorted(maps.Keys(t.tools)) {
		a.tools = append(a.tools, readTool(t.tools[id], id, &a.report))
	}
	checkTools(a.tools)
	a.locales(t)
	a.report.sort()
	return a
}

// hashes returns the sums of the files that are frozen when their version is
// released, by path.
func (a *assembly) hashes() map[string]string {
	out := map[string]string{}
	for _, p := range a.packs {
		if p.hash != "" {
			out[path.Join(p.dir, structureName)] = p.hash
		}
	}
	for _, p := range a.scenarios {
		maps.Copy(out, p.hashes)
	}
	return out
}

func compareRefs(a, b assessment.Ref) int {
	return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Version, b.Version))
}

// locales reads the locale files, and warns of packs, scenarios and tools without
// words in one of their languages.
func (a *assembly) locales(t *tree) {
	catalogue, problems := i18n.Check(t.locales)
	a.catalogue = catalogue
	if n := len(t.locales); n > 0 {
		a.report.Files[KindLocale] += n
	}
	for _, p := range problems {
		here := Problem{File: path.Join(localesDir, p.File), Line: p.Line, Col: p.Col, Text: p.Text}
		if p.Warning {
			a.report.Warnings = append(a.report.Warnings, here)
		} else {
			a.report.Problems = append(a.report.Problems, here)
		}
	}
	for _, p := range a.packs {
		a.unspoken(p.dir, p.seen)
	}
	for _, p := range a.scenarios {
		a.unspoken(path.Join(p.dir, scenarioTextDir), p.seen)
	}
	for _, p := range a.tools {
		a.unspoken(p.dir, p.seen)
	}
}

// unspoken warns of a folder without a file in a language of the program.
func (a *assembly) unspoken(dir string, seen map[string]bool) {
	for _, lang := range a.catalogue.Languages() {
		if !seen[lang] && lang != fallback {
			a.report.warning(path.Join(dir, lang+".yaml"), "is missing; English is shown")
		}
	}
}
