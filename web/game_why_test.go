package web

import (
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/opmaat/opmaat/game"
)

// badSentence finds what no sentence may hold: a mark of a missing text, empty
// quotation marks, doubled punctuation or white space.
var badSentence = regexp.MustCompile(`⟦|  |“”|‘’|\.\.|,,| ,| \.|\(\)|: \.|, \.|\.”:|%!|<no value>`)

// checkSentence holds one sentence of an account to that.
func checkSentence(t *testing.T, where, text string) {
	t.Helper()
	if found := badSentence.FindString(text); found != "" {
		t.Errorf("%s: %q in %q", where, found, text)
	}
	if first, _ := utf8.DecodeRuneInString(text); !unicode.IsUpper(first) && !strings.ContainsRune("“‘’‚'", first) {
		t.Errorf("%s begins without a capital: %q", where, text)
	}
	if last, _ := utf8.DecodeLastRuneInString(text); !strings.ContainsRune(".?!”’", last) {
		t.Errorf("%s has no end: %q", where, text)
	}
}

// TestEveryAccountIsReadable plays every golden plan and many random games of
// every scenario, long and short, and reads all accounts in all languages: each
// change of a round has a sentence, and each sentence is whole.
func TestEveryAccountIsReadable(t *testing.T) {
	x := newSite(t, nil)
	ed := x.mustCurrent()
	scenarios, sentences := 0, 0
	for _, sc := range ed.library.Scenarios() {
		scenarios++
		var plays []game.Play
		for _, golden := range ed.library.Plans(sc.Ref) {
			play, err := game.Replay(sc, golden.Setup, golden.Plan.Commands(sc, golden.Setup.Short))
			if err != nil {
				t.Fatalf("%s %s: %v", sc.Ref, golden.Name, err)
			}
			plays = append(plays, play)
		}
		for seed := range uint64(40) {
			plays = append(plays, randomPlay(t, sc, seed))
		}
		for _, lang := range ed.languages {
			for i := range plays {
				sentences += readPlay(t, ed, lang, &plays[i])
			}
		}
	}
	if scenarios < 4 || sentences < 10000 {
		t.Errorf("saw %d scenarios, %d sentences", scenarios, sentences)
	}
	if missed := x.Library().Catalogue().Missed(); len(missed) != 0 {
		t.Errorf("asked for and not there: %v", missed)
	}
}

// randomPlay takes an option and moves by chance.
func randomPlay(t *testing.T, sc *game.Scenario, seed uint64) game.Play {
	t.Helper()
	draw := func(kind uint64, round, n int) int { return game.Pick(game.Draw(seed, kind, round, 0), n) }
	needs := []string{sc.Needs[draw(90, 0, 2)].ID, sc.Needs[2+draw(91, 0, len(sc.Needs)-2)].ID}
	setup := game.Setup{Seed: seed, Short: seed%2 == 1, TestBands: map[string]int{"d1": 1, "d3": 2, "d6": 1, "d8": 2, "d9": 1}}
	p, err := game.Replay(sc, setup, []game.Command{{Kind: game.PickNeeds, Needs: needs}})
	for err == nil && !p.Last().Ended() {
		round := p.Last().Round()
		options := sc.Dilemmas[round-1].Options
		cmd := game.Command{Kind: game.PlayRound, Round: round, Option: options[draw(92, round, len(options))].ID}
		if offers := sc.Offers(p.Last()); len(offers) > 0 {
			if o := offers[draw(93, round, len(offers))]; o.Enough {
				cmd.Moves = []string{o.Move}
			}
		}
		var taken game.Taken
		taken.Command = cmd
		taken.State, taken.Facts, err = game.Step(sc, *p.Last(), cmd)
		p.Steps = append(p.Steps, taken)
	}
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// readPlay reads the accounts of all rounds and of the ending, and counts sentences.
func readPlay(t *testing.T, ed *edition, lang string, play *game.Play) (sentences int) {
	t.Helper()
	sp, err := ed.speaker(lang, play.Scenario)
	if err != nil {
		t.Fatal(err)
	}
	sp.schedule = play.Scenario.Schedule(play.Setup.Short)
	x := played{speaker: sp, ed: ed, lang: lang, play: *play}
	for i, taken := range play.Steps[1:] {
		round := taken.Command.Round
		groups := sp.why(round, taken.Facts)
		for _, g := range groups {
			for _, line := range g.Lines {
				sentences++
				checkSentence(t, play.Scenario.Ref.String()+" "+lang+" "+g.Title, line.Text)
			}
		}
		readCauses(t, &sp, play.Scenario.Ref.String()+" "+lang, round, taken.Facts, play.Steps[i].Facts)
		if len(groups) == 0 && sp.moved(&play.Steps[i].State, &taken.State) {
			t.Errorf("%s %s: round %d moved without a word", play.Scenario.Ref, lang, round)
		}
	}
	checkSentence(t, play.Scenario.Ref.String()+" "+lang+" ending", x.endingWhy())
	for _, line := range x.opening() {
		checkSentence(t, play.Scenario.Ref.String()+" "+lang+" opening", line)
	}
	return sentences
}

// moved says whether any level differs.
func (sp *speaker) moved(a, b *game.State) bool {
	for i := range game.Indicators {
		if a.Level(game.Indicator(i)) != b.Level(game.Indicator(i)) {
			return true
		}
	}
	return false
}
