package web

import (
	"time"

	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/game/workshop"
)

// kitGuidePage is the guide of the facilitator.
type kitGuidePage struct {
	kitPage
	kitGuide
}

type kitGuide struct {
	Objectives []string
	Agendas    []int // minutes
	Plan       []kitRowOf
	InRound    []kitRowOf
	Rounds     []kitNotes
	Stuck      []kitAdvice
	Phases     []kitPhase
	Endings    []kitEnding
	Weights    []kitWeight
}

// kitNotes are what to say, to ask and to watch for in a round.
type kitNotes struct {
	kitDilemma
	Say, Ask, Watch, Leans string
}

// kitAdvice is what to do when something happens.
type kitAdvice struct{ When, Do string }

// kitPhase is a phase of the debrief with its questions.
type kitPhase struct {
	Title   string
	Prompts []kitPrompt
}

// kitPrompt is a question, with when to ask it.
type kitPrompt struct{ Text, If string }

// kitEnding is an ending to read aloud.
type kitEnding struct {
	ID, Title, Tone, If  string
	Story, Carried, Cost string
	Prompts              []string
}

func (k *kit) guide() kitGuide {
	v := kitGuide{Plan: k.plan(), InRound: k.inRound(), Stuck: k.stuck(), Phases: k.phases(), Endings: k.endings()}
	for _, a := range workshop.Agendas {
		v.Agendas = append(v.Agendas, int(a))
	}
	for _, o := range k.sc.Objectives {
		v.Objectives = append(v.Objectives, k.w.Objectives[o.ID])
	}
	for i := range k.sc.Dilemmas {
		d := &k.sc.Dilemmas[i]
		w := k.w.Dilemmas[d.ID].Facilitator
		v.Rounds = append(v.Rounds, kitNotes{k.dilemma(d), w.Say, w.Ask, w.Watch, k.leans(d)})
	}
	for i, id := range game.Indicators {
		v.Weights = append(v.Weights, kitWeight{k.t(indicatorTexts[id][0]), k.sc.Indicators[i].Weight})
	}
	return v
}

// leans says whose note speaks for which option, "" when none does.
func (k *kit) leans(d *game.Dilemma) string {
	var out []string
	for _, role := range k.sc.Roles {
		if o := d.Leans[role]; o != "" {
			_, place := k.sc.OptionAt(o)
			out = append(out, k.t("kit.guide.lean", "role", k.role(role), "letter", letter(place)))
		}
	}
	return k.p.List(out)
}

// kitPlan are the parts of a workshop outside the rounds, with literal keys.
var kitPlan = []struct {
	phase workshop.Phase
	key   string
}{
	{workshop.Lobby, "kit.plan.arrive"}, {workshop.Briefing, "kit.plan.briefing"}, {workshop.Roles, "kit.plan.roles"},
	{workshop.Inject, "kit.plan.round"},
	{workshop.Numbers, "kit.plan.numbers"}, {workshop.Describe, "kit.plan.describe"}, {workshop.Analyse, "kit.plan.analyse"},
	{workshop.Transition, "kit.plan.transition"}, {workshop.Commit, "kit.plan.apply"}, {workshop.Closed, "kit.plan.close"},
}

// roundParts are the parts of a round.
var roundParts = []struct {
	phase workshop.Phase
	key   string
}{
	{workshop.Inject, "kit.plan.inject"}, {workshop.Vote, "kit.plan.vote"}, {workshop.Decide, "kit.plan.decide"},
	{workshop.Reveal, "kit.plan.reveal"}, {workshop.Reflect, "kit.plan.reflect"},
}

// plan is when each part of the workshop begins and how long it takes, a column
// for each agenda.
func (k *kit) plan() []kitRowOf {
	var out []kitRowOf
	for _, part := range kitPlan {
		if part.phase != workshop.Inject {
			out = append(out, k.planRow(k.t(part.key), part.phase, 0))
			continue
		}
		for _, d := range k.sc.Dilemmas {
			out = append(out, k.planRow(k.t(part.key, "round", d.Round, "title", k.w.Dilemmas[d.ID].Title), part.phase, d.Round))
		}
	}
	return out
}

func (k *kit) planRow(head string, phase workshop.Phase, round int) kitRowOf {
	row := kitRowOf{Head: head}
	for _, a := range workshop.Agendas {
		rounds, over, long := k.sc.Schedule(a.Short()), 0, a.Planned(phase)
		if round > 0 {
			over, long = -1, 0
			for i, r := range rounds {
				if r == round {
					over = i
				}
			}
			for _, p := range roundParts {
				long += a.Planned(p.phase)
			}
		}
		if over < 0 {
			row.Cells = append(row.Cells, "–")
			continue
		}
		start := a.Until(phase, len(rounds), over).Round(time.Minute)
		row.Cells = append(row.Cells, k.t("kit.plan.cell", "start", int(start.Minutes()), "long", k.minutes(long)))
	}
	return row
}

// minutes writes a number of minutes, with a half where it is one.
func (k *kit) minutes(d time.Duration) string {
	decimals := 1
	if d%time.Minute == 0 {
		decimals = 0
	}
	return k.p.Number(d.Minutes(), decimals)
}

// inRound is how long the parts of a round take.
func (k *kit) inRound() []kitRowOf {
	var out []kitRowOf
	for _, part := range roundParts {
		row := kitRowOf{Head: k.t(part.key)}
		for _, a := range workshop.Agendas {
			row.Cells = append(row.Cells, k.clock(a.Planned(part.phase)))
		}
		out = append(out, row)
	}
	return out
}

// clock writes a short time in minutes and seconds.
func (k *kit) clock(d time.Duration) string {
	m, s := int(d.Minutes()), int(d.Seconds())%60
	switch {
	case m == 0:
		return k.t("kit.time.s", "s", s)
	case s == 0:
		return k.t("kit.time.m", "m", m)
	}
	return k.t("kit.time.ms", "m", m, "s", s)
}

func (k *kit) stuck() []kitAdvice {
	return []kitAdvice{
		{k.t("kit.stuck.silent"), k.t("kit.stuck.silent.do")},
		{k.t("kit.stuck.camps"), k.t("kit.stuck.camps.do")},
		{k.t("kit.stuck.one"), k.t("kit.stuck.one.do")},
		{k.t("kit.stuck.more"), k.t("kit.stuck.more.do")},
		{k.t("kit.stuck.real"), k.t("kit.stuck.real.do")},
		{k.t("kit.stuck.late"), k.t("kit.stuck.late.do")},
		{k.t("kit.stuck.early"), k.t("kit.stuck.early.do")},
		{k.t("kit.stuck.count"), k.t("kit.stuck.count.do")},
		{k.t("kit.stuck.away"), k.t("kit.stuck.away.do")},
		{k.t("kit.stuck.hurt"), k.t("kit.stuck.hurt.do")},
	}
}

// phases are the questions of the debrief: first those for everybody, then those
// for what happened.
func (k *kit) phases() []kitPhase {
	var out []kitPhase
	for _, phase := range phaseTexts {
		v := kitPhase{Title: k.t(phase.key)}
		var some []kitPrompt
		for _, p := range k.sc.Prompts {
			switch {
			case p.Phase != phase.phase:
			case p.When == nil:
				v.Prompts = append(v.Prompts, kitPrompt{Text: k.w.Prompts[p.ID]})
			default:
				some = append(some, kitPrompt{k.w.Prompts[p.ID], upper(k.t("kit.lead.if", "clause", k.condition(p.When, false)))})
			}
		}
		v.Prompts = append(v.Prompts, some...)
		out = append(out, v)
	}
	return out
}

func (k *kit) endings() []kitEnding {
	var out []kitEnding
	for _, e := range k.sc.Endings {
		w := k.w.Endings[e.ID]
		v := kitEnding{ID: e.ID, Title: w.Title, Tone: k.t(toneTexts[e.Tone]), If: k.t("kit.ending.else"), Story: w.Story, Carried: w.Carried, Cost: w.Cost, Prompts: w.Prompts}
		if e.When != nil {
			v.If = upper(k.t("kit.lead.if", "clause", k.condition(e.When, false)))
		}
		out = append(out, v)
	}
	return out
}
