package i18n

import (
	"maps"
	"sync"
)

// maxMissed bounds how many different unknown keys are remembered.
const maxMissed = 1000

// missed counts the keys and placeholders that were asked for and not there.
type missed struct {
	mu   sync.Mutex
	keys map[string]int64
}

func (m *missed) add(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, known := m.keys[key]; known || len(m.keys) < maxMissed {
		m.keys[key]++
	}
}

// Missed returns how often each unknown key, or known key with a placeholder
// left open (written "key {{.name}}"), was printed. It is empty in a program
// without defects.
func (c *Catalogue) Missed() map[string]int64 {
	c.missed.mu.Lock()
	defer c.missed.mu.Unlock()
	return maps.Clone(c.missed.keys)
}

// Marked returns how an unknown key is shown, so that tests and readers see it.
func Marked(key string) string { return MarkOpen + key + "⟧" }

// MarkOpen begins every marked key; no text contains it otherwise.
const MarkOpen = "⟦"
