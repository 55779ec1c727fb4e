package game

// Indicator is one of the five measures of an organisation, each 0-100.
type Indicator uint8

// The indicators. Use is derived: the adoption of the segments, weighted by size.
const (
	Fit Indicator = iota
	Own
	Use
	Safe
	Stam
	IndicatorCount = 5
)

// Indicators are the ids of the indicators, in their order.
var Indicators = [IndicatorCount]string{"fit", "own", "use", "safe", "stam"}

// String is the id of the indicator.
func (i Indicator) String() string { return Indicators[i] }

// Principles are the ids of the twelve principles that the game teaches, P1 to
// P12 of the shared design.
var Principles = []string{
	"needs", "reuse", "involve", "secure", "test", "manuals",
	"alive", "size", "private", "groups", "open", "restraint",
}

// Limits on a scenario; they keep a State small and of a fixed size.
const (
	MaxRounds   = 8
	MaxSegments = 6
	MaxChannels = 8
	MaxNeeds    = 8
	MaxFlags    = 64
	MaxOptions  = 6
	MaxMoves    = 32
	MaxEvents   = 16
	MaxOrder    = 12
	maxPending  = 48
	maxEffort   = 100  // in a round
	maxGrowth   = 1000 // in one span of time, either way
)

// Stages is how many stages of adoption there are: unaware, aware, curious,
// trying, using. Bands has as many: fragile, shaky, steady, strong, thriving.
const Stages = 5
