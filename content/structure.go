package content

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/opmaat/opmaat/assessment"
	"go.yaml.in/yaml/v4"
)

// index gives the position of an id in its list.
type index map[string]int

// structure is one structure file with its ids, ready for the rules.
type structure struct {
	*document
	structureFile
	hash       string
	sources    index
	dimensions index
	items      index
	forms      index
}

// readStructure decodes and checks a structure file. It returns nil when the
// file cannot be read as one at all; what is wrong is in the report.
func readStructure(file string, ref assessment.Ref, data []byte, report *Report) *structure {
	s := &structure{hash: hashOf(normalise(data))}
	if s.document = open(file, structureSchema, data, report, &s.structureFile); s.document == nil {
		return nil
	}
	s.identity(ref, s.ID, s.structureFile.Version)
	for _, rule := range structureRules() {
		rule(s)
	}
	return s
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

var schemaForm = regexp.MustCompile(`^([a-z-]+)/([1-9][0-9]{0,8})$`)

// schema reads the schema line before anything else, because a newer schema may
// have other keys. It reports whether the file can be read on.
func (d *document) schema(root *yaml.Node, kind string) bool {
	want := fmt.Sprintf("%s/%d", kind, newestSchema)
	if root.Kind != yaml.MappingNode {
		d.mismatch(root, "", "keys with values")
		return false
	}
	for i := 0; i+1 < len(root.Content); i += 2 {
		if root.Content[i].Value != "schema" {
			continue
		}
		value := root.Content[i+1]
		here := mark{value.Line, value.Column}
		m := schemaForm.FindStringSubmatch(value.Value)
		if m == nil || m[1] != kind {
			d.problemAt(here, "schema must be %s, found %q", want, shorten(value.Value))
			return false
		}
		if n, _ := strconv.Atoi(m[2]); n > newestSchema {
			d.problemAt(here, "schema %s needs a newer program: this one reads up to %s", m[0], want)
			return false
		}
		return true
	}
	d.problemAt(mark{root.Line, root.Column}, "missing key %q, write %s", "schema", "schema: "+want)
	return false
}

// identity checks that a file says the id and version of its path.
func (d *document) identity(ref assessment.Ref, id string, version int) {
	d.named(ref.ID, id)
	if d.given("version") && version != ref.Version {
		d.problem("version", "version %d does not match the folder %d", version, ref.Version)
	}
}

// named checks that a file says the id of its folder.
func (d *document) named(folder, id string) {
	if d.said("id") && id != folder {
		d.problem("id", "id %q does not match the folder %q", shorten(id), folder)
	}
}

// build turns a structure without problems into the domain type. It expects
// that every rule holds.
func (s *structure) build(ref assessment.Ref) *assessment.Questionnaire {
	q := &assessment.Questionnaire{Ref: ref, Hash: s.hash}
	for _, e := range s.Sources {
		q.Sources = append(q.Sources, assessment.Source{ID: e.ID, Title: e.Title, URL: e.URL, Date: e.Date})
	}
	for _, e := range s.Dimensions {
		q.Dimensions = append(q.Dimensions, assessment.Dimension{ID: e.ID, Weight: e.Weight, Sources: e.Sources})
	}
	for i, e := range s.Items {
		d := s.dimensions[e.Dimension]
		q.Dimensions[d].Items = append(q.Dimensions[d].Items, i)
		q.Items = append(q.Items, assessment.Item{
			ID: e.ID, Dimension: d, Weight: e.Weight, Impact: e.Impact, Effort: e.Effort,
			Weeks: [4]int(e.Weeks), Roles: e.Roles, Requires: s.items.all(e.Requires), Sources: e.Sources,
		})
	}
	for _, e := range s.Pulse {
		q.Pulse = append(q.Pulse, assessment.PulseItem{ID: e.ID, Dimension: s.dimensions[e.Dimension], Item: s.items.position(e.Item)})
	}
	for _, e := range s.Forms {
		q.Forms = append(q.Forms, assessment.Form{
			ID: e.ID, Minutes: e.Minutes, DimensionScores: e.DimensionScores, Items: s.items.all(e.Items),
		})
	}
	for _, e := range s.Indices {
		q.Indices = append(q.Indices, assessment.Index{ID: e.ID, Dimensions: s.dimensions.all(e.Dimensions)})
	}
	for _, e := range s.Checks {
		q.Checks = append(q.Checks, assessment.Check{
			ID: e.ID, Severity: assessment.Severity(e.Severity), When: s.conditions(e.When),
		})
	}
	return q.Seal()
}

func (s *structure) conditions(entries []conditionEntry) []assessment.Condition {
	out := make([]assessment.Condition, 0, len(entries))
	for _, e := range entries {
		c := assessment.Condition{Item: s.items.position(e.Item), Share: e.Share, NoComment: e.Comment != ""}
		if e.Min != nil || e.Max != nil {
			c.Scored, c.Max = true, assessment.MaxValue
		}
		if e.Min != nil {
			c.Min = int8(*e.Min)
		}
		if e.Max != nil {
			c.Max = int8(*e.Max)
		}
		c.State = answerStates()[e.State]
		if e.AtLeast != nil {
			c.AtLeast = *e.AtLeast
		}
		if len(e.Any) > 0 {
			c.Any = s.conditions(e.Any)
		}
		out = append(out, c)
	}
	return out
}

func answerStates() map[string]assessment.State {
	return map[string]assessment.State{"dont_know": assessment.DontKnow, "not_applicable": assessment.NotApplicable}
}

// position returns the place of an id, -1 when there is none.
func (x index) position(id string) int {
	if i, ok := x[id]; ok {
		return i
	}
	return -1
}

func (x index) all(ids []string) []int {
	out := make([]int, len(ids))
	for i, id := range ids {
		out[i] = x.position(id)
	}
	return out
}

func (x index) ids() []string {
	return slices.Sorted(maps.Keys(x))
}

func (x index) has(id string) bool {
	_, ok := x[id]
	return ok
}

// at writes a path like items[3].weight.
func at(list string, i int, key ...string) string {
	return strings.Join(append([]string{fmt.Sprintf("%s[%d]", list, i)}, key...), ".")
}
