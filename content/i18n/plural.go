package i18n

import (
	"strconv"

	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// other is the plural form every language has.
const other = "other"

// tabled is the number of small counts whose plural form is looked up once.
const tabled = 201

// plurals chooses the plural form of a count in one language, by the CLDR
// rules of go-i18n.
type plurals struct {
	localizer *goi18n.Localizer
	small     [tabled]string
}

const pluralID = "form"

// newPlurals asks go-i18n with a message whose text in each form is that
// form's own name. ok is false when there are no rules for the language.
func newPlurals(tag language.Tag) (p *plurals, ok bool) {
	bundle := goi18n.NewBundle(tag)
	err := bundle.AddMessages(tag, &goi18n.Message{
		ID: pluralID, Zero: "zero", One: "one", Two: "two", Few: "few", Many: "many", Other: other,
	})
	p = &plurals{localizer: goi18n.NewLocalizer(bundle, tag.String())}
	for n := range p.small {
		p.small[n] = p.ask(n)
	}
	return p, err == nil
}

func (p *plurals) ask(count any) string {
	form, err := p.localizer.Localize(&goi18n.LocalizeConfig{MessageID: pluralID, PluralCount: count})
	if err != nil {
		return other
	}
	return form
}

// form returns the name of the plural form of a count: any integer, a float64,
// or a decimal number in a string. Anything else is "other".
func (p *plurals) form(count any) string {
	switch n := count.(type) {
	case int:
		if n >= 0 && n < tabled {
			return p.small[n]
		}
	case float64:
		return p.ask(strconv.FormatFloat(n, 'f', -1, 64))
	}
	return p.ask(count)
}

// needed returns the forms that whole numbers use, always with "other"; allowed
// adds the forms that only fractions use.
func (p *plurals) needed() (needed, allowed map[string]bool) {
	needed, allowed = map[string]bool{other: true}, map[string]bool{other: true}
	for _, form := range p.small {
		needed[form], allowed[form] = true, true
	}
	for _, n := range []int{1_000, 10_000, 100_000, 1_000_000} {
		form := p.ask(n)
		needed[form], allowed[form] = true, true
	}
	for _, n := range []string{"0.5", "1.0", "1.5", "2.1", "10.0"} {
		allowed[p.ask(n)] = true
	}
	return needed, allowed
}
