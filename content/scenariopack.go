package content

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/game"
)

// Folders in the folder of a scenario version.
const (
	scenarioTextDir = "text"
	plansDir        = "plans"
)

// part is one file of a scenario. When there is none that can be read, unread is
// true and the document is empty, so that the rules find nothing in it.
type part[F any] struct {
	*document
	body   F
	unread bool
}

// scenarioWords is one language file of a scenario.
type scenarioWords struct {
	translation
	scenarioTextFile
}

// scenarioPack is one version of a scenario: its files and its words by
// language. hashes holds the sums of the files that decide play, by path.
type scenarioPack struct {
	ref    assessment.Ref
	dir    string
	report *Report

	pack     part[scenarioFile]
	model    part[modelFile]
	needs    part[needsFile]
	roles    part[rolesFile]
	dilemmas part[dilemmasFile]
	moves    part[movesFile]
	events   part[eventsFile]
	endings  part[endingsFile]
	debrief  part[debriefFile]
	balance  part[balanceFile]
	plans    map[string]*part[planFile] // by the name of the file

	known     scenarioIDs
	overgrown bool // some condition is too large to be reasoned about

	hashes map[string]string
	words  map[string]*scenarioWords
	seen   map[string]bool // languages with a file, readable or not
	played *game.Scenario  // nil when there is any problem
}

// partReader reads one of the files that a scenario has once.
type partReader struct {
	name   string // without .yaml
	kind   string
	frozen bool // decides play
	read   func(p *scenarioPack, file string, data []byte)
}

func partReaders() []partReader {
	return []partReader{
		{"pack", scenarioSchema, true, reader(scenarioSchema, func(p *scenarioPack) *part[scenarioFile] { return &p.pack })},
		{"model", modelSchema, true, reader(modelSchema, func(p *scenarioPack) *part[modelFile] { return &p.model })},
		{"needs", needsSchema, true, reader(needsSchema, func(p *scenarioPack) *part[needsFile] { return &p.needs })},
		{"roles", rolesSchema, true, reader(rolesSchema, func(p *scenarioPack) *part[rolesFile] { return &p.roles })},
		{"dilemmas", dilemmasSchema, true, reader(dilemmasSchema, func(p *scenarioPack) *part[dilemmasFile] { return &p.dilemmas })},
		{"moves", movesSchema, true, reader(movesSchema, func(p *scenarioPack) *part[movesFile] { return &p.moves })},
		{"events", eventsSchema, true, reader(eventsSchema, func(p *scenarioPack) *part[eventsFile] { return &p.events })},
		{"endings", endingsSchema, true, reader(endingsSchema, func(p *scenarioPack) *part[endingsFile] { return &p.endings })},
		{"debrief", debriefSchema, true, reader(debriefSchema, func(p *scenarioPack) *part[debriefFile] { return &p.debrief })},
		{"balance", balanceSchema, false, reader(balanceSchema, func(p *scenarioPack) *part[balanceFile] { return &p.balance })},
	}
}

// playFiles are the names of the files that decide play, without .yaml.
func playFiles() []string {
	var out []string
	for _, r := range partReaders() {
		if r.frozen {
			out = append(out, r.name)
		}
	}
	return out
}

// reader makes a function that reads a file into its part.
func reader[F interface{ head() header }](kind string, of func(*scenarioPack) *part[F]) func(*scenarioPack, string, []byte) {
	return func(p *scenarioPack, file string, data []byte) { readPart(p, of(p), kind, file, data) }
}

// readPart reads a file into a part. Without data there is no such file.
func readPart[F interface{ head() header }](p *scenarioPack, to *part[F], kind, file string, data []byte) {
	if data != nil {
		p.report.saw(kind)
		to.document = open(file, kind, data, p.report, &to.body)
	}
	if to.document == nil {
		var none F
		to.document, to.body, to.unread = newDocument(file, &Report{}), none, true
		return
	}
	to.identity(p.ref, to.body.head().ID, to.body.head().Version)
}

// readScenario reads and checks every file in the folder of a version.
func readScenario(fsys fs.FS, ref assessment.Ref, report *Report) *scenarioPack {
	p := &scenarioPack{
		ref: ref, report: report, dir: path.Join(scenariosDir, ref.ID, strconv.Itoa(ref.Version)),
		plans: map[string]*part[planFile]{}, hashes: map[string]string{},
		words: map[string]*scenarioWords{}, seen: map[string]bool{},
	}
	before := len(report.Problems)
	files := map[string][]byte{}
	if !yamlFiles(fsys, p.dir, report, func(_, name string, data []byte) { files[name] = data }, scenarioTextDir, plansDir) {
		return p
	}
	p.parts(files)
	p.folder(fsys, scenarioTextDir, p.text)
	p.folder(fsys, plansDir, p.plan)
	p.together()
	if len(report.Problems) == before {
		p.play()
	}
	return p
}

// parts reads the files that a scenario has once.
func (p *scenarioPack) parts(files map[string][]byte) {
	var known []string
	for _, r := range partReaders() {
		file, data := path.Join(p.dir, r.name+".yaml"), files[r.name]
		if data == nil {
			p.report.problem(file, "is missing")
		} else if r.frozen {
			p.hashes[file] = hashOf(normalise(data))
		}
		r.read(p, file, data)
		known = append(known, r.name)
		delete(files, r.name)
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		p.report.problem(path.Join(p.dir, name+".yaml"), "%s", unknown("file", name, known))
	}
}

// folder reads the files of a folder in that of the version.
func (p *scenarioPack) folder(fsys fs.FS, name string, each func(file, name string, data []byte)) {
	dir := path.Join(p.dir, name)
	if info, err := fs.Stat(fsys, dir); err != nil || !info.IsDir() {
		p.report.problem(dir, "is missing")
		return
	}
	yamlFiles(fsys, dir, p.report, each)
}

func (p *scenarioPack) plan(file, name string, data []byte) {
	to := &part[planFile]{}
	readPart(p, to, scenarioPlanSchema, file, data)
	p.plans[name] = to
}

// text reads a language file and checks it by itself.
func (p *scenarioPack) text(file, lang string, data []byte) {
	if !p.report.language(file, lang, "") {
		return
	}
	p.report.saw(scenarioTextSchema)
	p.seen[lang] = true
	w := &scenarioWords{translation: translation{lang: lang}}
	if w.document = open(file, scenarioTextSchema, data, p.report, &w.scenarioTextFile); w.document == nil {
		return
	}
	w.identity(p.ref, w.ID, w.Version)
	w.checkLanguage(w.Language)
	w.checkTexts()
	w.checkQuotes()
	w.checkScenarioLimits()
	p.words[lang] = w
}
