package content

import (
	"maps"
	"slices"
	"strings"
)

// Limits on the words of a scenario.
const (
	maxSituation     = 150 // words, all paragraphs together
	maxParagraphs    = 6
	maxSegmentName   = 40 // characters
	fewestStory      = 50 // words: a story has about 80
	mostStory        = 110
	numEndingPrompts = 2
	theReason        = "because"
)

// textLimits is how many words a text may have, by the shape of its path.
func textLimits() map[string]int {
	return map[string]int{
		"theme": 12, "summary": 45, "needs.*.text": 20, "roles.*.brief": 60,
		"dilemmas.*.inject": 90, "dilemmas.*.hints.*": 25, "options.*.label": 22, "options.*.consequence": 60,
		"moves.*.text": 22, "events.*.inject": 45, "events.*.cases.*": 45,
		"endings.*.carried": 30, "endings.*.cost": 30, "strategies.*": 4,
	}
}

// shortNames are the texts that stand on a button or beside a bar.
func shortNames() []string {
	return []string{"needs.*.name", "roles.*.name", "segments.*", "channels.*", "moves.*.name"}
}

// oneSentence are the texts of exactly one sentence.
func oneSentence() []string {
	return []string{"because.*", "order_rules.*.kept", "order_rules.*.broken"}
}

// shape replaces the ids in the path of a text by a star.
func shape(path string) string {
	var steps []string
	for rest := path; rest != ""; {
		end := strings.IndexAny(rest, ".[")
		switch {
		case end < 0:
			steps, rest = append(steps, rest), ""
		case end == 0 && rest[0] == '[':
			closing := strings.IndexByte(rest, ']')
			steps, rest = append(steps, "*"), strings.TrimPrefix(rest[closing+1:], ".")
		case rest[end] == '.':
			steps, rest = append(steps, rest[:end]), rest[end+1:]
		default:
			steps, rest = append(steps, rest[:end]), rest[end:]
		}
	}
	for i := range steps {
		if i == 1 || i == 3 && (steps[2] == "hints" || steps[2] == "cases") {
			steps[i] = "*"
		}
	}
	return strings.Join(steps, ".")
}

// checkScenarioLimits checks the lengths of the texts.
func (w *scenarioWords) checkScenarioLimits() {
	limits := textLimits()
	for _, path := range slices.Sorted(maps.Keys(w.texts)) {
		kind, n := shape(path), len(strings.Fields(w.texts[path]))
		if most := limits[kind]; most > 0 && n > most {
			w.problem(path, "%s has %d words, at most %d", path, n, most)
		}
		if slices.Contains(shortNames(), kind) {
			w.checkLength(path, maxSegmentName)
		}
		if slices.Contains(oneSentence(), kind) && n > 0 && sentences(w.texts[path]) != 1 {
			w.problem(path, "%s needs exactly one sentence, found %d", path, sentences(w.texts[path]))
		}
		if kind == "endings.*.story" && n > 0 && (n < fewestStory || n > mostStory) {
			w.warning(path, "%s has %d words; a story has about 80", path, n)
		}
		w.checkSentences(path)
	}
	total := 0
	for _, paragraph := range w.Situation {
		total += len(strings.Fields(paragraph))
	}
	if total > maxSituation {
		w.problem("situation", "situation has %d words, at most %d", total, maxSituation)
	}
}

// checkQuotes warns of straight quotation marks and apostrophes.
func (w *scenarioWords) checkQuotes() {
	for _, path := range slices.Sorted(maps.Keys(w.texts)) {
		if i := strings.IndexAny(w.texts[path], `"'`); i >= 0 {
			w.warning(path, "%s has a straight %s; write ’ “ ”", path, w.texts[path][i:i+1])
		}
	}
}

// scenarioTexts lists what a scenario needs in words.
func (p *scenarioPack) scenarioTexts() []needed {
	out := []needed{{path: "title"}, {path: "theme"}, {path: "summary"}, {path: "situation", most: maxParagraphs}}
	add := func(list string, ids []string, keys ...string) {
		for _, id := range ids {
			for _, key := range keys {
				if id != "" {
					out = append(out, needed{path: strings.TrimSuffix(join(list, id)+"."+key, ".")})
				}
			}
		}
	}
	k := &p.known
	add("needs", k.needs.ids(), "name", "text")
	add("roles", k.roles.ids(), "name", "wants", "fears", "brief")
	add("segments", k.segments.ids(), "")
	add("channels", k.channels.ids(), "")
	add("flags", p.readFlags(), "held", "failed")
	add("objectives", k.objectives.ids(), "")
	add("dilemmas", k.dilemmas.ids(), "title", "inject", "facilitator.say", "facilitator.ask", "facilitator.watch")
	for _, id := range k.dilemmas.ids() {
		add(join("dilemmas", id)+".hints", k.roles.ids(), "")
	}
	add("options", k.options.ids(), "label", "consequence")
	add("moves", k.moves.ids(), "name", "text")
	add("events", k.events.ids(), "title", "inject")
	for _, e := range p.events.body.Events {
		add(join("events", e.ID)+".cases", idsOf(e.Cases, func(c caseEntry) string { return c.ID }), "")
	}
	add("endings", k.endings.ids(), "title", "story", "carried", "cost")
	for _, id := range k.endings.ids() {
		out = append(out, needed{path: join("endings", id) + ".prompts", count: numEndingPrompts})
	}
	add(theReason, k.reasons.ids(), "")
	add("prompts", k.prompts.ids(), "")
	add("order_rules", k.orders.ids(), "kept", "broken")
	add("strategies", k.strategies.ids(), "")
	return out
}

// readFlags are the flags that some condition reads.
func (p *scenarioPack) readFlags() []string {
	var out []string
	for _, s := range p.sites() {
		s.when.parts(s.condition(), func(_ string, e *whenEntry) {
			if e.Flag != "" && p.known.flags.has(e.Flag) {
				out = append(out, e.Flag)
			}
		})
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// reasons are the ids of the texts that explain an effect.
func (p *scenarioPack) reasons() []string {
	var out []string
	for _, s := range p.sites() {
		if s.effect != nil && dottedID.fits(s.effect.Because) {
			out = append(out, s.effect.Because)
		}
	}
	for _, e := range p.model.body.FromTest {
		if dottedID.fits(e.Effect.Because) {
			out = append(out, e.Effect.Because)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// checkWords checks the language files against the ids.
func (p *scenarioPack) checkWords() {
	if !p.seen[fallback] {
		p.report.problem(p.dir+"/"+scenarioTextDir+"/"+fallback+".yaml", "is missing: English is what every language falls back to")
	}
	need := p.scenarioTexts()
	for _, lang := range slices.Sorted(maps.Keys(p.words)) {
		w := p.words[lang]
		w.checkComplete(need)
		p.checkKnownWords(w)
		if total := countTexts(need); lang != fallback && len(w.missing) > 0 && total > 0 {
			p.report.warning(w.file, "has %d %% of the %d texts; the others are shown in English", 100*(total-len(w.missing))/total, total)
		}
	}
}

func countTexts(need []needed) int {
	total := 0
	for _, n := range need {
		total += len(n.leaves())
	}
	return total
}

// checkKnownWords finds words for ids that the scenario does not have.
func (p *scenarioPack) checkKnownWords(w *scenarioWords) {
	k := &p.known
	for _, l := range []struct {
		list, kind string
		known      index
	}{
		{"needs", "need", k.needs}, {"roles", "role", k.roles}, {"segments", "segment", k.segments}, {"channels", "channel", k.channels},
		{"flags", "flag", k.flags}, {"objectives", "objective", k.objectives}, {"dilemmas", "dilemma", k.dilemmas}, {"options", "option", k.options},
		{"moves", "move", k.moves}, {"events", "event", k.events}, {"endings", "ending", k.endings}, {"prompts", "prompt", k.prompts},
		{"order_rules", "rule of order", k.orders}, {"strategies", "strategy", k.strategies}, {theReason, "reason", k.reasons},
	} {
		if l.known != nil {
			w.checkKeys(l.list, l.kind, w.keys[l.list], l.known.ids())
		}
	}
	for _, id := range k.dilemmas.ids() {
		if list := join("dilemmas", id) + ".hints"; k.roles != nil {
			w.checkKeys(list, "role", w.keys[list], k.roles.ids())
		}
	}
	for _, e := range p.events.body.Events {
		list := join("events", e.ID) + ".cases"
		w.checkKeys(list, "case", w.keys[list], idsOf(e.Cases, func(c caseEntry) string { return c.ID }))
	}
}
