package content

// balanceFile is balance.yaml: what the checks of balance demand, and named ways
// to play. It does not change play.
type balanceFile struct {
	header
	Thresholds thresholdEntry  `yaml:"thresholds"`
	Strategies []strategyEntry `yaml:"strategies" jsonschema:"minItems=6,maxItems=10"`
}

type thresholdEntry struct {
	EndingMin        float64 `yaml:"ending_min" jsonschema:"minimum=0,maximum=100"`
	EndingMax        float64 `yaml:"ending_max" jsonschema:"minimum=0,maximum=100"`
	BestMax          float64 `yaml:"best_max" jsonschema:"minimum=0,maximum=100"`
	LeadMin          float64 `yaml:"lead_min" jsonschema:"minimum=0,maximum=100"`
	ForcedMax        float64 `yaml:"forced_max" jsonschema:"minimum=0,maximum=100"`
	BannedMax        float64 `yaml:"banned_max" jsonschema:"minimum=0,maximum=100"`
	GroupGap         float64 `yaml:"group_gap" jsonschema:"minimum=0,maximum=100"`
	LuckMax          float64 `yaml:"luck_max" jsonschema:"minimum=0,maximum=100"`
	Instrument       string  `yaml:"instrument"`
	NeedsGap         float64 `yaml:"needs_gap" jsonschema:"minimum=0,maximum=100"`
	NeedsPairs       int     `yaml:"needs_pairs" jsonschema:"minimum=0,maximum=28"`
	SaturationMax    float64 `yaml:"saturation_max" jsonschema:"minimum=0,maximum=100"`
	GreedyOverRandom float64 `yaml:"greedy_over_random" jsonschema:"minimum=0,maximum=100"`
	MinutesMax       float64 `yaml:"minutes_max" jsonschema:"minimum=0,maximum=100"`
}

type strategyEntry struct {
	ID      string     `yaml:"id"`
	Group   int        `yaml:"group" jsonschema:"minimum=1,maximum=10"`
	Needs   []string   `yaml:"needs,omitempty"`
	Options []string   `yaml:"options"`
	Moves   [][]string `yaml:"moves"`
}

// planFile is a golden plan: a way to play and the ending it must lead to. It
// does not change play.
type planFile struct {
	header
	Seed   int          `yaml:"seed" jsonschema:"minimum=0"`
	Rounds string       `yaml:"rounds" jsonschema:"enum=full,enum=short"`
	Needs  []string     `yaml:"needs"`
	Plan   []roundEntry `yaml:"plan"`
	Expect expectEntry  `yaml:"expect"`
}

// roundEntry is what a plan does in one round.
type roundEntry struct {
	Option string   `yaml:"option"`
	Moves  []string `yaml:"moves,omitempty"`
}

type expectEntry struct {
	Ending string `yaml:"ending"`
}
