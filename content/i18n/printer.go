package i18n

import (
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	xmessage "golang.org/x/text/message"
	"golang.org/x/text/number"
)

// Printer writes texts in one language. It is safe for concurrent use.
type Printer struct {
	lang      string
	catalogue *Catalogue
	own       voice
	reference voice
	numbers   *xmessage.Printer
	regions   display.Namer
	whole     [101]string // the numbers of a score, which pages have by the dozen
	point     string      // the decimal sign, where it is all that differs below 1,000
}

// voice is the messages of a language with its plural rules.
type voice struct {
	messages map[string]message
	plurals  *plurals
}

func newPrinter(c *Catalogue, lang string) *Printer {
	tag := language.Make(lang)
	own, _ := newPlurals(tag)
	p := &Printer{
		lang:      lang,
		catalogue: c,
		own:       voice{messages: c.messages[lang], plurals: own},
		numbers:   xmessage.NewPrinter(tag),
		regions:   display.Regions(tag),
	}
	p.reference = p.own
	if lang != Reference {
		english, _ := newPlurals(language.Make(Reference))
		p.reference = voice{messages: c.messages[Reference], plurals: english}
	}
	if p.regions == nil {
		p.regions = display.Regions(language.English)
	}
	for n := range p.whole {
		p.whole[n] = p.numbers.Sprint(number.Decimal(n))
	}
	if few := p.numbers.Sprint(number.Decimal(-0.5, number.Scale(1))); strings.HasPrefix(few, "-0") && strings.HasSuffix(few, "5") {
		p.point = few[len("-0") : len(few)-len("5")]
	}
	return p
}

// Lang returns the language of the printer.
func (p *Printer) Lang() string { return p.lang }

// Has says whether this very language has a text for the key, without falling
// back to the reference.
func (p *Printer) Has(key string) bool {
	_, ok := p.own.messages[key]
	return ok
}

// T returns the text of a key. args are name-value pairs for its placeholders;
// the value of "count" selects the plural form and is printed with thousands
// separators, a float64 with the decimal sign of the language, anything else as
// it is. A text missing here is taken from the reference language. An unknown
// key, and a placeholder without a value, come back marked and are counted.
func (p *Printer) T(key string, args ...any) string {
	v := p.own
	m, ok := v.messages[key]
	if !ok {
		v = p.reference
		if m, ok = v.messages[key]; !ok {
			p.catalogue.missed.add(key)
			return Marked(key)
		}
	}
	text := m.text
	if m.forms != nil {
		count, _ := value("count", args)
		text = m.form(v.plurals.form(count))
	}
	if len(text) == 1 && text[0].name == "" {
		return text[0].literal
	}
	return p.fill(key, text, args)
}

func (p *Printer) fill(key string, text pattern, args []any) string {
	var b strings.Builder
	for _, s := range text {
		if s.name == "" {
			b.WriteString(s.literal)
			continue
		}
		v, ok := value(s.name, args)
		if !ok {
			p.catalogue.missed.add(key + " {{." + s.name + "}}")
			b.WriteString(Marked(s.name))
			continue
		}
		b.WriteString(p.show(s.name, v))
	}
	return b.String()
}

func (p *Printer) show(name string, v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int:
		if name == "count" {
			return p.Integer(v)
		}
		return strconv.Itoa(v)
	case float64:
		return p.Number(v, decimalsOf(v))
	}
	return fmt.Sprint(v)
}

func value(name string, args []any) (any, bool) {
	for i := 0; i+1 < len(args); i += 2 {
		if n, ok := args[i].(string); ok && n == name {
			return args[i+1], true
		}
	}
	return nil, false
}

// Country returns the name of a country by its ISO 3166-1 alpha-2 code, or the
// code itself when it is not known.
func (p *Printer) Country(code string) string {
	region, err := language.ParseRegion(code)
	if err != nil || !region.IsCountry() {
		return code
	}
	if name := p.regions.Name(region); name != "" {
		return name
	}
	return code
}

// List joins items the way the language does: "a, b and c".
func (p *Printer) List(items []string) string {
	switch n := len(items); n {
	case 0:
		return ""
	case 1:
		return items[0]
	default:
		return strings.Join(items[:n-1], ", ") + " " + p.T("list.and") + " " + items[n-1]
	}
}
