package content

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/invopop/jsonschema"
)

// SchemaKinds lists the kinds of files that Schema describes.
func SchemaKinds() []string { return []string{structureSchema, textSchema, toolSchema, toolTextSchema} }

// Schema returns the JSON Schema of a kind of file, for editors: keys, types
// and limits. References between entries are beyond it; Check finds those. An
// unknown kind gives an error that lists the known ones.
func Schema(kind string) ([]byte, error) {
	var file any
	switch kind {
	case structureSchema:
		file = structureFile{}
	case textSchema:
		file = textFile{}
	case toolSchema:
		file = toolFile{}
	case toolTextSchema:
		file = toolTextFile{}
	default:
		return nil, fmt.Errorf("schema: unknown kind %q, known: %s", kind, strings.Join(SchemaKinds(), ", "))
	}
	r := &jsonschema.Reflector{FieldNameTag: "yaml", Anonymous: true, ExpandedStruct: true}
	schema := r.Reflect(file)
	schema.Title = "Opmaat " + kind
	out, err := json.MarshalIndent(schema, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("schema %s: %w", kind, err)
	}
	return append(out, '\n'), nil
}
