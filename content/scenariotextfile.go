package content

// scenarioTextFile is a language file of a scenario: only words. Every text may
// be left out as far as decoding goes; Check says what is missing.
type scenarioTextFile struct {
	header
	Language   string                  `yaml:"language"`
	Title      string                  `yaml:"title,omitempty" jsonschema:"minLength=1"`
	Theme      string                  `yaml:"theme,omitempty" jsonschema:"minLength=1"`
	Summary    string                  `yaml:"summary,omitempty" jsonschema:"minLength=1"`
	Situation  []string                `yaml:"situation,omitempty" jsonschema:"minItems=1,maxItems=6"`
	Needs      map[string]gameNeedText `yaml:"needs,omitempty"`
	Roles      map[string]roleText     `yaml:"roles,omitempty"`
	Segments   map[string]string       `yaml:"segments,omitempty"`
	Channels   map[string]string       `yaml:"channels,omitempty"`
	Flags      map[string]flagText     `yaml:"flags,omitempty"`
	Objectives map[string]string       `yaml:"objectives,omitempty"`
	Dilemmas   map[string]dilemmaText  `yaml:"dilemmas,omitempty"`
	Options    map[string]optionText   `yaml:"options,omitempty"`
	Moves      map[string]moveText     `yaml:"moves,omitempty"`
	Events     map[string]eventText    `yaml:"events,omitempty"`
	Endings    map[string]endingText   `yaml:"endings,omitempty"`
	Because    map[string]string       `yaml:"because,omitempty"`
	Prompts    map[string]string       `yaml:"prompts,omitempty"`
	OrderRules map[string]orderText    `yaml:"order_rules,omitempty"`
	Strategies map[string]string       `yaml:"strategies,omitempty"`
}

type gameNeedText struct {
	Name string `yaml:"name,omitempty" jsonschema:"minLength=1,maxLength=40"`
	Text string `yaml:"text,omitempty" jsonschema:"minLength=1"`
}

type roleText struct {
	Name  string `yaml:"name,omitempty" jsonschema:"minLength=1,maxLength=40"`
	Wants string `yaml:"wants,omitempty" jsonschema:"minLength=1"`
	Fears string `yaml:"fears,omitempty" jsonschema:"minLength=1"`
	Brief string `yaml:"brief,omitempty" jsonschema:"minLength=1"`
}

// flagText holds clauses that follow "because".
type flagText struct {
	Held   string `yaml:"held,omitempty" jsonschema:"minLength=1"`
	Failed string `yaml:"failed,omitempty" jsonschema:"minLength=1"`
}

type dilemmaText struct {
	Title       string            `yaml:"title,omitempty" jsonschema:"minLength=1"`
	Inject      string            `yaml:"inject,omitempty" jsonschema:"minLength=1"`
	Hints       map[string]string `yaml:"hints,omitempty"`
	Facilitator facilitatorText   `yaml:"facilitator,omitempty"`
}

type facilitatorText struct {
	Say   string `yaml:"say,omitempty" jsonschema:"minLength=1"`
	Ask   string `yaml:"ask,omitempty" jsonschema:"minLength=1"`
	Watch string `yaml:"watch,omitempty" jsonschema:"minLength=1"`
}

type optionText struct {
	Label       string `yaml:"label,omitempty" jsonschema:"minLength=1"`
	Consequence string `yaml:"consequence,omitempty" jsonschema:"minLength=1"`
}

type moveText struct {
	Name string `yaml:"name,omitempty" jsonschema:"minLength=1,maxLength=40"`
	Text string `yaml:"text,omitempty" jsonschema:"minLength=1"`
}

type eventText struct {
	Title  string            `yaml:"title,omitempty" jsonschema:"minLength=1"`
	Inject string            `yaml:"inject,omitempty" jsonschema:"minLength=1"`
	Cases  map[string]string `yaml:"cases,omitempty"`
}

type endingText struct {
	Title   string   `yaml:"title,omitempty" jsonschema:"minLength=1"`
	Story   string   `yaml:"story,omitempty" jsonschema:"minLength=1"`
	Carried string   `yaml:"carried,omitempty" jsonschema:"minLength=1"`
	Cost    string   `yaml:"cost,omitempty" jsonschema:"minLength=1"`
	Prompts []string `yaml:"prompts,omitempty" jsonschema:"minItems=2,maxItems=2"`
}

type orderText struct {
	Kept   string `yaml:"kept,omitempty" jsonschema:"minLength=1"`
	Broken string `yaml:"broken,omitempty" jsonschema:"minLength=1"`
}
