package i18n

import (
	"math"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/number"
)

// maxDecimals is the largest number of decimals that Number prints.
const maxDecimals = 6

// Number writes v with exactly so many decimals (0..6), halves rounded away
// from zero, with the separators of the language. What is not a finite number
// is a dash.
func (p *Printer) Number(v float64, decimals int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "–"
	}
	decimals = min(max(decimals, 0), maxDecimals)
	rounded := roundHalf(v, decimals)
	if decimals == 0 && rounded >= 0 && rounded < float64(len(p.whole)) {
		return p.whole[int(rounded)]
	}
	if p.point != "" && math.Abs(rounded) < 1000 {
		return strings.Replace(strconv.FormatFloat(rounded, 'f', decimals, 64), ".", p.point, 1)
	}
	return p.numbers.Sprint(number.Decimal(rounded, number.Scale(decimals)))
}

// roundHalf rounds the decimal number a reader sees, so 1.005 to two decimals
// is 1.01 although its binary value lies just below the half.
func roundHalf(v float64, decimals int) float64 {
	scale := math.Pow10(decimals)
	scaled := v * scale
	if math.Abs(scaled) > 1<<50 {
		return v
	}
	rounded := math.Round(scaled)
	if diff := math.Abs(scaled) - math.Floor(math.Abs(scaled)); diff < 0.5 && diff > 0.5-1e-9 {
		rounded = math.Copysign(math.Ceil(math.Abs(scaled)), v)
	}
	if rounded == 0 {
		return 0
	}
	return rounded / scale
}

// decimalsOf returns how many decimals the shortest decimal writing of v has.
func decimalsOf(v float64) int {
	_, fraction, _ := strings.Cut(strconv.FormatFloat(v, 'f', -1, 64), ".")
	return len(fraction)
}

// Integer writes a whole number with the thousands separators of the language.
func (p *Printer) Integer(n int) string {
	return p.numbers.Sprint(number.Decimal(n))
}

// Date writes the day of t, in t's own time zone: "22 November 2026". A language
// with another order says so in the optional key date.long, with the
// placeholders day, month and year.
func (p *Printer) Date(t time.Time) string {
	day, year := strconv.Itoa(t.Day()), strconv.Itoa(t.Year())
	month := p.T("date.month." + strconv.Itoa(int(t.Month())))
	if _, ok := p.reference.messages["date.long"]; ok {
		return p.T("date.long", "day", day, "month", month, "year", year)
	}
	return day + " " + month + " " + year
}

// OwnKeys returns the keys this package itself asks for, for the test that
// finds unused keys.
func OwnKeys() []string {
	keys := []string{"list.and", "date.long"}
	for m := time.January; m <= time.December; m++ {
		keys = append(keys, "date.month."+strconv.Itoa(int(m)))
	}
	return keys
}
