package workshop

import (
	"github.com/opmaat/opmaat/game"
)

// Kind says what a command does.
type Kind string

// Commands of the facilitator.
const (
	Next      Kind = "next"
	Back      Kind = "back"
	Pause     Kind = "pause"
	Resume    Kind = "resume"
	AddTime   Kind = "add_time" // Minutes, may be negative
	TimersOff Kind = "timers_off"
	TimersOn  Kind = "timers_on"
	Skip      Kind = "skip"
	Blackout  Kind = "blackout" // On
	Lock      Kind = "lock"     // On
	Plenary   Kind = "plenary"  // On
	Remove    Kind = "remove"   // Seat
	Merge     Kind = "merge"    // Seat into Into
	Shift     Kind = "shift"    // Seat to Table
	AddTable  Kind = "add_table"
	Keep      Kind = "keep" // the reason of Table in Turn, On
	Renew     Kind = "renew"
	End       Kind = "end"
)

// Commands of a seat. A facilitator may send Needs, Decision and Moves for a
// table, and Pass for a seat.
const (
	Join       Kind = "join" // Hash, Language
	Rename     Kind = "rename"
	Speak      Kind = "language"
	Pass       Kind = "pass"  // Hash: a pass to another device
	Claim      Kind = "claim" // Hash of the pass, NewHash of the device
	Needs      Kind = "needs"
	Ballot     Kind = "vote"
	Decision   Kind = "decision"
	Reflection Kind = "reflection"
	Word       Kind = "word"
	Pledge     Kind = "pledge"
	PickPledge Kind = "pick_pledge"
)

// Command is one thing that somebody asks for. At is Unix milliseconds. Key
// makes a repeated command harmless. Version is what the sender had seen, for
// the moves between phases and for what belongs to a round.
type Command struct {
	Kind        Kind         `json:"kind"`
	At          int64        `json:"at"`
	Key         string       `json:"key,omitempty"`
	Facilitator bool         `json:"facilitator,omitempty"`
	Version     int64        `json:"version,omitempty"`
	Seat        int          `json:"seat,omitempty"`
	Into        int          `json:"into,omitempty"`
	Table       int          `json:"table,omitempty"`
	Turn        int          `json:"turn,omitempty"`
	Seen        int          `json:"seen,omitempty"` // decisions of the table that the sender knew of, and one; 0: any
	Minutes     int          `json:"minutes,omitempty"`
	On          bool         `json:"on,omitempty"`
	Hash        string       `json:"hash,omitempty"`
	NewHash     string       `json:"new_hash,omitempty"`
	Language    string       `json:"language,omitempty"`
	Text        string       `json:"text,omitempty"`
	Forgotten   bool         `json:"forgotten,omitempty"` // the name in it was deleted after the session
	Needs       []string     `json:"needs,omitempty"`
	Option      string       `json:"option,omitempty"`
	Moves       []string     `json:"moves,omitempty"`
	Pledge      *game.Pledge `json:"pledge,omitempty"`
}

// Limits of a session, and of what a person types, in characters.
const (
	MaxSeats    = 200
	MaxTables   = 40
	MaxName     = 24
	MaxWord     = 24
	MaxText     = 300
	TableSize   = 5 // at most this many at a table when tables are made
	PassMinutes = 5
	maxKeys     = 4096
)

// ForgetName is a command that gave a seat a name, without that name: the seat has
// a generated one again.
func (c Command) ForgetName() Command {
	c.Text, c.Forgotten = "", true
	return c
}
