package web

import (
	"fmt"
	"hash/crc32"
	"net/url"
	"strconv"
	"strings"

	"github.com/opmaat/opmaat/assessment/recommend"
)

// A situation travels in an address, so that it can be shared, reloaded and
// bookmarked. It holds needs and facts only, nothing personal:
//
//	1.NEEDS.FACTS.STAFF.FTE.WEIGHTS.READINESS.MODE.CHECK
//
// NEEDS has one letter a need (w c s m), FACTS one a fact (y n x) with the
// workaround last; numbers are in hundredths where they may have decimals; what
// is not known is empty. CHECK finds an address that was cut on its way.
const (
	linkVersion = "1"
	needLetters = "wcsm"
)

func encodeSituation(s recommend.Situation, mode recommend.Mode) string {
	var needs, facts strings.Builder
	for _, w := range s.Needs {
		needs.WriteByte(needLetters[w])
	}
	for _, name := range boolFacts {
		facts.WriteByte(factLetter(*s.Bool(name)))
	}
	facts.WriteByte(factLetter(recommend.Known(s.WorkaroundOK)))
	staff, fte, weights := "", "", ""
	if s.Staff.Known {
		staff = strconv.Itoa(s.Staff.Value)
	}
	if s.AdminFTE.Known {
		fte = hundredths(s.AdminFTE.Value)
	}
	if s.Weights != ([4]float64{}) {
		weights = hundredths(s.Weights[recommend.Must]) + "-" + hundredths(s.Weights[recommend.Should]) + "-" + hundredths(s.Weights[recommend.Could])
	}
	body := strings.Join([]string{linkVersion, needs.String(), facts.String(), staff, fte, weights, readinessText(s.Readiness), string(mode)}, ".")
	return body + "." + checksum(body)
}

func factLetter(f recommend.Fact[bool]) byte {
	switch {
	case !f.Known:
		return 'x'
	case f.Value:
		return 'y'
	default:
		return 'n'
	}
}

func hundredths(v float64) string { return strconv.Itoa(int(v*100 + 0.5)) }

func checksum(body string) string {
	return fmt.Sprintf("%08x", crc32.ChecksumIEEE([]byte(body)))
}

// decodeSituation reads a link by way of the form it stands for, so that both
// follow the same rules. ok is false for anything cut, changed or made up.
func decodeSituation(code string) (form url.Values, ok bool) {
	at := strings.LastIndexByte(code, '.')
	if at < 0 || len(code) > 200 || checksum(code[:at]) != code[at+1:] {
		return nil, false
	}
	part := strings.Split(code[:at], ".")
	if len(part) != 8 || part[0] != linkVersion || len(part[1]) != recommend.NeedCount || len(part[2]) != len(boolFacts)+1 {
		return nil, false
	}
	form = url.Values{}
	for i, id := range recommend.Needs {
		w := strings.IndexByte(needLetters, part[1][i])
		if w < 0 {
			return nil, false
		}
		form.Set(needField+id, recommend.Weight(w).String())
	}
	for i, name := range append(boolFacts[:len(boolFacts):len(boolFacts)], recommend.FactWorkaroundOK) {
		value, known := map[byte]string{'y': "yes", 'n': "no", 'x': "unknown"}[part[2][i]]
		if !known {
			return nil, false
		}
		form.Set(factField+name, value)
	}
	if part[5] != "" {
		weights := strings.Split(part[5], "-")
		if len(weights) != 3 {
			return nil, false
		}
		form.Set(weightFields[recommend.Must], wholeText(weights[0]))
		form.Set(weightFields[recommend.Should], wholeText(weights[1]))
		form.Set(weightFields[recommend.Could], wholeText(weights[2]))
	}
	form.Set(factField+recommend.FactStaff, part[3])
	form.Set(factField+recommend.FactAdminFTE, wholeText(part[4]))
	form.Set(readinessField, part[6])
	form.Set(modeField, part[7])
	return form, part[7] == string(recommend.Now) || part[7] == string(recommend.SeedMode)
}

// wholeText writes hundredths as a number of the form: "30" is 0.3.
func wholeText(hundredths string) string {
	n, err := strconv.Atoi(hundredths)
	if err != nil || n < 0 {
		return hundredths
	}
	return strconv.FormatFloat(float64(n)/100, 'f', -1, 64)
}
