// Package recommend matches what an organisation needs and what its limits are
// with a catalogue of tools, and explains every verdict: knock-outs on known
// facts, an additive fit whose contributions add up, feasibility from readiness,
// and how robust the order is. It knows no words, no clock and no database.
package recommend

// Needs are the 21 needs in their fixed order, by id.
var Needs = []string{"discuss", "groups", "microblog", "documents", "calendar", "surveys", "polls", "tags", "attachments", "phone", "video",
	"stories", "dialogue", "broadcast", "partners", "low_admin", "single_sign_on", "work_private_apart", "data_control", "records", "reach_all"}

// NeedCount is the number of needs.
const NeedCount = 21

// MaxValue is the highest need value: 0 none, 1 workaround, 2 partial, 3 built in.
const MaxValue = 3

// Kind says where a value comes from.
type Kind string

// The kinds of a value.
const (
	Seed       Kind = "seed"       // said by one of the five papers the project comes from
	Verified   Kind = "verified"   // found in a named source on a date
	Assumption Kind = "assumption" // our own estimate, shown as such
)

// Cell is how well a tool serves one need. Value is 0..3; Known is false when
// nobody knows, which counts as the interval 0..3. SeedValue is what the seed
// papers said when that differs from today's value (HasSeed). Source names a
// source of the tool; Checked is YYYY-MM-DD.
type Cell struct {
	Value     int
	Known     bool
	Kind      Kind
	Source    string
	Checked   string
	SeedValue int
	HasSeed   bool
}

// Readiness is a level of readiness on 0..100 in three respects: people
// (dimension d6), conversation culture (sub-index) and channels (d7).
type Readiness struct {
	People, Culture, Channels float64
}

// Tool is one entry of the catalogue, without words.
type Tool struct {
	ID       string
	Needs    [NeedCount]Cell
	Required Readiness // what it takes to make it work
	// Rules are the knock-outs that can hit this tool: "K1".."K12".
	Rules []string
	// Warnings are the warnings that can concern this tool: "W1".."W5".
	Warnings []string
	// Ended marks a product that no longer exists: never recommended (K8).
	Ended bool
}

// Catalogue is the list of tools in their fixed order.
type Catalogue struct {
	Tools []Tool
	Hash  string // sha256 over the structure files, hexadecimal
}

// Mode chooses the facts: those of today, or those of the seed papers.
type Mode string

// The modes.
const (
	Now      Mode = "now"
	SeedMode Mode = "seed"
)

// ParseMode reads the name of a mode.
func ParseMode(s string) (Mode, bool) {
	return Mode(s), s == string(Now) || s == string(SeedMode)
}

// In returns the value that counts in a mode, and whether it is known.
func (c *Cell) In(mode Mode) (value int, known bool) {
	if mode == SeedMode && c.HasSeed {
		return c.SeedValue, true
	}
	return c.Value, c.Known
}

// At is the cell of a need in a mode: in SeedMode what the papers said, where that differs.
func (t *Tool) At(need int, mode Mode) Cell {
	c := t.Needs[need]
	if mode == SeedMode && c.HasSeed {
		c.Value, c.Known, c.Kind = c.SeedValue, true, Seed
	}
	return c
}
