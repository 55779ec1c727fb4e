package content

// textFile is a language file: only words. Every text may be left out as far as
// decoding goes; Check says what is missing.
type textFile struct {
	Schema     string                   `yaml:"schema" jsonschema:"enum=questionnaire-text/1"`
	ID         string                   `yaml:"id"`
	Version    int                      `yaml:"version" jsonschema:"minimum=1"`
	Language   string                   `yaml:"language"`
	Title      string                   `yaml:"title,omitempty" jsonschema:"minLength=1"`
	Summary    string                   `yaml:"summary,omitempty" jsonschema:"minLength=1"`
	Levels     []levelEntry             `yaml:"levels,omitempty" jsonschema:"minItems=4,maxItems=4"`
	Indices    map[string]indexText     `yaml:"indices,omitempty"`
	Roles      map[string]string        `yaml:"roles,omitempty"`
	PulseScale []string                 `yaml:"pulse_scale,omitempty" jsonschema:"minItems=5,maxItems=5"`
	Dimensions map[string]dimensionText `yaml:"dimensions,omitempty"`
	Items      map[string]itemText      `yaml:"items,omitempty"`
	Pulse      map[string]string        `yaml:"pulse,omitempty"`
	Checks     map[string]checkText     `yaml:"checks,omitempty"`
}

type levelEntry struct {
	Name string `yaml:"name,omitempty" jsonschema:"minLength=1"`
	Line string `yaml:"line,omitempty" jsonschema:"minLength=1"`
	Text string `yaml:"text,omitempty" jsonschema:"minLength=1"`
}

type indexText struct {
	Name  string `yaml:"name,omitempty" jsonschema:"minLength=1"`
	About string `yaml:"about,omitempty" jsonschema:"minLength=1"`
}

type dimensionText struct {
	Name  string   `yaml:"name,omitempty" jsonschema:"minLength=1,maxLength=32"`
	Short string   `yaml:"short,omitempty" jsonschema:"minLength=1,maxLength=14"`
	About string   `yaml:"about,omitempty" jsonschema:"minLength=1"`
	Bands []string `yaml:"bands,omitempty" jsonschema:"minItems=4,maxItems=4"`
}

type itemText struct {
	Topic    string     `yaml:"topic,omitempty" jsonschema:"minLength=1,maxLength=34"`
	Question string     `yaml:"question,omitempty" jsonschema:"minLength=1"`
	Options  []string   `yaml:"options,omitempty" jsonschema:"minItems=5,maxItems=5"`
	Why      string     `yaml:"why,omitempty" jsonschema:"minLength=1"`
	Evidence string     `yaml:"evidence,omitempty" jsonschema:"minLength=1"`
	Steps    []stepText `yaml:"steps,omitempty" jsonschema:"minItems=4,maxItems=4"`
}

type stepText struct {
	Do  string `yaml:"do,omitempty" jsonschema:"minLength=1"`
	Who string `yaml:"who,omitempty" jsonschema:"minLength=1"`
}

type checkText struct {
	Finding string `yaml:"finding,omitempty" jsonschema:"minLength=1"`
	Advice  string `yaml:"advice,omitempty" jsonschema:"minLength=1"`
}
