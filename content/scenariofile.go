package content

import (
	"github.com/invopop/jsonschema"
	"github.com/opmaat/opmaat/game"
)

// The schemas of the files of a scenario.
const (
	scenarioSchema     = "scenario"
	modelSchema        = "scenario-model"
	needsSchema        = "scenario-needs"
	rolesSchema        = "scenario-roles"
	dilemmasSchema     = "scenario-dilemmas"
	movesSchema        = "scenario-moves"
	eventsSchema       = "scenario-events"
	endingsSchema      = "scenario-endings"
	debriefSchema      = "scenario-debrief"
	balanceSchema      = "scenario-balance"
	scenarioPlanSchema = "scenario-plan"
	scenarioTextSchema = "scenario-text"
)

// header is what every file of a scenario starts with.
type header struct {
	Schema  string `yaml:"schema"`
	ID      string `yaml:"id"`
	Version int    `yaml:"version" jsonschema:"minimum=1"`
}

func (h header) head() header { return h }

// scenarioFile is pack.yaml: what the scenario is, and which rounds it has.
type scenarioFile struct {
	header
	Order       int              `yaml:"order" jsonschema:"minimum=1"`
	Minutes     minutesEntry     `yaml:"minutes"`
	Rounds      int              `yaml:"rounds" jsonschema:"minimum=2,maximum=8"`
	ShortRounds []int            `yaml:"short_rounds" jsonschema:"minItems=2"`
	Events      eventRounds      `yaml:"events"`
	PickNeeds   int              `yaml:"pick_needs" jsonschema:"minimum=1,maximum=8"`
	Objectives  []objectiveEntry `yaml:"objectives" jsonschema:"minItems=1"`
	Sources     []string         `yaml:"sources" jsonschema:"minItems=1"`
	SourceList  []sourceEntry    `yaml:"source_list" jsonschema:"minItems=1"`
}

type minutesEntry struct {
	Short int `yaml:"short" jsonschema:"minimum=1,maximum=240"`
	Full  int `yaml:"full" jsonschema:"minimum=1,maximum=240"`
}

// eventRounds lists the rounds that an event closes.
type eventRounds struct {
	Full  []int `yaml:"full"`
	Short []int `yaml:"short"`
}

type objectiveEntry struct {
	ID         string   `yaml:"id"`
	Principles []string `yaml:"principles" jsonschema:"minItems=1"`
	Sources    []string `yaml:"sources" jsonschema:"minItems=1"`
}

// modelFile is model.yaml: the numbers of the organisation.
type modelFile struct {
	header
	Indicators indicatorEntries `yaml:"indicators"`
	Bands      []int            `yaml:"bands" jsonschema:"minItems=4,maxItems=4"`
	SoftCap    softCapEntry     `yaml:"soft_cap"`
	Segments   []segmentEntry   `yaml:"segments" jsonschema:"minItems=2,maxItems=6"`
	Channels   []channelEntry   `yaml:"channels" jsonschema:"minItems=1,maxItems=8"`
	Growth     growthEntry      `yaml:"growth"`
	Effort     effortEntry      `yaml:"effort"`
	FromTest   []testEntry      `yaml:"from_test,omitempty"`
}

type indicatorEntries struct {
	Fit  indicatorEntry `yaml:"fit"`
	Own  indicatorEntry `yaml:"own"`
	Use  weightEntry    `yaml:"use"`
	Safe indicatorEntry `yaml:"safe"`
	Stam indicatorEntry `yaml:"stam"`
}

type indicatorEntry struct {
	Start  int `yaml:"start" jsonschema:"minimum=0,maximum=100"`
	Weight int `yaml:"weight" jsonschema:"minimum=0,maximum=100"`
}

// weightEntry is the indicator that is derived from the segments.
type weightEntry struct {
	Weight int `yaml:"weight" jsonschema:"minimum=0,maximum=100"`
}

type softCapEntry struct {
	Top  int `yaml:"top" jsonschema:"minimum=1,maximum=1000"`
	Span int `yaml:"span" jsonschema:"minimum=1,maximum=1000"`
}

type segmentEntry struct {
	ID       string `yaml:"id"`
	Size     int    `yaml:"size" jsonschema:"minimum=1,maximum=100000"`
	Start    int    `yaml:"start" jsonschema:"minimum=0,maximum=100"`
	Hesitant bool   `yaml:"hesitant,omitempty"`
}

type channelEntry struct {
	ID       string         `yaml:"id"`
	Affinity map[string]int `yaml:"affinity,omitempty"`
}

type growthEntry struct {
	Divisor    int        `yaml:"divisor" jsonschema:"minimum=1,maximum=1000"`
	Decay      int        `yaml:"decay" jsonschema:"minimum=0,maximum=100"`
	Idle       int        `yaml:"idle" jsonschema:"minimum=0,maximum=100"`
	Host       *flagEntry `yaml:"host,omitempty"`
	Manual     *flagEntry `yaml:"manual,omitempty"`
	TiredBelow int        `yaml:"tired_below" jsonschema:"minimum=0,maximum=100"`
	Tired      int        `yaml:"tired" jsonschema:"minimum=0,maximum=100"`
}

// flagEntry is what a flag adds to growth.
type flagEntry struct {
	Flag string `yaml:"flag"`
	Add  int    `yaml:"add" jsonschema:"minimum=0,maximum=100"`
}

type effortEntry struct {
	PerRound      int `yaml:"per_round" jsonschema:"minimum=0,maximum=20"`
	Carry         int `yaml:"carry" jsonschema:"minimum=0,maximum=20"`
	MovesPerRound int `yaml:"moves_per_round" jsonschema:"minimum=0,maximum=4"`
}

type testEntry struct {
	Dimension string      `yaml:"dimension" jsonschema:"pattern=^d[1-9]$"`
	AtMost    int         `yaml:"at_most" jsonschema:"minimum=1,maximum=4"`
	Effect    effectEntry `yaml:"effect"`
}

// needsFile is needs.yaml: the needs of which a team picks some.
type needsFile struct {
	header
	Needs []gameNeedEntry `yaml:"needs" jsonschema:"minItems=2,maxItems=8"`
}

// gameNeedEntry names the needs of the recommender that it stands for, with
// their weights.
type gameNeedEntry struct {
	ID    string            `yaml:"id"`
	Tools map[string]string `yaml:"tools"`
}

// rolesFile is roles.yaml.
type rolesFile struct {
	header
	Roles []string `yaml:"roles" jsonschema:"minItems=1"`
}

// dilemmasFile is dilemmas.yaml: one dilemma for each round.
type dilemmasFile struct {
	header
	Dilemmas []dilemmaEntry `yaml:"dilemmas" jsonschema:"minItems=2,maxItems=8"`
}

type dilemmaEntry struct {
	ID       string            `yaml:"id"`
	Round    int               `yaml:"round" jsonschema:"minimum=1,maximum=8"`
	Fallback string            `yaml:"fallback"`
	Leans    map[string]string `yaml:"leans,omitempty"`
	Options  []optionEntry     `yaml:"options" jsonschema:"minItems=2,maxItems=6"`
}

// principleTags say how something serves the principles of the game, -2 to 2.
type principleTags map[string]int

// JSONSchemaExtend names the principles in the JSON Schema.
func (principleTags) JSONSchemaExtend(schema *jsonschema.Schema) {
	schema.PropertyNames = &jsonschema.Schema{}
	for _, id := range game.Principles {
		schema.PropertyNames.Enum = append(schema.PropertyNames.Enum, id)
	}
}

type optionEntry struct {
	ID         string         `yaml:"id"`
	Principles principleTags  `yaml:"principles,omitempty"`
	Needs      map[string]int `yaml:"needs,omitempty"`
	Trap       bool           `yaml:"trap,omitempty"`
	Effects    []effectEntry  `yaml:"effects" jsonschema:"minItems=1"`
}

// effectEntry is what happens when its condition holds.
type effectEntry struct {
	When    *whenEntry     `yaml:"when,omitempty"`
	After   int            `yaml:"after,omitempty" jsonschema:"minimum=1,maximum=7"`
	Because string         `yaml:"because,omitempty"`
	Fit     int            `yaml:"fit,omitempty" jsonschema:"minimum=-100,maximum=100"`
	Own     int            `yaml:"own,omitempty" jsonschema:"minimum=-100,maximum=100"`
	Safe    int            `yaml:"safe,omitempty" jsonschema:"minimum=-100,maximum=100"`
	Stam    int            `yaml:"stam,omitempty" jsonschema:"minimum=-100,maximum=100"`
	Effort  int            `yaml:"effort,omitempty" jsonschema:"minimum=-10,maximum=10"`
	Seg     map[string]int `yaml:"seg,omitempty"`
	Set     []string       `yaml:"set,omitempty"`
	Clear   []string       `yaml:"clear,omitempty"`
	Channel string         `yaml:"channel,omitempty"`
}

// whenEntry is exactly one kind of condition. gte and lt belong to ind and seg.
type whenEntry struct {
	All        []whenEntry `yaml:"all,omitempty" jsonschema:"minItems=2"`
	Any        []whenEntry `yaml:"any,omitempty" jsonschema:"minItems=2"`
	Not        *whenEntry  `yaml:"not,omitempty"`
	Flag       string      `yaml:"flag,omitempty"`
	Need       string      `yaml:"need,omitempty"`
	Channel    []string    `yaml:"channel,omitempty" jsonschema:"minItems=1"`
	ChannelSet *bool       `yaml:"channel_set,omitempty"`
	Ind        string      `yaml:"ind,omitempty" jsonschema:"enum=fit,enum=own,enum=use,enum=safe,enum=stam"`
	Seg        string      `yaml:"seg,omitempty"`
	Gte        *int        `yaml:"gte,omitempty" jsonschema:"minimum=1,maximum=100"`
	Lt         *int        `yaml:"lt,omitempty" jsonschema:"minimum=1,maximum=100"`
	Round      *spanEntry  `yaml:"round,omitempty"`
	Chose      string      `yaml:"chose,omitempty"`
	Moved      string      `yaml:"moved,omitempty"`
	Happened   string      `yaml:"happened,omitempty"`
	Ending     string      `yaml:"ending,omitempty"`
	Diverged   string      `yaml:"diverged,omitempty"`
}

// spanEntry is a span of rounds, both ends included.
type spanEntry struct {
	Gte *int `yaml:"gte,omitempty" jsonschema:"minimum=1,maximum=8"`
	Lte *int `yaml:"lte,omitempty" jsonschema:"minimum=1,maximum=8"`
}

// movesFile is moves.yaml: what a team can buy beside its decision.
type movesFile struct {
	header
	Moves []moveEntry `yaml:"moves" jsonschema:"maxItems=32"`
}

type moveEntry struct {
	ID         string         `yaml:"id"`
	Cost       int            `yaml:"cost" jsonschema:"minimum=1,maximum=10"`
	Offer      *whenEntry     `yaml:"offer,omitempty"`
	Principles principleTags  `yaml:"principles,omitempty"`
	Needs      map[string]int `yaml:"needs,omitempty"`
	Effects    []effectEntry  `yaml:"effects" jsonschema:"minItems=1"`
}

// eventsFile is events.yaml: what comes from outside.
type eventsFile struct {
	header
	Events []eventEntry `yaml:"events" jsonschema:"maxItems=16"`
}

type eventEntry struct {
	ID       string      `yaml:"id"`
	Weight   int         `yaml:"weight" jsonschema:"minimum=1,maximum=100"`
	Rounds   []int       `yaml:"rounds" jsonschema:"minItems=2,maxItems=2"`
	Learning []string    `yaml:"learning,omitempty"`
	Cases    []caseEntry `yaml:"cases" jsonschema:"minItems=1"`
}

type caseEntry struct {
	ID      string        `yaml:"id"`
	When    *whenEntry    `yaml:"when,omitempty"`
	Effects []effectEntry `yaml:"effects"`
}

// endingsFile is endings.yaml; the first ending that holds is the one.
type endingsFile struct {
	header
	Endings []endingEntry `yaml:"endings" jsonschema:"minItems=2,maxItems=16"`
}

type endingEntry struct {
	ID   string     `yaml:"id"`
	When *whenEntry `yaml:"when,omitempty"`
	Tone string     `yaml:"tone" jsonschema:"enum=good,enum=mixed,enum=fail"`
}

// debriefFile is debrief.yaml: rules of order and questions afterwards.
type debriefFile struct {
	header
	OrderRules []orderEntry  `yaml:"order_rules" jsonschema:"maxItems=12"`
	Prompts    []promptEntry `yaml:"prompts" jsonschema:"minItems=12"`
}

type orderEntry struct {
	ID        string    `yaml:"id"`
	First     whenEntry `yaml:"first"`
	Then      whenEntry `yaml:"then"`
	Points    int       `yaml:"points" jsonschema:"minimum=1,maximum=10"`
	Principle string    `yaml:"principle"`
}

type promptEntry struct {
	ID    string     `yaml:"id"`
	Phase string     `yaml:"phase" jsonschema:"enum=describe,enum=analyse,enum=transition,enum=apply"`
	When  *whenEntry `yaml:"when,omitempty"`
}
