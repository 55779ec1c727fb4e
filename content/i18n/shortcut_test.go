package i18n

import (
	"testing"

	"golang.org/x/text/number"
)

// TestNumberShortCuts: numbers written without the tables of the language are
// those that the tables give, also where minus or digits are not those of English.
func TestNumberShortCuts(t *testing.T) {
	for _, lang := range []string{"en", "nl", "de", "fr", "sv", "pl", "et", "ar", "fa", "hi", "de-CH"} {
		p := newPrinter(&Catalogue{messages: map[string]map[string]message{}}, lang)
		for n := -12_000; n <= 12_000; n += 41 {
			for decimals, v := range []float64{float64(n) / 10, float64(n) / 100, float64(n) / 3000, float64(n) / 8} {
				want := p.numbers.Sprint(number.Decimal(roundHalf(v, decimals), number.Scale(decimals)))
				if got := p.Number(v, decimals); got != want {
					t.Fatalf("%s: %v with %d decimals is %q, want %q", lang, v, decimals, got, want)
				}
			}
		}
	}
}
