package content

import (
	"slices"

	"github.com/invopop/jsonschema"
	"github.com/opmaat/opmaat/assessment/recommend"
)

// The schemas of the two kinds of files about a tool.
const (
	toolSchema     = "tool"
	toolTextSchema = "tool-text"
)

// toolFile is tool.yaml: what a tool can do by which source, no words.
type toolFile struct {
	Schema       string         `yaml:"schema" jsonschema:"enum=tool/1"`
	ID           string         `yaml:"id"`
	Order        int            `yaml:"order" jsonschema:"minimum=1"`
	Aliases      []string       `yaml:"aliases,omitempty"`
	State        string         `yaml:"state" jsonschema:"enum=current,enum=renamed,enum=ended"`
	StateSince   string         `yaml:"state_since"`
	Sources      []sourceEntry  `yaml:"sources" jsonschema:"minItems=1"`
	Facts        []factEntry    `yaml:"facts,omitempty"`
	Readiness    readinessEntry `yaml:"readiness"`
	Effort       int            `yaml:"effort" jsonschema:"minimum=1,maximum=3"`
	Rules        []string       `yaml:"rules" jsonschema:"enum=K1,enum=K2,enum=K3,enum=K4,enum=K5,enum=K6,enum=K7,enum=K8,enum=K9,enum=K10,enum=K11,enum=K12"`
	Warnings     []string       `yaml:"warnings" jsonschema:"enum=W1,enum=W2,enum=W3,enum=W4,enum=W5"`
	Needs        needCells      `yaml:"needs"`
	Alternatives []string       `yaml:"alternatives,omitempty"`
}

// factEntry is a dated fact; its words stand in the language files.
type factEntry struct {
	ID     string `yaml:"id"`
	Date   string `yaml:"date"`
	Source string `yaml:"source"`
}

type readinessEntry struct {
	People   float64 `yaml:"people" jsonschema:"minimum=0,maximum=100"`
	Culture  float64 `yaml:"culture" jsonschema:"minimum=0,maximum=100"`
	Channels float64 `yaml:"channels" jsonschema:"minimum=0,maximum=100"`
}

// cellEntry is a need value. Null is a value that nobody knows; Seed is what the
// seed papers said where that differs.
type cellEntry struct {
	Value   *int   `yaml:"value,null" jsonschema:"nullable,minimum=0,maximum=3"`
	Kind    string `yaml:"kind" jsonschema:"enum=seed,enum=verified,enum=assumption"`
	Source  string `yaml:"source"`
	Checked string `yaml:"checked" jsonschema:"format=date"`
	Seed    *int   `yaml:"seed,omitempty" jsonschema:"minimum=0,maximum=3"`
}

// needCells has one cell for each need, in the fixed order.
type needCells map[string]cellEntry

// JSONSchemaExtend names the needs in the JSON Schema.
func (needCells) JSONSchemaExtend(schema *jsonschema.Schema) { onlyNeeds(schema, true) }

// needTexts has a text for each need.
type needTexts map[string]string

// JSONSchemaExtend names the needs in the JSON Schema.
func (needTexts) JSONSchemaExtend(schema *jsonschema.Schema) { onlyNeeds(schema, false) }

func onlyNeeds(schema *jsonschema.Schema, all bool) {
	schema.Properties = jsonschema.NewProperties()
	for _, need := range recommend.Needs {
		schema.Properties.Set(need, schema.AdditionalProperties)
	}
	schema.AdditionalProperties = jsonschema.FalseSchema
	if all {
		schema.Required = slices.Clone(recommend.Needs)
	}
}

// toolTextFile is a language file about a tool: only words. Every text may be
// left out as far as decoding goes; Check says what is missing.
type toolTextFile struct {
	Schema        string            `yaml:"schema" jsonschema:"enum=tool-text/1"`
	ID            string            `yaml:"id"`
	Language      string            `yaml:"language"`
	Name          string            `yaml:"name,omitempty" jsonschema:"minLength=1,maxLength=40"`
	Also          string            `yaml:"also,omitempty" jsonschema:"maxLength=120"`
	What          string            `yaml:"what,omitempty" jsonschema:"minLength=1"`
	Whom          string            `yaml:"whom,omitempty" jsonschema:"minLength=1"`
	Effort        string            `yaml:"effort,omitempty" jsonschema:"minLength=1"`
	Status        string            `yaml:"status,omitempty" jsonschema:"minLength=1"`
	Privacy       string            `yaml:"privacy,omitempty" jsonschema:"minLength=1"`
	Accessibility string            `yaml:"accessibility,omitempty" jsonschema:"minLength=1"`
	Fits          []string          `yaml:"fits,omitempty" jsonschema:"minItems=1,maxItems=5"`
	Mind          []string          `yaml:"mind,omitempty" jsonschema:"minItems=1,maxItems=5"`
	NotIf         []string          `yaml:"not_if,omitempty" jsonschema:"minItems=1,maxItems=5"`
	Facts         map[string]string `yaml:"facts,omitempty"`
	Needs         needTexts         `yaml:"needs,omitempty"`
}
