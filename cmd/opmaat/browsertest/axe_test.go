package browsertest

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"strings"
)

//go:embed testdata/axe.min.js
var axeSource string

// axeChecksum is the sha256 of testdata/axe.min.js as the README there says.
const axeChecksum = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"

func axeSum() string {
	sum := sha256.Sum256([]byte(axeSource))
	return hex.EncodeToString(sum[:])
}

// finding is one rule that a page breaks.
type finding struct {
	ID    string `json:"id"`
	Help  string `json:"help"`
	Nodes []struct {
		Target []string `json:"target"`
		HTML   string   `json:"html"`
		Why    string   `json:"why"`
	} `json:"nodes"`
}

func (f finding) String() string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s: %s", f.ID, f.Help)
	for i, n := range f.Nodes {
		if i == 5 {
			fmt.Fprintf(&out, "\n    and %d more", len(f.Nodes)-i)
			break
		}
		fmt.Fprintf(&out, "\n    %s\n      %.220s\n      %s", strings.Join(n.Target, " "), n.HTML, strings.ReplaceAll(n.Why, "\n", " "))
	}
	return out.String()
}

// verdict is what axe says about a page.
type verdict struct {
	Violations []finding `json:"violations"`
	Passed     []string  `json:"passed"`
}

// axeCall runs the rules of WCAG 2.2 AA and the best practices. Colours alone
// change with the colour scheme, so the other scheme asks for that rule only.
const axeCall = `axe.run(document, {runOnly: %s, resultTypes: ['violations'], preload: false}).then(r => ({
  violations: r.violations.map(v => ({id: v.id, help: v.help, nodes: v.nodes.map(n => ({target: n.target.map(String), html: n.html, why: n.failureSummary || ''}))})),
  passed: r.passes.map(p => p.id)}))`

const (
	allRules    = `{type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}`
	colourRules = `{type: 'rule', values: ['color-contrast', 'link-in-text-block']}`
)

// axe judges the page as it stands.
func (b *tab) axe(rules string) verdict {
	b.Helper()
	if !value[bool](b, "!!window.axe") {
		value[int](b, axeSource+"\n;0")
	}
	return value[verdict](b, fmt.Sprintf(axeCall, rules))
}

// accessible fails the test with each rule that the page breaks.
func (b *tab) accessible(rules, state string) {
	b.Helper()
	v := b.axe(rules)
	for _, f := range v.Violations {
		b.Errorf("%s, %s: axe %s", b.path(), state, f)
	}
	if len(v.Passed) == 0 {
		b.Errorf("%s, %s: axe passed no rule at all, so it did not run", b.path(), state)
	}
}
