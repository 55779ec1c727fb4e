package content

// ScenarioWords are the texts of one scenario version in one language, by id.
// Every text is plain text, never markup. A text that was missing in this
// language and was taken from English is listed in Borrowed by its path.
type ScenarioWords struct {
	Language   string
	Title      string
	Theme      string // one line
	Summary    string
	Situation  []string // paragraphs
	Needs      map[string]NeedWords
	Roles      map[string]RoleWords
	Segments   map[string]string
	Channels   map[string]string
	Flags      map[string]FlagWords // those that some condition reads
	Objectives map[string]string
	Dilemmas   map[string]DilemmaWords
	Options    map[string]OptionWords
	Moves      map[string]MoveWords
	Events     map[string]EventWords
	Endings    map[string]EndingWords
	Because    map[string]string // sentences that explain an effect
	Prompts    map[string]string
	OrderRules map[string]OrderWords
	Strategies map[string]string
	Borrowed   []string
}

// NeedWords name a need of staff and say what it is.
type NeedWords struct{ Name, Text string }

// RoleWords describe a seat at the table.
type RoleWords struct{ Name, Wants, Fears, Brief string }

// FlagWords are clauses that follow "because": when the flag was set, and when
// it was not.
type FlagWords struct{ Held, Failed string }

// DilemmaWords are the texts of a round. Hints are by role.
type DilemmaWords struct {
	Title       string
	Inject      string
	Hints       map[string]string
	Facilitator FacilitatorWords
}

// FacilitatorWords are for whoever leads a workshop: what to say, to ask, and to
// watch for.
type FacilitatorWords struct{ Say, Ask, Watch string }

// OptionWords are an answer and what came of it.
type OptionWords struct{ Label, Consequence string }

// MoveWords are what a team can buy.
type MoveWords struct{ Name, Text string }

// EventWords are what comes from outside. Cases are by the id of the case.
type EventWords struct {
	Title  string
	Inject string
	Cases  map[string]string
}

// EndingWords are where an organisation arrived, with two questions.
type EndingWords struct {
	Title   string
	Story   string
	Carried string // what carried it
	Cost    string // what it cost
	Prompts []string
}

// OrderWords say that a rule of order was kept, or broken.
type OrderWords struct{ Kept, Broken string }

// complete says whether the scenario has every text in the language.
func (p *scenarioPack) complete(lang string) bool {
	w, ok := p.words[lang]
	return ok && len(w.missing) == 0
}

// speak builds the words of a scenario without problems in one language. A
// language without a file borrows everything.
func (p *scenarioPack) speak(lang string) *ScenarioWords {
	english := p.words[fallback]
	s := &speaker{english: english.texts}
	paragraphs := english.counts["situation"]
	if own := p.words[lang]; own != nil {
		s.own = own.texts
		if n := own.counts["situation"]; n > 0 {
			paragraphs = n
		}
	}
	k := &p.known
	w := &ScenarioWords{
		Language: lang, Title: s.text("title"), Theme: s.text("theme"), Summary: s.text("summary"),
		Situation: s.list("situation", paragraphs),
		Segments:  s.texts("segments", k.segments.ids()), Channels: s.texts("channels", k.channels.ids()),
		Objectives: s.texts("objectives", k.objectives.ids()), Because: s.texts(theReason, k.reasons.ids()),
		Prompts: s.texts("prompts", k.prompts.ids()), Strategies: s.texts("strategies", k.strategies.ids()),
	}
	w.Needs = eachOf("needs", k.needs.ids(), func(at string) NeedWords { return NeedWords{s.text(at + ".name"), s.text(at + ".text")} })
	w.Roles = eachOf("roles", k.roles.ids(), func(at string) RoleWords {
		return RoleWords{s.text(at + ".name"), s.text(at + ".wants"), s.text(at + ".fears"), s.text(at + ".brief")}
	})
	w.Flags = eachOf("flags", p.readFlags(), func(at string) FlagWords { return FlagWords{s.text(at + ".held"), s.text(at + ".failed")} })
	w.Options = eachOf("options", k.options.ids(), func(at string) OptionWords { return OptionWords{s.text(at + ".label"), s.text(at + ".consequence")} })
	w.Moves = eachOf("moves", k.moves.ids(), func(at string) MoveWords { return MoveWords{s.text(at + ".name"), s.text(at + ".text")} })
	w.OrderRules = eachOf("order_rules", k.orders.ids(), func(at string) OrderWords { return OrderWords{s.text(at + ".kept"), s.text(at + ".broken")} })
	w.Dilemmas = eachOf("dilemmas", k.dilemmas.ids(), func(at string) DilemmaWords { return s.dilemma(at, k.roles.ids()) })
	w.Endings = eachOf("endings", k.endings.ids(), s.ending)
	w.Events = map[string]EventWords{}
	for _, e := range p.events.body.Events {
		at := join("events", e.ID)
		cases := s.texts(at+".cases", idsOf(e.Cases, func(c caseEntry) string { return c.ID }))
		w.Events[e.ID] = EventWords{s.text(at + ".title"), s.text(at + ".inject"), cases}
	}
	w.Borrowed = s.borrowed
	return w
}

// eachOf builds the words of every id of a list, given its path.
func eachOf[W any](list string, ids []string, build func(at string) W) map[string]W {
	out := make(map[string]W, len(ids))
	for _, id := range ids {
		out[id] = build(join(list, id))
	}
	return out
}

// texts hands out one text for every id of a list.
func (s *speaker) texts(list string, ids []string) map[string]string {
	return eachOf(list, ids, s.text)
}

func (s *speaker) dilemma(at string, roles []string) DilemmaWords {
	to := at + ".facilitator."
	return DilemmaWords{
		Title: s.text(at + ".title"), Inject: s.text(at + ".inject"), Hints: s.texts(at+".hints", roles),
		Facilitator: FacilitatorWords{s.text(to + "say"), s.text(to + "ask"), s.text(to + "watch")},
	}
}

func (s *speaker) ending(at string) EndingWords {
	return EndingWords{
		Title: s.text(at + ".title"), Story: s.text(at + ".story"), Carried: s.text(at + ".carried"), Cost: s.text(at + ".cost"),
		Prompts: s.list(at+".prompts", numEndingPrompts),
	}
}
