package content

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/content/i18n"
	"golang.org/x/text/language"
)

// fallback is the language that must be complete and that stands in for others.
const fallback = i18n.Reference

// translation is one language file of any kind. missing are the paths of texts
// it lacks.
type translation struct {
	*document
	lang    string
	missing []string
}

// wordsFile is one language file of a pack.
type wordsFile struct {
	translation
	textFile
}

// pack is one version of a questionnaire: its structure and its words by
// language. hash is empty when there was no structure file.
type pack struct {
	ref       assessment.Ref
	dir       string
	structure *structure
	hash      string
	words     map[string]*wordsFile
	seen      map[string]bool // languages with a file, readable or not
	report    *Report
}

// readPack reads and checks every file in the folder of a version.
func readPack(fsys fs.FS, ref assessment.Ref, report *Report) *pack {
	p := &pack{ref: ref, words: map[string]*wordsFile{}, seen: map[string]bool{}, report: report}
	p.dir = path.Join(questionnairesDir, ref.ID, strconv.Itoa(ref.Version))
	entries, err := fs.ReadDir(fsys, p.dir)
	if err != nil {
		report.problem(p.dir, "cannot be read: %s", reason(err))
		return p
	}
	for _, e := range entries {
		p.file(fsys, e)
	}
	p.together()
	return p
}

func (p *pack) file(fsys fs.FS, e fs.DirEntry) {
	name := path.Join(p.dir, e.Name())
	lang, yaml := strings.CutSuffix(e.Name(), ".yaml")
	switch {
	case hidden(e.Name()):
		p.report.saw(KindIgnored)
		return
	case !yaml:
		p.report.saw(KindIgnored)
		if isYAML(name) {
			p.report.problem(name, "must end in .yaml")
		} else {
			p.report.warning(name, "is not read")
		}
		return
	}
	data, err := readFile(fsys, name)
	if err != nil {
		p.report.problem(name, "%s", err)
		return
	}
	if e.Name() == structureName {
		p.report.saw(KindQuestionnaire)
		p.hash = hashOf(normalise(data))
		p.structure = readStructure(name, p.ref, data, p.report)
		return
	}
	if tag, err := language.Parse(lang); err != nil || tag.String() != lang {
		p.report.problem(name, "is not named structure.yaml or after a language (like en.yaml)")
		return
	}
	p.report.saw(KindText)
	p.seen[lang] = true
	if w := readWords(name, p.ref, lang, data, p.report); w != nil {
		p.words[lang] = w
	}
}

// readWords decodes a language file and checks it by itself. It returns nil
// when the file cannot be read as one at all.
func readWords(file string, ref assessment.Ref, lang string, data []byte, report *Report) *wordsFile {
	w := &wordsFile{translation: translation{document: newDocument(file, report), lang: lang}}
	root := w.parse(normalise(data))
	if root == nil || !w.schema(root, textSchema) {
		return nil
	}
	w.decode(root, &w.textFile)
	w.identity(ref, w.ID, w.Version)
	w.checkLanguage(w.Language)
	w.checkTexts()
	return w
}

// together checks the files of the pack against each other.
func (p *pack) together() {
	if p.hash == "" {
		p.report.problem(p.dir, "has no %s", structureName)
	}
	english := p.words[fallback]
	if !p.seen[fallback] {
		p.report.problem(path.Join(p.dir, fallback+".yaml"), "is missing: English is what every language falls back to")
	}
	if p.structure == nil || english == nil {
		return
	}
	roles := slices.Sorted(maps.Keys(english.Roles))
	p.structure.checkRoles(roles)
	need := textsOf(p.structure, roles)
	for _, lang := range slices.Sorted(maps.Keys(p.words)) {
		w := p.words[lang]
		w.checkComplete(need)
		w.checkKnown(p.structure, roles)
		w.checkLimits(p.structure)
	}
}

// checkRoles checks that the roles of every item are among those the words name.
func (s *structure) checkRoles(roles []string) {
	known := index{}
	for i, role := range roles {
		known[role] = i
	}
	for i, e := range s.Items {
		s.refer(at("items", i, "roles"), "role", e.Roles, known, 1)
	}
}

// complete says whether the pack has every text in the language.
func (p *pack) complete(lang string) bool {
	w, ok := p.words[lang]
	return ok && len(w.missing) == 0
}
