package assessment

import "strconv"

// State says whether and how an item was answered.
type State uint8

// The states of an answer. Blank is the zero value; don't know is missing, never zero points.
const (
	Blank State = iota
	Scored
	DontKnow
	NotApplicable
)

// MaxValue is the highest stage an answer can have (0..4).
const MaxValue = 4

// Answer is the answer to one item. Value is 0..4 and only means something when
// State is Scored.
type Answer struct {
	State State
	Value int8
}

// Value returns a scored answer; v must be 0..4.
func Value(v int) Answer { return Answer{State: Scored, Value: int8(v)} }

// Sheet holds one respondent's answers, in the order of Questionnaire.Items.
type Sheet []Answer

// Entry is an answer with what was said beside it. Reason explains "does not
// apply"; Comment is free text or the evidence a person points at.
type Entry struct {
	Answer
	Reason  string
	Comment string
}

// Question names one question as it was asked: the item, in which form of which
// version of the questionnaire.
type Question struct {
	Ref  Ref
	Form string
	Item string
}

// Codes of an answer in forms and in the database.
const (
	CodeDontKnow      = "dk"
	CodeNotApplicable = "na"
	CodeBlank         = ""
)

// Code writes the answer as "0".."4", "dk", "na" or "".
func (a Answer) Code() string {
	switch a.State {
	case Scored:
		return strconv.Itoa(int(a.Value))
	case DontKnow:
		return CodeDontKnow
	case NotApplicable:
		return CodeNotApplicable
	default:
		return CodeBlank
	}
}

// ParseCode reads what Code writes. It accepts one ASCII digit 0..4, "dk", "na"
// or "", nothing else.
func ParseCode(s string) (Answer, bool) {
	switch s {
	case CodeBlank:
		return Answer{}, true
	case CodeDontKnow:
		return Answer{State: DontKnow}, true
	case CodeNotApplicable:
		return Answer{State: NotApplicable}, true
	}
	if len(s) == 1 && s[0] >= '0' && s[0] <= '0'+MaxValue {
		return Value(int(s[0] - '0')), true
	}
	return Answer{}, false
}
