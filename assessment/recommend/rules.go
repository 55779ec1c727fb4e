package recommend

import (
	"slices"
	"strconv"
)

// Change is the smallest change to a situation that makes one rule pass. It is
// about one fact or choice (Fact), or lowers one need from Must to Should (Need).
type Change struct {
	Fact   string  // a name of situation.json, or empty
	Op     string  // "=" for yes or no, "<=" or ">=" for a number
	Bool   bool    // for "="
	Number float64 // for "<=" and ">="
	Need   int     // index in Needs, or -1
}

// never is the change of a rule that nothing lets pass.
var never = Change{Need: -1}

// Possible says that there is such a change.
func (c Change) Possible() bool { return c != never }

// String is the machine form: "staff <= 30", "microsoft365 = true",
// "needs.broadcast <= should" or "never".
func (c Change) String() string {
	switch {
	case c.Need >= 0:
		return "needs." + Needs[c.Need] + " <= should"
	case c.Fact == "":
		return "never"
	case c.Op == "=":
		return c.Fact + " = " + strconv.FormatBool(c.Bool)
	}
	return c.Fact + " " + c.Op + " " + strconv.FormatFloat(c.Number, 'f', -1, 64)
}

// Apply makes the change.
func (c Change) Apply(s *Situation) {
	switch {
	case c.Need >= 0:
		s.Needs[c.Need] = min(s.Needs[c.Need], Should)
	case c.Fact == FactWorkaroundOK:
		s.WorkaroundOK = c.Bool
	case c.Fact == FactStaff:
		s.Staff = Known(int(c.Number))
	case c.Fact == FactAdminFTE:
		s.AdminFTE = Known(c.Number)
	default:
		if fact := s.Bool(c.Fact); fact != nil {
			*fact = Known(c.Bool)
		}
	}
}

// Hit is one knock-out of one tool, or one that cannot be judged because the
// fact is unknown.
type Hit struct {
	Rule     string // "K1".."K12"
	PassesIf string // Change in its machine form
	Change   Change
	Need     int // of K10: index in Needs; else -1
}

func newHit(rule string, change Change, need int) Hit {
	return Hit{Rule: rule, PassesIf: change.String(), Change: change, Need: need}
}

// Rules are the ids of the knock-outs in their order.
var Rules = []string{"K1", "K2", "K3", "K4", "K5", "K6", "K7", "K8", "K9", "K10", "K11", "K12"}

// passing holds the value with which each yes-or-no rule passes.
var passing = map[string]struct {
	fact string
	want bool
}{
	"K2":  {FactClosed, false},
	"K3":  {FactPrivateAccounts, true},
	"K4":  {FactConfidential, false},
	"K5":  {FactMicrosoft365, true},
	"K6":  {FactEUControl, false},
	"K9":  {FactRetentionDuty, false},
	"K11": {FactSelfHosting, true},
	"K12": {FactIntranet, true},
}

// knockOuts judges one tool: hits on known facts, and open where a fact is
// unknown. K8 and K10 hold for every tool, the others for those that list them.
func knockOuts(t *Tool, s *Situation, mode Mode) (hits, open []Hit) {
	if t.Ended {
		return []Hit{newHit("K8", never, -1)}, nil
	}
	for _, id := range Rules {
		switch {
		case id == "K10":
			hits, open = musts(t, s, mode, hits, open)
		case id != "K8" && slices.Contains(t.Rules, id):
			known, passes, change := s.judge(id)
			if !known {
				open = append(open, newHit(id, change, -1))
			} else if !passes {
				hits = append(hits, newHit(id, change, -1))
			}
		}
	}
	return hits, open
}

// judge looks at the one fact that a rule is about.
func (s *Situation) judge(rule string) (known, passes bool, change Change) {
	limits := s.limits()
	switch rule {
	case "K1":
		change = Change{Fact: FactStaff, Op: "<=", Number: float64(limits.Group), Need: -1}
		return s.Staff.Known, s.Staff.Value <= limits.Group, change
	case "K7":
		change = Change{Fact: FactAdminFTE, Op: ">=", Number: limits.AdminFTE, Need: -1}
		return s.AdminFTE.Known, s.AdminFTE.Value >= limits.AdminFTE, change
	}
	p := passing[rule]
	fact := s.Bool(p.fact)
	return fact.Known, fact.Value == p.want, Change{Fact: p.fact, Op: "=", Bool: p.want, Need: -1}
}

// musts is K10: a Must needs value 2, or 1 when a workaround is fine; 0 never will do.
func musts(t *Tool, s *Situation, mode Mode, hits, open []Hit) ([]Hit, []Hit) {
	for n, weight := range s.Needs {
		if weight != Must {
			continue
		}
		value, known := t.Needs[n].In(mode)
		lower := Change{Need: n, Op: "<="}
		switch {
		case !known:
			open = append(open, newHit("K10", lower, n))
		case value == 0:
			hits = append(hits, newHit("K10", lower, n))
		case value == 1 && !s.WorkaroundOK:
			hits = append(hits, newHit("K10", Change{Fact: FactWorkaroundOK, Op: "=", Bool: true, Need: -1}, n))
		}
	}
	return hits, open
}
