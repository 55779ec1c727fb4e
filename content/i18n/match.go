package i18n

import (
	"slices"
	"strings"

	"golang.org/x/text/language"
)

// maxHeader is the longest Accept-Language header that is read, in bytes.
const maxHeader = 1024

// offer is a set of languages with its matcher.
type offer struct {
	langs   []string
	matcher language.Matcher
}

// Match chooses one of the offered languages for an Accept-Language header. A
// header that is empty, garbage, longer than 1 KB or asks for nothing on offer
// gives the reference language, or the first on offer when that is not offered.
func (c *Catalogue) Match(acceptLanguage string, offered []string) string {
	fallback := Reference
	if len(offered) > 0 && !slices.Contains(offered, Reference) {
		fallback = offered[0]
	}
	if len(offered) == 0 || acceptLanguage == "" || len(acceptLanguage) > maxHeader {
		return fallback
	}
	tags, _, err := language.ParseAcceptLanguage(acceptLanguage)
	if err != nil || len(tags) == 0 {
		return fallback
	}
	o := c.offer(offered)
	// The index, not the tag: the tag carries extensions of the request.
	_, i, confidence := o.matcher.Match(tags...)
	if confidence == language.No {
		return fallback
	}
	return o.langs[i]
}

func (c *Catalogue) offer(offered []string) *offer {
	key := strings.Join(offered, ",")
	if o, ok := c.matchers.Load(key); ok {
		return o.(*offer)
	}
	o := &offer{langs: slices.Clone(offered)}
	tags := make([]language.Tag, len(offered))
	for i, lang := range offered {
		tags[i] = language.Make(lang)
	}
	o.matcher = language.NewMatcher(tags)
	c.matchers.Store(key, o)
	return o
}
