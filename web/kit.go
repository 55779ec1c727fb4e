package web

import (
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/game"
)

// The paper kit of a scenario: everything that a workshop without devices needs,
// on pages to print. All of it comes from the pack, so that paper and screen
// tell the same story.

// kitPage is what every page of the kit has.
type kitPage struct {
	Page
	ID    string // of the scenario
	Story string // its title
	Part  string // "" on the first page
	Parts []kitPart
}

// kitPart is one set of sheets.
type kitPart struct {
	ID, Name, About string
	Current         bool
}

// kitIndexPage says what to print and how to play.
type kitIndexPage struct {
	kitPage
	Agree  int // of ten games, how many end the same as on screen
	Moves  int // at most, in a round
	Events int // that come
}

// kitParts are the sets of sheets, in the order in which they are printed.
var kitParts = []struct{ id, name, about string }{
	{"cards", "kit.cards", "kit.cards.about"},
	{"roles", "kit.roles", "kit.roles.about"},
	{"score", "kit.score", "kit.score.about"},
	{"guide", "kit.guide", "kit.guide.about"},
	{"outcomes", "kit.outcomes", "kit.outcomes.about"},
}

// kitAgree is how many of ten games counted with a pencil come to the same
// ending as on screen; a test plays them.
const kitAgree = 9

// kit finds the scenario of the address and begins a page of its kit.
func (s *Server) kit(c *gin.Context, part string) (*kit, kitPage, error) {
	sc, err := s.scenarioOf(c)
	if err != nil {
		return nil, kitPage{}, err
	}
	ed, lang := s.mustCurrent(), s.languageOf(c)
	sp, err := ed.speaker(lang, sc)
	if err != nil {
		return nil, kitPage{}, err
	}
	p := kitPage{ID: sc.Ref.ID, Story: sp.w.Title, Part: part}
	title := sp.t("kit.title", "story", sp.w.Title)
	for _, each := range kitParts {
		v := kitPart{each.id, sp.t(each.name), sp.t(each.about), each.id == part}
		if v.Current {
			title = sp.t("kit.part.title", "part", v.Name, "story", sp.w.Title)
		}
		p.Parts = append(p.Parts, v)
	}
	p.Page = s.page(c, ed, lang, title)
	p.Nav, p.HasGame = "game", s.gameCapability(c) != ""
	return newKit(sp), p, nil
}

func (s *Server) getKit(c *gin.Context) error {
	k, p, err := s.kit(c, "")
	if err != nil {
		return err
	}
	s.render(c, s.mustCurrent(), http.StatusOK, "kit", kitIndexPage{p, kitAgree, k.sc.Effort.MovesPerRound, len(k.sc.EventPlan.Full)})
	return nil
}

func (s *Server) getKitPart(c *gin.Context) error { return s.showKit(c, c.Param("part")) }

// showKit shows one part of the kit.
func (s *Server) showKit(c *gin.Context, part string) error {
	k, p, err := s.kit(c, part)
	if err != nil {
		return err
	}
	var data any
	name := ""
	switch part {
	case "cards":
		name, data = "kit_cards", kitCardsPage{p, k.cards()}
	case "roles":
		name, data = "kit_roles", kitRolesPage{p, k.roles()}
	case "score":
		name, data = "kit_score", kitScorePage{p, k.score()}
	case "guide":
		name, data = "kit_guide", kitGuidePage{p, k.guide()}
	case "outcomes":
		name, data = "kit_outcomes", kitOutcomesPage{p, k.outcomes(kitDraw(c.Query("draw")))}
	default:
		return errPageNotFound()
	}
	s.render(c, s.mustCurrent(), http.StatusOK, name, data)
	return nil
}

// kitMostDraw is the highest number of a drawn order of events.
const kitMostDraw = 9999

// kitDraw reads the number of a drawn order; 1 when it is none.
func kitDraw(typed string) int {
	n, err := strconv.Atoi(typed)
	if err != nil || n < 1 || n > kitMostDraw {
		return 1
	}
	return n
}

// drawn are the events that come with a number, by round. They are those of a
// session on screen with the same seed.
func (k *kit) drawn(number int, short bool) []kitDrawn {
	state, _ := k.sc.Start(game.Setup{Seed: uint64(number), Short: short})
	k.sc.Begin(&state, 1<<k.sc.PickNeeds-1)
	var out []kitDrawn
	for _, round := range k.sc.Schedule(short) {
		k.sc.Advance(&state, 0)
		if event, _ := k.sc.EventOf(&state, round); event != "" {
			out = append(out, kitDrawn{round, k.w.Events[event].Title})
		}
	}
	return out
}

// kitDrawn is an event that closes a round.
type kitDrawn struct {
	Round int
	Title string
}
