package recommend

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/opmaat/opmaat/assessment/errs"
)

// MaxSituation is the largest situation.json that is read, in bytes.
const MaxSituation = 64 << 10

// The largest numbers that are read; whatever is larger is a slip of the keys.
const (
	maxStaff    = 10_000_000
	maxAdminFTE = 1000
	maxWeight   = 100
	maxScore    = 100  // of readiness
	deepest     = 3    // keys of a path that are shown
	least       = 0.01 // of what must be more than nothing
)

// reader reads one situation; read says how for each key.
type reader struct{ s Situation }

// keys are the keys of situation.json in their order.
var keys = slices.Concat(Facts, []string{FactWorkaroundOK, FactReadiness, "needs", "weights", "limits"})

// ParseSituation reads situation.json. It is strict: unknown and doubled keys,
// values of the wrong kind, and a situation without a need are refused. Errors
// are Invalid; Field is the JSON path, and the cause says what is allowed.
func ParseSituation(data []byte) (Situation, error) {
	var r reader
	if len(data) > MaxSituation {
		return r.s, refuse("", fmt.Sprintf("the input is larger than %d bytes", MaxSituation))
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return r.s, refuse("", `the input is empty; expected one JSON object with "needs"`)
	}
	err := object("", data, keys, r.read)
	if err == nil && !r.s.asks() {
		err = refuse("/needs", "name at least one need as must, should or could")
	}
	if err != nil {
		return Situation{}, err
	}
	r.s.settle()
	return r.s, nil
}

// settle gives numbers that mean the same the same form.
func (s *Situation) settle() {
	if s.weights() == StandardWeights {
		s.Weights = [4]float64{}
	}
	if s.Limits = s.limits(); s.Limits == StandardLimits {
		s.Limits = Limits{}
	}
}

// asks reports whether any need matters.
func (s *Situation) asks() bool {
	return slices.ContainsFunc(s.Needs[:], func(w Weight) bool { return w > Wont })
}

// read reads the value of one key. null is not known.
func (r *reader) read(key string, raw jsontext.Value) error {
	path, isNull := "/"+key, raw.Kind() == 'n'
	switch {
	case key == "needs":
		return object(path, raw, Needs, r.need)
	case key == FactWorkaroundOK:
		return truth(path, raw, &r.s.WorkaroundOK)
	case isNull:
		return nil
	case key == FactStaff:
		staff, err := strconv.Atoi(string(raw))
		if err != nil || staff < 0 || staff > maxStaff {
			return refuse(path, fmt.Sprintf("allowed is a whole number from 0 to %d, or null for not known", maxStaff))
		}
		r.s.Staff = Known(staff)
		return nil
	case key == FactAdminFTE:
		r.s.AdminFTE.Known = true
		return number(path, raw, 0, maxAdminFTE, &r.s.AdminFTE.Value)
	case key == FactReadiness:
		return r.readiness(path, raw)
	case key == "weights":
		return r.weights(path, raw)
	case key == "limits":
		return object(path, raw, []string{"group", FactAdminFTE}, r.limit)
	}
	fact := r.s.Bool(key)
	fact.Known = true
	return truth(path, raw, &fact.Value)
}

func (r *reader) need(key string, raw jsontext.Value) error {
	var name string
	weight, ok := Wont, false
	if raw.Kind() == '"' && json.Unmarshal(raw, &name) == nil {
		weight, ok = ParseWeight(name)
	}
	if !ok {
		return refuse(pointer("/needs", key), `allowed are "must", "should", "could" and "wont"`)
	}
	r.s.Needs[slices.Index(Needs, key)] = weight
	return nil
}

func (r *reader) readiness(path string, raw jsontext.Value) error {
	var have Readiness
	places := map[string]*float64{"people": &have.People, "culture": &have.Culture, "channels": &have.Channels}
	given := 0
	err := object(path, raw, []string{"people", "culture", "channels"}, func(key string, raw jsontext.Value) error {
		given++
		return number(pointer(path, key), raw, 0, maxScore, places[key])
	})
	if err == nil && given < len(places) {
		err = refuse(path, "give people, culture and channels together, or leave readiness out")
	}
	r.s.Readiness = &have
	return err
}

// weights fills up what is not given with the standard numbers.
func (r *reader) weights(path string, raw jsontext.Value) error {
	r.s.Weights = StandardWeights
	err := object(path, raw, []string{"must", "should", "could"}, func(key string, raw jsontext.Value) error {
		weight, _ := ParseWeight(key)
		return number(pointer(path, key), raw, least, maxWeight, &r.s.Weights[weight])
	})
	if w := r.s.Weights; err == nil && (w[Should] < w[Could] || w[Must] < w[Should]) {
		err = refuse(path, "should must be at least could (1 when not given), must (4) at least should (2)")
	}
	return err
}

func (r *reader) limit(key string, raw jsontext.Value) error {
	path := pointer("/limits", key)
	if key == FactAdminFTE {
		return number(path, raw, least, maxAdminFTE, &r.s.Limits.AdminFTE)
	}
	group, err := strconv.Atoi(string(raw))
	if err != nil || group < 1 || group > maxStaff {
		return refuse(path, fmt.Sprintf("allowed is a whole number from 1 to %d", maxStaff))
	}
	r.s.Limits.Group = group
	return nil
}

// object reads a JSON object with these keys only, in the order of the keys.
func object(path string, raw []byte, allowed []string, read func(string, jsontext.Value) error) error {
	var members map[string]jsontext.Value
	if err := json.Unmarshal(raw, &members); err != nil {
		return broken(path, err)
	}
	if members == nil {
		return refuse(path, "allowed is an object, not null")
	}
	for _, key := range slices.Sorted(maps.Keys(members)) {
		if !slices.Contains(allowed, key) {
			return refuse(pointer(path, key), "unknown; allowed are "+strings.Join(allowed, ", "))
		}
	}
	for _, key := range allowed {
		if value, ok := members[key]; ok {
			if err := read(key, value); err != nil {
				return err
			}
		}
	}
	return nil
}

func truth(path string, raw jsontext.Value, v *bool) error {
	if k := raw.Kind(); k != 't' && k != 'f' {
		allowed := "allowed are true, false, or null for not known"
		if path == "/"+FactWorkaroundOK {
			allowed = "allowed are true and false"
		}
		return refuse(path, allowed)
	}
	*v = raw.Kind() == 't'
	return nil
}

func number(path string, raw jsontext.Value, low, high float64, v *float64) error {
	n, err := strconv.ParseFloat(string(raw), 64)
	if raw.Kind() != '0' || err != nil || n < low || n > high {
		return refuse(path, fmt.Sprintf("allowed is a number from %g to %g", low, high))
	}
	*v = n + 0 // -0 becomes 0
	return nil
}

// pointer appends a key to a JSON path, cut to what can be shown in a sentence.
func pointer(path, key string) string {
	const longest = 60
	if runes := []rune(key); len(runes) > longest {
		key = string(runes[:longest]) + "..."
	}
	key = strings.Trim(strconv.QuoteToGraphic(key), `"`)
	return string(jsontext.Pointer(path).AppendToken(key))
}

func refuse(path, text string) error {
	if path == "" {
		path = "/"
	}
	return &errs.E{Kind: errs.Invalid, Key: "error.situation", Field: path, Err: errors.New(text)}
}

// broken turns a decoder error into a sentence with a path.
func broken(path string, err error) error {
	if syntax, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		depth := 0
		for token := range syntax.JSONPointer.Tokens() {
			if depth++; depth > deepest {
				break
			}
			path = pointer(path, token)
		}
		if errors.Is(err, jsontext.ErrDuplicateName) {
			return refuse(path, "this key stands here twice")
		}
		return refuse(path, fmt.Sprintf("not valid JSON near byte %d", syntax.ByteOffset))
	}
	return refuse(path, "allowed is an object")
}
