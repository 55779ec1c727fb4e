package web

import (
	"slices"

	"github.com/opmaat/opmaat/game"
)

// kitCardsPage are the cards of the tables.
type kitCardsPage struct {
	kitPage
	kitCards
}

type kitCards struct {
	Situation []string
	Groups    []kitGroup
	Pick      int
	Needs     []kitNeed
	Dilemmas  []kitDilemma
	Moves     [][]kitMove // by sheet of paper
	PerRound  int         // moves that fit in a round
	Effort    int
	Events    [][]kitEventCard
}

// kitGroup is a group of staff with where it starts.
type kitGroup struct {
	Name  string
	Size  int
	Start int // adoption, 0-100
	Band  int
	Word  string
}

type kitNeed struct{ Name, Text string }

// kitDilemma is the card of a round.
type kitDilemma struct {
	ID            string
	Round         int
	Title, Inject string
	Short         bool // the short version plays it
	Options       []kitOption
}

type kitOption struct{ Letter, Label string }

// kitMove is a card to cut out.
type kitMove struct {
	Name, Text, Only string
	Cost             int
	Boxes            []int // one for each effort
}

// kitEventCard is what comes from outside.
type kitEventCard struct {
	Title, Inject string
	First, Last   int
}

// Cards that fit on a sheet of A4.
const (
	movesOnSheet  = 10
	eventsOnSheet = 8
)

func (k *kit) cards() kitCards {
	v := kitCards{Situation: k.w.Situation, Groups: k.staff(), Pick: k.sc.PickNeeds, PerRound: k.sc.Effort.MovesPerRound, Effort: k.sc.Effort.PerRound}
	for _, n := range k.sc.Needs {
		w := k.w.Needs[n.ID]
		v.Needs = append(v.Needs, kitNeed{w.Name, w.Text})
	}
	for i := range k.sc.Dilemmas {
		v.Dilemmas = append(v.Dilemmas, k.dilemma(&k.sc.Dilemmas[i]))
	}
	v.Moves = slices.Collect(slices.Chunk(k.moveCards(), movesOnSheet))
	var events []kitEventCard
	for _, e := range k.sc.Events {
		w := k.w.Events[e.ID]
		events = append(events, kitEventCard{w.Title, w.Inject, e.First, e.Last})
	}
	v.Events = slices.Collect(slices.Chunk(events, eventsOnSheet))
	return v
}

// staff are the groups of staff as the story begins.
func (k *kit) staff() []kitGroup {
	var out []kitGroup
	for _, s := range k.sc.Segments {
		band := k.sc.Band(s.Start)
		out = append(out, kitGroup{k.w.Segments[s.ID], s.Size, s.Start, band, k.t(stageTexts[band])})
	}
	return out
}

func (k *kit) dilemma(d *game.Dilemma) kitDilemma {
	w := k.w.Dilemmas[d.ID]
	v := kitDilemma{ID: d.ID, Round: d.Round, Title: w.Title, Inject: w.Inject, Short: slices.Contains(k.sc.Short, d.Round)}
	for i, o := range d.Options {
		v.Options = append(v.Options, kitOption{letter(i), k.w.Options[o.ID].Label})
	}
	return v
}

// moveCards say when a move can be bought in words that give nothing away.
func (k *kit) moveCards() []kitMove {
	table := *k
	table.open = true
	var out []kitMove
	for _, m := range k.sc.Moves {
		w := k.w.Moves[m.ID]
		v := kitMove{Name: w.Name, Text: w.Text, Cost: m.Cost, Boxes: make([]int, m.Cost)}
		if m.Offer != nil {
			v.Only = k.t("kit.move.only", "clause", table.condition(m.Offer, false))
		}
		out = append(out, v)
	}
	return out
}

// kitRolesPage are the role sheets.
type kitRolesPage struct {
	kitPage
	Roles []kitRole
}

// kitRole is a seat with its private notes.
type kitRole struct {
	ID, Name, Wants, Fears, Brief string
	Notes                         []kitNote
}

// kitNote is the note of one round.
type kitNote struct {
	Round       int
	Title, Text string
}

func (k *kit) roles() []kitRole {
	var out []kitRole
	for _, id := range k.sc.Roles {
		w := k.w.Roles[id]
		v := kitRole{ID: id, Name: w.Name, Wants: w.Wants, Fears: w.Fears, Brief: w.Brief}
		for _, d := range k.sc.Dilemmas {
			v.Notes = append(v.Notes, kitNote{d.Round, k.w.Dilemmas[d.ID].Title, k.w.Dilemmas[d.ID].Hints[id]})
		}
		out = append(out, v)
	}
	return out
}
