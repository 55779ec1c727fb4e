package web

import (
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game"
)

// gameExhibits are the pages of the game, in the states a person meets.
func gameExhibits() []exhibit {
	return []exhibit{
		{"game", func(s *Server, c *gin.Context) error { return s.exhibitGames(c, nil) }},
		{"game-resume", func(s *Server, c *gin.Context) error {
			return s.exhibitGames(c, &gameResume{Title: "Oostkade", N: 3, Total: 6})
		}},
		{"game-start", func(s *Server, c *gin.Context) error { return s.exhibitBriefing(c, nil) }},
		{"game-start-error", func(s *Server, c *gin.Context) error {
			return s.exhibitBriefing(c, []*errs.E{errs.Field("need", "game.error.needs", "wanted", 2, "found", 1), errs.Field("role", "game.error.role")})
		}},
		{"game-round", func(s *Server, c *gin.Context) error {
			return s.exhibitRound(c, sampleGame{rounds: 0, tested: true}, nil)
		}},
		{"game-round-late", func(s *Server, c *gin.Context) error {
			return s.exhibitRound(c, sampleGame{rounds: 4, replay: true}, nil)
		}},
		{"game-round-error", func(s *Server, c *gin.Context) error {
			return s.exhibitRound(c, sampleGame{rounds: 2}, errs.Field("move", "game.error.effort", "cost", 6, "effort", 4))
		}},
		{"game-round-stale", func(s *Server, c *gin.Context) error {
			return s.exhibitRound(c, sampleGame{rounds: 2}, errs.New(errs.Conflict, "game.error.stale"))
		}},
		{"game-after", func(s *Server, c *gin.Context) error { return s.exhibitAfter(c, sampleGame{rounds: 1}, 1) }},
		{"game-after-event", func(s *Server, c *gin.Context) error { return s.exhibitAfter(c, sampleGame{rounds: 3}, 3) }},
		{"game-after-short", func(s *Server, c *gin.Context) error { return s.exhibitAfter(c, sampleGame{rounds: 4, short: true}, 6) }},
		{"game-ending-good", func(s *Server, c *gin.Context) error { return s.exhibitEnding(c, "good") }},
		{"game-ending-mixed", func(s *Server, c *gin.Context) error { return s.exhibitEnding(c, "mixed") }},
		{"game-ending-fail", func(s *Server, c *gin.Context) error { return s.exhibitEnding(c, "fail") }},
		{"game-numbers", (*Server).exhibitNumbers},
		{"game-path", func(s *Server, c *gin.Context) error { return s.exhibitPath(c, sampleGame{rounds: 6}) }},
		{"game-path-replay", func(s *Server, c *gin.Context) error { return s.exhibitPath(c, sampleGame{rounds: 6, replay: true}) }},
		{"game-other", (*Server).exhibitOther},
		{"game-reflect", (*Server).exhibitReflect},
		{"game-pledge", func(s *Server, c *gin.Context) error { return s.exhibitPledge(c, sampleGame{rounds: 6}, nil) }},
		{"game-pledge-saved", func(s *Server, c *gin.Context) error {
			return s.exhibitPledge(c, sampleGame{rounds: 6, pledged: true}, nil)
		}},
		{"game-pledge-error", func(s *Server, c *gin.Context) error {
			return s.exhibitPledge(c, sampleGame{rounds: 6}, []*errs.E{errs.Field("what", "game.error.pledge"), errs.Field("by", "game.error.date")})
		}},
		{"game-link", (*Server).exhibitGameLink},
		{"game-delete", func(s *Server, c *gin.Context) error { return s.showGameDelete(c, false) }},
		{"game-delete-gone", func(s *Server, c *gin.Context) error { return s.showGameDelete(c, true) }},
		{"error-game", func(*Server, *gin.Context) error { return errNoGame }},
		{"error-game-early", func(*Server, *gin.Context) error { return errNotEnded }},
	}
}

// sampleGame describes a made-up game by a golden plan of its scenario.
type sampleGame struct {
	rounds                         int // decided
	tone                           string
	short, tested, replay, pledged bool
}

var errNoSample = errors.New("the content has no game for the gallery")

// sampleScenario is the scenario of the gallery.
const sampleScenario = "oostkade"

// exhibited builds the game that the sample describes.
func (s *Server) exhibited(c *gin.Context, sample sampleGame) (played, error) {
	return s.exhibitedIn(s.languageOf(c), sample)
}

func (s *Server) exhibitedIn(lang string, sample sampleGame) (played, error) {
	lib := s.mustCurrent().library
	sc, ok := lib.LatestScenario(sampleScenario)
	if !ok {
		return played{}, errNoSample
	}
	for _, golden := range lib.Plans(sc.Ref) {
		setup := golden.Setup
		if golden.Setup.Short || sample.tone != "" && toneOf(sc, golden.Ending) != sample.tone {
			continue
		}
		setup.Short = sample.short
		if sample.tested {
			setup.TestBands = map[string]int{"d1": 1, "d6": 2, "d8": 2}
		}
		solo := game.Solo{ID: "sample", KeyHash: "sample", Ref: sc.Ref, Hash: sc.Hash, Setup: setup, Role: sc.Roles[1], Needs: golden.Plan.Needs,
			Created: s.Now(), Updated: s.Now(), Attempts: []game.Attempt{{Number: 1}}}
		for i, round := range sc.Schedule(setup.Short)[:sample.rounds] {
			r := golden.Plan.Rounds[round-1]
			if setup.Short {
				r.Moves = nil // less effort is kept where rounds are left out
			}
			solo.Turns = append(solo.Turns, game.Turn{Attempt: 1, Round: round, Option: r.Option, Moves: r.Moves, Reason: []string{"", "We asked & they <answered>."}[i%2], At: s.Now()})
		}
		if sample.replay {
			solo.Attempts = append(solo.Attempts, game.Attempt{Number: 2, From: 1, Before: 3})
			for _, t := range solo.Turns[2:] {
				t.Attempt = 2
				solo.Turns = append(solo.Turns, t)
			}
		}
		if sample.pledged {
			solo.Pledge = game.Pledge{What: "Ask the crew what they miss", With: "the crew leader", By: "2027-01-15"}
		}
		return s.playedFrom(lang, solo, sc, solo.Newest())
	}
	return played{}, errNoSample
}

func toneOf(sc *game.Scenario, ending string) string {
	for _, e := range sc.Endings {
		if e.ID == ending {
			return e.Tone
		}
	}
	return ""
}

func (s *Server) exhibitGames(c *gin.Context, resume *gameResume) error {
	p, err := s.gamesPage(c)
	p.Resume = resume
	s.render(c, s.mustCurrent(), http.StatusOK, "game", p)
	return err
}

func (s *Server) exhibitBriefing(c *gin.Context, problems []*errs.E) error {
	sc, ok := s.mustCurrent().library.LatestScenario(sampleScenario)
	if !ok {
		return errNoSample
	}
	if problems != nil {
		return s.refuseBriefing(c, sc, url.Values{"need": {sc.Needs[0].ID}, "rounds": {"short"}}, false, problems)
	}
	p, err := s.briefingPage(c, sc, url.Values{}, true)
	s.render(c, s.mustCurrent(), http.StatusOK, "game_start", p)
	return err
}

func (s *Server) exhibitRound(c *gin.Context, sample sampleGame, problem *errs.E) error {
	x, err := s.exhibited(c, sample)
	if err != nil {
		return err
	}
	round := x.play.Last().Round()
	if problem == nil {
		s.render(c, x.ed, http.StatusOK, "game_round", s.roundPage(c, &x, round, url.Values{}))
		return nil
	}
	offers := x.sc.Offers(x.play.Last())
	typed := url.Values{"option": {x.sc.Dilemmas[round-1].Options[1].ID}, "move": {offers[0].Move, offers[3].Move}, "reason": {`Because "we" <must> & want to`}}
	return s.refuseRound(c, &x, round, typed, problem)
}

func (s *Server) exhibitAfter(c *gin.Context, sample sampleGame, round int) error {
	x, err := s.exhibited(c, sample)
	if err != nil {
		return err
	}
	s.render(c, x.ed, http.StatusOK, "game_after", s.afterPage(c, &x, round))
	return nil
}

func (s *Server) exhibitEnding(c *gin.Context, tone string) error {
	x, err := s.exhibited(c, sampleGame{rounds: 6, tone: tone})
	if err != nil {
		return err
	}
	p, err := s.endingPage(c, &x)
	s.render(c, x.ed, http.StatusOK, "game_ending", p)
	return err
}

func (s *Server) exhibitNumbers(c *gin.Context) error {
	x, err := s.exhibited(c, sampleGame{rounds: 6})
	if err != nil {
		return err
	}
	p, err := s.numbersPage(c, &x)
	s.render(c, x.ed, http.StatusOK, "game_numbers", p)
	return err
}

func (s *Server) exhibitPath(c *gin.Context, sample sampleGame) error {
	x, err := s.exhibited(c, sample)
	if err != nil {
		return err
	}
	p, err := s.pathPage(c, &x)
	s.render(c, x.ed, http.StatusOK, "game_path", p)
	return err
}

func (s *Server) exhibitOther(c *gin.Context) error {
	x, err := s.exhibited(c, sampleGame{rounds: 6})
	if err != nil {
		return err
	}
	p, err := s.otherPage(c, &x, 1)
	s.render(c, x.ed, http.StatusOK, "game_other", p)
	return err
}

func (s *Server) exhibitReflect(c *gin.Context) error {
	x, err := s.exhibited(c, sampleGame{rounds: 6, replay: true})
	if err != nil {
		return err
	}
	s.render(c, x.ed, http.StatusOK, "game_reflect", s.reflectPage(c, &x))
	return nil
}

func (s *Server) exhibitPledge(c *gin.Context, sample sampleGame, problems []*errs.E) error {
	x, err := s.exhibited(c, sample)
	if err != nil {
		return err
	}
	status, typed := http.StatusOK, url.Values{"what": {x.solo.Pledge.What}, "with": {x.solo.Pledge.With}, "by": {x.solo.Pledge.By}}
	if problems != nil {
		status, typed = http.StatusUnprocessableEntity, url.Values{"with": {"the <crew>"}, "by": {time.Time{}.Format(time.DateOnly)}}
	}
	p := s.pledgePage(c, &x, typed, problems)
	p.Saved = sample.pledged
	s.render(c, x.ed, status, "game_pledge", p)
	return nil
}

func (s *Server) exhibitGameLink(c *gin.Context) error {
	x, err := s.exhibited(c, sampleGame{rounds: 2})
	if err != nil {
		return err
	}
	p := gameLinkPage{gamePage: s.gamePage(c, &x, x.t("game.link.title")), Link: "https://opmaat.example/g/ABCDEFGHIJKLMNOPQRSTUVWXYZ", QR: "/dev/qr.svg", Local: true}
	s.render(c, x.ed, http.StatusOK, "game_link", p)
	return nil
}
