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
	if yamlFiles(fsys, p.dir, report, p.file) {
		p.together()
	}
	return p
}

// file reads structure.yaml or a language file.
func (p *pack) file(file, name string, data []byte) {
	if name+".yaml" == structureName {
		p.report.saw(KindQuestionnaire)
		p.hash = hashOf(normalise(data))
		p.structure = readStructure(file, p.ref, data, p.report)
		return
	}
	if !p.report.language(file, name, structureName) {
		return
	}
	p.report.saw(KindText)
	p.seen[name] = true
	if w := readWords(file, p.ref, name, data, p.report); w != nil {
		p.words[name] = w
	}
}

// yamlFiles hands each YAML file of a folder over, with its path and its name
// without the ending, and minds the files beside them, except the folders that
// are read by themselves. It reports whether the folder can be read.
func yamlFiles(fsys fs.FS, dir string, report *Report, each func(file, name string, data []byte), folders ...string) bool {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		report.problem(dir, "cannot be read: %s", reason(err))
		return false
	}
	for _, e := range entries {
		file := path.Join(dir, e.Name())
		name, yaml := strings.CutSuffix(e.Name(), ".yaml")
		switch {
		case slices.Contains(folders, e.Name()) && isDir(fsys, file, e):
		case hidden(e.Name()):
			report.saw(KindIgnored)
		case !yaml && isYAML(file):
			report.saw(KindIgnored)
			report.problem(file, "must end in .yaml")
		case !yaml:
			report.saw(KindIgnored)
			report.warning(file, "is not read")
		default:
			if data, err := readFile(fsys, file); err != nil {
				report.problem(file, "%s", err)
			} else {
				each(file, name, data)
			}
		}
	}
	return true
}

// language checks that a file is named after a language when it is not the main
// file of its folder.
func (r *Report) language(file, name, main string) bool {
	if tag, err := language.Parse(name); err != nil || tag.String() != name {
		if main != "" {
			main += " or "
		}
		r.problem(file, "is not named %safter a language (like en.yaml)", main)
		return false
	}
	return true
}

// readWords decodes a language file and checks it by itself. It returns nil
// when the file cannot be read as one at all.
func readWords(file string, ref assessment.Ref, lang string, data []byte, report *Report) *wordsFile {
	w := &wordsFile{translation: translation{lang: lang}}
	if w.document = open(file, textSchema, data, report, &w.textFile); w.document == nil {
		return nil
	}
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
