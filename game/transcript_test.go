package game_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/game/gametest"
)

// TestTranscript: a whole game with its results, twice the same bytes.
func TestTranscript(t *testing.T) {
	sc := gametest.Scenario()
	write := func() string {
		play, err := game.PlayPlan(sc, game.Setup{Seed: 18_000_000_000_000_000_000}, goodPlan())
		if err != nil {
			t.Fatal(err)
		}
		data, err := json.Marshal(play.Transcript())
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	text := write()
	if text != write() {
		t.Error("two transcripts of one game differ")
	}
	for _, want := range []string{
		`"scenario":"zandhoek@1"`, `"sha256":"000`, `"seed":18000000000000000000`, `"rounds":"full"`, `"needs":["news"]`,
		`"option":"d4.host","moves":[]`, `"ending":{"id":"alive","tone":"good","checks":[{`, `"band":"strong"`, `"stage":"curious"`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %s", want)
		}
	}
	if i := strings.Index(text, "null"); i >= 0 {
		t.Errorf("null near %s", text[max(i-60, 0):i])
	}
}

// TestTranscriptUnderWay: a game that is not over has no ending; a skipped round
// has no option; what the own test moved comes first.
func TestTranscriptUnderWay(t *testing.T) {
	sc := gametest.Scenario()
	setup := game.Setup{Seed: 3, Short: true, TestBands: map[string]int{"d1": 1}}
	play, err := game.Replay(sc, setup, []game.Command{
		{Kind: game.PickNeeds, Needs: []string{"know"}},
		{Kind: game.PlayRound, Round: 1, Option: "d1.ask", Moves: []string{"m.talks"}},
		{Kind: game.SkipRound, Round: 2},
	})
	if err != nil {
		t.Fatal(err)
	}
	tr := play.Transcript()
	if tr.Ending != nil || tr.Rounds != "short" || len(tr.Played) != 2 || len(tr.Opening) != 1 || tr.Start.Indicators[0].Value != 24 {
		t.Errorf("%+v", tr)
	}
	if r := tr.Played[1]; r.Option != "" || r.Event == "" || r.Case == "" || len(r.Facts) == 0 {
		t.Errorf("%+v", r)
	}
	if r := tr.Played[0]; !slices.Equal(r.State.Flags, []string{"asked"}) || r.State.Channel != "none" || r.State.Effort != 4 || r.Event != "" {
		t.Errorf("%+v", r)
	}
	_, err = game.Replay(sc, setup, []game.Command{{Kind: game.PickNeeds, Needs: []string{"know"}}, {Kind: game.SkipRound, Round: 2}})
	if err == nil || !strings.HasPrefix(err.Error(), "command 2: ") {
		t.Errorf("%v", err)
	}
}
