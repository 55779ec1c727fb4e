package web

// drawnEndings are the endings with an emblem of their own (_endings.html); the
// others show that of their tone.
var drawnEndings = map[string]bool{
	"ajar":           true,
	"always-on":      true,
	"attic":          true,
	"back-door":      true,
	"boxes":          true,
	"desk":           true,
	"door":           true,
	"doors-open":     true,
	"drawer":         true,
	"duty-desk":      true,
	"frontdoor":      true,
	"ghost-town":     true,
	"honest-no":      true,
	"houses":         true,
	"imposed":        true,
	"intranet-fits":  true,
	"keen-club":      true,
	"leak":           true,
	"living-network": true,
	"monday":         true,
	"muddling":       true,
	"one-place":      true,
	"quarter-past":   true,
	"quiet-hall":     true,
	"regulars":       true,
	"round-table":    true,
	"screenshot":     true,
	"shadow":         true,
	"square":         true,
	"workshops":      true,
}

// drawn says whether an ending has an emblem of its own.
func drawn(ending string) bool { return drawnEndings[ending] }
