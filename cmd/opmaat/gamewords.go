package main

import (
	"strings"

	"github.com/opmaat/opmaat/content"
	"github.com/opmaat/opmaat/game"
)

// wordCount says how many words a table reads in a round, in the language with
// most words: what the facilitator reads out, one private hint, the answers, the
// moves that are new on the table, what came of an answer, and an event. Of
// hints, consequences and events the longest counts.
func wordCount(lib *content.Library, sc *game.Scenario) func(round int) int {
	counts := make([]int, sc.Rounds+1)
	fresh := freshMoves(sc)
	for _, lang := range lib.Languages() {
		if w, ok := lib.ScenarioWords(sc.Ref, lang); ok {
			for round := 1; round <= sc.Rounds; round++ {
				counts[round] = max(counts[round], roundWords(sc, w, round, fresh[round]))
			}
		}
	}
	return func(round int) int { return counts[round] }
}

func roundWords(sc *game.Scenario, w *content.ScenarioWords, round int, fresh []string) int {
	d := sc.Dilemmas[round-1]
	texts := w.Dilemmas[d.ID]
	n := words(texts.Title, texts.Inject)
	hint, consequence, event := 0, 0, 0
	for _, h := range texts.Hints {
		hint = max(hint, words(h))
	}
	for _, o := range d.Options {
		n += words(w.Options[o.ID].Label)
		consequence = max(consequence, words(w.Options[o.ID].Consequence))
	}
	for _, id := range fresh {
		n += words(w.Moves[id].Name, w.Moves[id].Text)
	}
	for _, e := range sc.Events {
		if round < e.First || round > e.Last {
			continue
		}
		for _, c := range e.Cases {
			event = max(event, words(w.Events[e.ID].Title, w.Events[e.ID].Inject, w.Events[e.ID].Cases[c.ID]))
		}
	}
	return n + hint + consequence + event
}

func words(texts ...string) (n int) {
	for _, t := range texts {
		n += len(strings.Fields(t))
	}
	return n
}

// freshMoves are, by round, the moves that come on offer for the first time when
// a table takes every fallback and buys nothing.
func freshMoves(sc *game.Scenario) [][]string {
	fresh, seen := make([][]string, sc.Rounds+1), map[string]bool{}
	s, _ := sc.Start(game.Setup{})
	sc.Begin(&s, 0)
	for !s.Ended() {
		round := s.Round()
		for _, o := range sc.Offers(&s) {
			if !seen[o.Move] {
				seen[o.Move] = true
				fresh[round] = append(fresh[round], o.Move)
			}
		}
		_, option := sc.OptionAt(sc.Dilemmas[round-1].Fallback)
		sc.Advance(&s, option)
	}
	return fresh
}
