package game

// Condition is a condition as data: exactly one of its fields is filled, except
// that Indicator and Segment come with AtLeast or Below. There is no language
// of expressions, so a condition can be shown, checked and explained.
type Condition struct {
	All        []Condition `json:"all,omitempty"`
	Any        []Condition `json:"any,omitempty"`
	Not        *Condition  `json:"not,omitempty"`
	Flag       string      `json:"flag,omitempty"`
	Need       string      `json:"need,omitempty"`
	Channels   []string    `json:"channel,omitempty"`     // the live channel is one of these
	ChannelSet *bool       `json:"channel_set,omitempty"` // a channel other than "none" is live, or not
	Indicator  string      `json:"ind,omitempty"`         // fit own use safe stam
	Segment    string      `json:"seg,omitempty"`
	AtLeast    *int        `json:"gte,omitempty"`
	Below      *int        `json:"lt,omitempty"`
	FromRound  *int        `json:"from_round,omitempty"` // round number, inclusive
	ToRound    *int        `json:"to_round,omitempty"`
	Chose      string      `json:"chose,omitempty"`    // an option
	Moved      string      `json:"moved,omitempty"`    // a move
	Happened   string      `json:"happened,omitempty"` // an event
	Ending     string      `json:"ending,omitempty"`   // in prompts only
	Diverged   string      `json:"diverged,omitempty"` // in prompts only: tables chose differently in this dilemma
}
