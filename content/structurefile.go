package content

// The newest schema numbers this program reads.
const (
	structureSchema = "questionnaire"
	textSchema      = "questionnaire-text"
	newestSchema    = 1
)

// structureFile is structure.yaml: what is asked with which weight, no words.
// The tags are the keys of the file and the limits in the JSON Schema.
type structureFile struct {
	Schema     string           `yaml:"schema" jsonschema:"enum=questionnaire/1"`
	ID         string           `yaml:"id"`
	Version    int              `yaml:"version" jsonschema:"minimum=1"`
	Sources    []sourceEntry    `yaml:"sources" jsonschema:"minItems=1"`
	Dimensions []dimensionEntry `yaml:"dimensions" jsonschema:"minItems=1"`
	Items      []itemEntry      `yaml:"items" jsonschema:"minItems=1"`
	Pulse      []pulseEntry     `yaml:"pulse,omitempty"`
	Forms      []formEntry      `yaml:"forms" jsonschema:"minItems=1"`
	Indices    []indexEntry     `yaml:"indices,omitempty"`
	Checks     []checkEntry     `yaml:"checks,omitempty"`
}

type sourceEntry struct {
	ID    string `yaml:"id"`
	Title string `yaml:"title" jsonschema:"minLength=1"`
	URL   string `yaml:"url,omitempty"`
	Date  string `yaml:"date" jsonschema:"format=date"`
}

type dimensionEntry struct {
	ID      string   `yaml:"id"`
	Weight  float64  `yaml:"weight" jsonschema:"exclusiveMinimum=0"`
	Sources []string `yaml:"sources" jsonschema:"minItems=1"`
}

type itemEntry struct {
	ID        string   `yaml:"id"`
	Dimension string   `yaml:"dimension"`
	Weight    float64  `yaml:"weight" jsonschema:"exclusiveMinimum=0"`
	Roles     []string `yaml:"roles" jsonschema:"minItems=1"`
	Impact    int      `yaml:"impact" jsonschema:"minimum=1,maximum=3"`
	Effort    int      `yaml:"effort" jsonschema:"minimum=1,maximum=3"`
	Weeks     []int    `yaml:"weeks" jsonschema:"minItems=4,maxItems=4"`
	Requires  []string `yaml:"requires,omitempty"`
	Sources   []string `yaml:"sources" jsonschema:"minItems=1"`
}

type pulseEntry struct {
	ID        string `yaml:"id"`
	Dimension string `yaml:"dimension"`
	Item      string `yaml:"item,omitempty"`
}

type formEntry struct {
	ID              string   `yaml:"id"`
	Minutes         int      `yaml:"minutes" jsonschema:"minimum=1,maximum=240"`
	DimensionScores bool     `yaml:"dimension_scores"`
	Items           []string `yaml:"items" jsonschema:"minItems=1"`
}

type indexEntry struct {
	ID         string   `yaml:"id"`
	Dimensions []string `yaml:"dimensions" jsonschema:"minItems=1"`
}

type checkEntry struct {
	ID       string           `yaml:"id"`
	Severity string           `yaml:"severity" jsonschema:"enum=contradiction,enum=unlikely,enum=note"`
	When     []conditionEntry `yaml:"when" jsonschema:"minItems=1"`
}

// conditionEntry is exactly one of an item condition, a share and a group.
type conditionEntry struct {
	Item    string           `yaml:"item,omitempty"`
	Min     *int             `yaml:"min,omitempty" jsonschema:"minimum=0,maximum=4"`
	Max     *int             `yaml:"max,omitempty" jsonschema:"minimum=0,maximum=4"`
	State   string           `yaml:"state,omitempty" jsonschema:"enum=dont_know,enum=not_applicable"`
	Comment string           `yaml:"comment,omitempty" jsonschema:"enum=missing"`
	Share   string           `yaml:"share,omitempty" jsonschema:"enum=dont_know,enum=not_applicable,enum=blank,enum=0,enum=1,enum=2,enum=3,enum=4"`
	AtLeast *int             `yaml:"at_least,omitempty" jsonschema:"minimum=1,maximum=100"`
	Any     []conditionEntry `yaml:"any,omitempty" jsonschema:"minItems=2"`
}
