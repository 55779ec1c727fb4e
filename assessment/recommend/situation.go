package recommend

// Fact is something about an organisation that is known or not. Not known is
// never the same as false or 0.
type Fact[T any] struct {
	Value T
	Known bool
}

// Known returns a known fact.
func Known[T any](v T) Fact[T] { return Fact[T]{v, true} }

// Weight says how much a need matters (MoSCoW).
type Weight uint8

// The weights, from least to most.
const (
	Wont Weight = iota
	Could
	Should
	Must
	weightCount
)

var weightNames = [weightCount]string{"wont", "could", "should", "must"}

// String returns the name as in situation.json.
func (w Weight) String() string { return weightNames[min(w, Must)] }

// ParseWeight reads must, should, could or wont.
func ParseWeight(s string) (Weight, bool) {
	for w, name := range weightNames {
		if name == s {
			return Weight(w), true
		}
	}
	return Wont, false
}

// StandardWeights are the numbers behind Wont, Could, Should and Must.
var StandardWeights = [4]float64{0, 1, 2, 4}

// Limits are the two numbers in the rules K1 and K7. They are rules of thumb.
type Limits struct {
	Group    int     // most members of a group on a private network (K1)
	AdminFTE float64 // least administration in full-time posts (K7)
}

// StandardLimits: 30 members after seed-004; 0.2 of a post is our own number.
var StandardLimits = Limits{Group: 30, AdminFTE: 0.2}

// Situation is what an organisation needs and what its limits are. It holds
// nothing that names a person or an organisation.
type Situation struct {
	Staff           Fact[int]  // members of the group that will use the tool
	Microsoft365    Fact[bool] // the organisation has it
	Intranet        Fact[bool] // there is one, or one is planned and paid for
	SelfHosting     Fact[bool] // hosts itself or has a hosting partner
	PrivateAccounts Fact[bool] // every member has and accepts a private account
	Closed          Fact[bool] // must be closed to outsiders
	Confidential    Fact[bool] // client-related, personal or confidential matters will be discussed
	EUControl       Fact[bool] // data under own or European control is compulsory
	RetentionDuty   Fact[bool] // the content must be kept and exported
	AdminFTE        Fact[float64]
	// WorkaroundOK lets a Must be met by a workaround (value 1).
	WorkaroundOK bool
	// Readiness comes from a test result; nil is unknown.
	Readiness *Readiness
	Needs     [NeedCount]Weight
	// Weights are the numbers by Weight; all zero means StandardWeights.
	Weights [4]float64
	// Limits: what is zero means that of StandardLimits.
	Limits Limits
	// Today (YYYY-MM-DD) is the day on which the age of values is judged for W3;
	// empty leaves age out. It is not part of situation.json.
	Today string
}

// The names of the facts, as in situation.json.
const (
	FactStaff           = "staff"
	FactMicrosoft365    = "microsoft365"
	FactIntranet        = "intranet"
	FactSelfHosting     = "self_hosting"
	FactPrivateAccounts = "private_accounts"
	FactClosed          = "closed"
	FactConfidential    = "confidential"
	FactEUControl       = "eu_control"
	FactRetentionDuty   = "retention_duty"
	FactAdminFTE        = "admin_fte"
	// FactReadiness stands among the missing facts for a missing test result.
	FactReadiness = "readiness"
	// FactWorkaroundOK is a choice; it is never unknown.
	FactWorkaroundOK = "workaround_ok"
)

// Facts are the names of the facts that can be unknown, in the order of situation.json.
var Facts = []string{FactStaff, FactMicrosoft365, FactIntranet, FactSelfHosting, FactPrivateAccounts, FactClosed,
	FactConfidential, FactEUControl, FactRetentionDuty, FactAdminFTE}

// Bool returns the yes-or-no fact of this name, nil when there is none.
func (s *Situation) Bool(name string) *Fact[bool] {
	switch name {
	case FactMicrosoft365:
		return &s.Microsoft365
	case FactIntranet:
		return &s.Intranet
	case FactSelfHosting:
		return &s.SelfHosting
	case FactPrivateAccounts:
		return &s.PrivateAccounts
	case FactClosed:
		return &s.Closed
	case FactConfidential:
		return &s.Confidential
	case FactEUControl:
		return &s.EUControl
	case FactRetentionDuty:
		return &s.RetentionDuty
	}
	return nil
}

// weights returns the numbers in force.
func (s *Situation) weights() [4]float64 {
	if s.Weights == ([4]float64{}) {
		return StandardWeights
	}
	return s.Weights
}

// limits returns the limits in force.
func (s *Situation) limits() Limits {
	l := s.Limits
	if l.Group == 0 {
		l.Group = StandardLimits.Group
	}
	if l.AdminFTE == 0 {
		l.AdminFTE = StandardLimits.AdminFTE
	}
	return l
}
