package content

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/opmaat/opmaat/assessment"
)

// Names within a content folder.
const (
	questionnairesDir = "questionnaires"
	toolsDir          = "tools"
	scenariosDir      = "scenarios"
	localesDir        = "locales"
	releasedFile      = "released.sum"
	structureName     = "structure.yaml"
	toolName          = "tool.yaml"
)

// tree is what the layers hold together: for every pack, every tool and every
// locale the topmost layer that has it, and the sums of all layers.
type tree struct {
	report    *Report
	packs     map[assessment.Ref]fs.FS
	scenarios map[assessment.Ref]fs.FS
	tools     map[string]fs.FS
	locales   localeFiles
	sums      []sum
}

// scan walks the layers from bottom to top.
func scan(layers []fs.FS, report *Report) *tree {
	t := &tree{
		report: report, packs: map[assessment.Ref]fs.FS{}, scenarios: map[assessment.Ref]fs.FS{},
		tools: map[string]fs.FS{}, locales: localeFiles{},
	}
	for _, layer := range layers {
		t.layer(layer)
	}
	if len(t.packs) == 0 && len(t.scenarios) == 0 && len(t.tools) == 0 && len(t.locales) == 0 {
		report.problem(".", "there is no content here: no %s/<id>/<n>/, no %s/<id>/<n>/, no %s/<id>/ and no %s/*.json",
			questionnairesDir, scenariosDir, toolsDir, localesDir)
	}
	return t
}

func (t *tree) layer(fsys fs.FS) {
	known := false
	for _, e := range t.list(fsys, ".") {
		switch {
		case e.Name() == questionnairesDir && isDir(fsys, e.Name(), e):
			t.versions(fsys, questionnairesDir, t.packs)
			known = true
		case e.Name() == scenariosDir && isDir(fsys, e.Name(), e):
			t.versions(fsys, scenariosDir, t.scenarios)
			known = true
		case e.Name() == toolsDir && isDir(fsys, e.Name(), e):
			t.toolFolders(fsys)
			known = true
		case e.Name() == localesDir && isDir(fsys, e.Name(), e):
			t.languages(fsys)
			known = true
		case e.Name() == releasedFile:
			t.released(fsys)
		default:
			t.report.saw(KindIgnored)
		}
	}
	if !known {
		t.report.warning(".", "this layer has none of %s, %s, %s and %s", questionnairesDir, scenariosDir, toolsDir, localesDir)
	}
}

func (t *tree) list(fsys fs.FS, dir string) []fs.DirEntry {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		t.report.problem(dir, "cannot be read: %s", reason(err))
	}
	return entries
}

// versions finds the folders <id>/<n>. A YAML file anywhere else would silently
// not be read, so it is a problem.
func (t *tree) versions(fsys fs.FS, dir string, found map[assessment.Ref]fs.FS) {
	home := dir + "/<id>/<n>/"
	for _, id := range t.folders(fsys, dir, home) {
		if !t.isID(id) {
			continue
		}
		for _, version := range t.folders(fsys, id, home) {
			n, err := strconv.Atoi(path.Base(version))
			if err != nil || n < 1 || strconv.Itoa(n) != path.Base(version) {
				t.report.problem(version, "the folder is not named after a version: a whole number from 1")
				continue
			}
			found[assessment.Ref{ID: path.Base(id), Version: n}] = fsys
		}
	}
}

// toolFolders finds the folders <id>.
func (t *tree) toolFolders(fsys fs.FS) {
	for _, id := range t.folders(fsys, toolsDir, toolsDir+"/<id>/") {
		if t.isID(id) {
			t.tools[path.Base(id)] = fsys
		}
	}
}

// isID checks that a folder is named after an id.
func (t *tree) isID(folder string) bool {
	if !wellFormed(path.Base(folder)) {
		t.report.problem(folder, "the folder is not named after an id: small letters and digits, joined by hyphens")
		return false
	}
	return true
}

// folders returns the paths of the folders in dir and minds the files beside
// them, which may belong where home says.
func (t *tree) folders(fsys fs.FS, dir, home string) []string {
	var out []string
	for _, e := range t.list(fsys, dir) {
		name := path.Join(dir, e.Name())
		switch {
		case hidden(e.Name()):
			t.report.saw(KindIgnored)
		case isDir(fsys, name, e):
			out = append(out, name)
		case isYAML(name):
			t.report.problem(name, "is not read here; it belongs in %s", home)
		default:
			t.report.saw(KindIgnored)
		}
	}
	return out
}

func (t *tree) languages(fsys fs.FS) {
	for _, e := range t.list(fsys, localesDir) {
		name := path.Join(localesDir, e.Name())
		switch {
		case hidden(e.Name()):
			t.report.saw(KindIgnored)
		case path.Ext(name) == ".json" && !isDir(fsys, name, e):
			t.locales[e.Name()] = fsys
		default:
			t.report.saw(KindIgnored)
			t.report.warning(name, "is not read: a locale is a .json file")
		}
	}
}

// hidden tells the files that editors and systems leave behind.
func hidden(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~")
}

func isYAML(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".yaml" || ext == ".yml"
}

// isDir follows symbolic links, which mounted configuration folders use.
func isDir(fsys fs.FS, name string, e fs.DirEntry) bool {
	if e.Type()&fs.ModeSymlink == 0 {
		return e.IsDir()
	}
	info, err := fs.Stat(fsys, name)
	return err == nil && info.IsDir()
}

// readFile reads a regular file of at most maxFile bytes.
func readFile(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("cannot be read: %s", reason(err))
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("is not a regular file")
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, fmt.Errorf("cannot be read: %s", reason(err))
	}
	defer func() { _ = f.Close() }()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("cannot be read: %s", reason(err))
	}
	if len(data) > maxFile {
		return nil, errors.New("is larger than 1 MB")
	}
	return data, nil
}

// reason leaves out the path, which the problem names already.
func reason(err error) string {
	if p := (*fs.PathError)(nil); errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}

// localeFiles is the folder of locales over all layers: file name -> the layer
// that has it.
type localeFiles map[string]fs.FS

// Open opens the file in its layer.
func (l localeFiles) Open(name string) (fs.File, error) {
	fsys, ok := l[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return fsys.Open(path.Join(localesDir, name))
}

// ReadFile reads the file within the limits of content files.
func (l localeFiles) ReadFile(name string) ([]byte, error) {
	if _, ok := l[name]; !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return readFile(l[name], path.Join(localesDir, name))
}

// Glob lists the files whose name matches.
func (l localeFiles) Glob(pattern string) ([]string, error) {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(l)) {
		ok, err := path.Match(pattern, name)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, name)
		}
	}
	return out, nil
}
