package content

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/invopop/jsonschema"
)

// fileKind is a kind of file that Schema describes, with its Go type.
type fileKind struct {
	name string
	file any
}

func fileKinds() []fileKind {
	return []fileKind{
		{structureSchema, structureFile{}}, {textSchema, textFile{}},
		{toolSchema, toolFile{}}, {toolTextSchema, toolTextFile{}},
		{scenarioSchema, scenarioFile{}}, {modelSchema, modelFile{}}, {needsSchema, needsFile{}}, {rolesSchema, rolesFile{}},
		{dilemmasSchema, dilemmasFile{}}, {movesSchema, movesFile{}}, {eventsSchema, eventsFile{}}, {endingsSchema, endingsFile{}},
		{debriefSchema, debriefFile{}}, {balanceSchema, balanceFile{}}, {scenarioPlanSchema, planFile{}}, {scenarioTextSchema, scenarioTextFile{}},
	}
}

// SchemaKinds lists the kinds of files that Schema describes.
func SchemaKinds() []string {
	var out []string
	for _, k := range fileKinds() {
		out = append(out, k.name)
	}
	return out
}

// Schema returns the JSON Schema of a kind of file, for editors: keys, types
// and limits. References between entries are beyond it; Check finds those. An
// unknown kind gives an error that lists the known ones.
func Schema(kind string) ([]byte, error) {
	kinds := fileKinds()
	i := slices.IndexFunc(kinds, func(k fileKind) bool { return k.name == kind })
	if i < 0 {
		return nil, fmt.Errorf("schema: unknown kind %q, known: %s", kind, strings.Join(SchemaKinds(), ", "))
	}
	r := &jsonschema.Reflector{FieldNameTag: "yaml", Anonymous: true, ExpandedStruct: true}
	schema := r.Reflect(kinds[i].file)
	schema.Title = "Opmaat " + kind
	if first, ok := schema.Properties.Get("schema"); ok {
		first.Enum = []any{fmt.Sprintf("%s/%d", kind, newestSchema)}
	}
	out, err := json.MarshalIndent(schema, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("schema %s: %w", kind, err)
	}
	return append(out, '\n'), nil
}
