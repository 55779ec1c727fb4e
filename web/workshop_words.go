package web

import (
	"strconv"
	"strings"

	"github.com/opmaat/opmaat/game/workshop"
)

// phaseNames names the phases; literal keys, here and below, so that tests can
// find them.
var phaseNames = map[workshop.Phase]string{
	workshop.Lobby: "workshop.phase.lobby", workshop.Briefing: "workshop.phase.briefing", workshop.Roles: "workshop.phase.roles",
	workshop.Inject: "workshop.phase.inject", workshop.Vote: "workshop.phase.vote", workshop.Decide: "workshop.phase.decide",
	workshop.Reveal: "workshop.phase.reveal", workshop.Reflect: "workshop.phase.reflect", workshop.Numbers: "workshop.phase.numbers",
	workshop.Describe: "workshop.phase.describe", workshop.Analyse: "workshop.phase.analyse", workshop.Transition: "workshop.phase.transition",
	workshop.Commit: "workshop.phase.apply", workshop.Closed: "workshop.phase.closed",
}

// nextNames is the label of the button that leads to a phase.
var nextNames = map[workshop.Phase]string{
	workshop.Briefing: "workshop.next.briefing", workshop.Roles: "workshop.next.roles", workshop.Inject: "workshop.next.inject",
	workshop.Vote: "workshop.next.vote", workshop.Decide: "workshop.next.decide", workshop.Reveal: "workshop.next.reveal",
	workshop.Reflect: "workshop.next.reflect", workshop.Numbers: "workshop.next.numbers", workshop.Describe: "workshop.next.describe",
	workshop.Analyse: "workshop.next.analyse", workshop.Transition: "workshop.next.transition", workshop.Commit: "workshop.next.apply",
	workshop.Closed: "workshop.next.closed",
}

// ownNotes are what to say, to ask and to watch for in a phase; in a round the
// scenario has its own notes too.
var ownNotes = map[workshop.Phase][3]string{
	workshop.Lobby:      {"workshop.say.lobby", "workshop.ask.lobby", "workshop.watch.lobby"},
	workshop.Briefing:   {"workshop.say.briefing", "workshop.ask.briefing", "workshop.watch.briefing"},
	workshop.Roles:      {"workshop.say.roles", "workshop.ask.roles", "workshop.watch.roles"},
	workshop.Inject:     {"workshop.say.inject", "", "workshop.watch.inject"},
	workshop.Vote:       {"workshop.say.vote", "", "workshop.watch.vote"},
	workshop.Decide:     {"workshop.say.decide", "", "workshop.watch.decide"},
	workshop.Reveal:     {"workshop.say.reveal", "workshop.ask.reveal", "workshop.watch.reveal"},
	workshop.Reflect:    {"workshop.say.reflect", "", "workshop.watch.reflect"},
	workshop.Numbers:    {"workshop.say.numbers", "workshop.ask.numbers", "workshop.watch.numbers"},
	workshop.Describe:   {"workshop.say.describe", "workshop.ask.describe", "workshop.watch.describe"},
	workshop.Analyse:    {"workshop.say.analyse", "workshop.ask.analyse", "workshop.watch.analyse"},
	workshop.Transition: {"workshop.say.transition", "workshop.ask.transition", "workshop.watch.transition"},
	workshop.Commit:     {"workshop.say.apply", "workshop.ask.apply", "workshop.watch.apply"},
	workshop.Closed:     {"workshop.say.closed", "", "workshop.watch.closed"},
}

// deviceNames names what tables hold in their hands, with what it means.
var deviceNames = map[workshop.Devices][2]string{
	workshop.Personal: {"workshop.devices.personal", "workshop.devices.personal.about"},
	workshop.Shared:   {"workshop.devices.shared", "workshop.devices.shared.about"},
	workshop.Paper:    {"workshop.devices.paper", "workshop.devices.paper.about"},
}

// seatNames are the names that seats get by their number, the same creature in
// every language.
func seatNames(text string) []string { return strings.Split(text, ", ") }

// generated is the name of a seat by its number; after the last creature they
// come again with a number.
func generated(names []string, number int) string {
	name, round := names[(number-1)%len(names)], (number-1)/len(names)
	if round > 0 {
		name += " " + strconv.Itoa(round+1)
	}
	return name
}

// letters name the options of a round.
const letters = "ABCDEFGH"

func letter(at int) string {
	if at < 0 || at >= len(letters) {
		return ""
	}
	return letters[at : at+1]
}
