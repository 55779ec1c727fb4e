package recommend

import (
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

// Encode writes situation.json in one fixed form: known facts only, needs that
// matter only, numbers only where they are not the standard ones. What
// ParseSituation accepts comes back the same.
func (s *Situation) Encode() []byte {
	var m members
	for _, name := range Facts {
		m.fact(s, name)
	}
	if s.WorkaroundOK {
		m.add(FactWorkaroundOK, "true")
	}
	if r := s.Readiness; r != nil {
		var inner members
		inner.number("people", r.People)
		inner.number("culture", r.Culture)
		inner.number("channels", r.Channels)
		m.add(FactReadiness, inner.close())
	}
	var needs members
	for n, w := range s.Needs {
		if w != Wont {
			needs.add(Needs[n], strconv.Quote(w.String()))
		}
	}
	m.add("needs", needs.close())
	if w := s.weights(); w != StandardWeights {
		var inner members
		for _, weight := range []Weight{Must, Should, Could} {
			inner.number(weight.String(), w[weight])
		}
		m.add("weights", inner.close())
	}
	if l := s.limits(); l != StandardLimits {
		var inner members
		inner.number("group", float64(l.Group))
		inner.number(FactAdminFTE, l.AdminFTE)
		m.add("limits", inner.close())
	}
	return []byte(m.close())
}

// members is an object being written. Names are plain and need no escaping.
type members struct{ text []byte }

func (m *members) add(name, value string) {
	if len(m.text) > 0 {
		m.text = append(m.text, ',')
	}
	m.text = append(strconv.AppendQuote(m.text, name), ':')
	m.text = append(m.text, value...)
}

func (m *members) number(name string, v float64) {
	m.add(name, jsontext.Float(v).String())
}

func (m *members) fact(s *Situation, name string) {
	switch name {
	case FactStaff:
		if s.Staff.Known {
			m.add(name, strconv.Itoa(s.Staff.Value))
		}
	case FactAdminFTE:
		if s.AdminFTE.Known {
			m.number(name, s.AdminFTE.Value)
		}
	default:
		if f := s.Bool(name); f.Known {
			m.add(name, strconv.FormatBool(f.Value))
		}
	}
}

func (m *members) close() string { return "{" + string(m.text) + "}" }
