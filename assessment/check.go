package assessment

// Severity says how much weight a consistency finding carries.
type Severity string

// The three severities, from strong to mild.
const (
	Contradiction Severity = "contradiction" // both answers cannot well be true
	Unlikely      Severity = "unlikely"      // possible, but look again
	Note          Severity = "note"          // worth saying beside the result
)

// Check is a consistency check over the answers of one test: it reports a
// finding when all its conditions hold. Checks are content; nothing here knows
// what they are about.
type Check struct {
	ID       string
	Severity Severity
	When     []Condition
}

// Condition is one test on the answers. Exactly one of its three kinds is set:
// an item condition (Item >= 0), a share condition (Share != ""), or a group of
// which one must hold (Any).
type Condition struct {
	// Item is the position of the item asked about, -1 when not an item condition.
	Item int
	// Min and Max bound a scored answer, inclusive; an unscored answer never fits.
	// They apply when Scored is true.
	Scored   bool
	Min, Max int8
	// State, when not Blank, asks for an answer in this state (don't know, not applicable).
	State State
	// NoComment asks that the comment (where evidence is named) is empty.
	NoComment bool

	// Share names what is counted over the items of the form: "dont_know",
	// "not_applicable", "blank" or "0".."4". It holds from AtLeast per cent.
	Share   string
	AtLeast int

	Any []Condition
}
