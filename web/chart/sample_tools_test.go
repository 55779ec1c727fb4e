package chart

import (
	"github.com/opmaat/opmaat/assessment/report"
)

// tools are the names of a catalogue, long and short.
var tools = [][2]string{
	{"Viva Engage"}, {"SharePoint"}, {"Vernieuwd of sociaal intranet", "Intranet"}, {"Besloten LinkedIn-groep", "LinkedIn"},
	{"Besloten Facebook-groep", "Facebook"}, {"X"}, {"Interne video"}, {"Interne blog"}, {"Teams"}, {"HumHub"}, {"Nextcloud"},
	{"Mattermost"}, {"openDesk"}, {"Workplace van Meta", "Workplace"},
}

// wishes are needs, long and short.
var wishes = [][2]string{
	{"Vragen en praten in groepen", "Praten in groepen"}, {"Groepen per vak of thema"}, {"Korte berichten"}, {"Documenten op hun plek"},
	{"Agenda"}, {"Enquêtes"}, {"Snelle peilingen"}, {"Labels en thema's"}, {"Bijlagen"}, {"App op de telefoon"}, {"Video"},
	{"Verhalen, langere stukken"}, {"Gesprek tussen leiding en medewerkers", "Gesprek met de leiding"}, {"Snel iedereen bereiken"},
	{"Partners van buiten in de groep"}, {"Weinig beheer"}, {"Aanmelden met het werkaccount, zonder extra wachtwoord", "Aanmelden met werkaccount"},
	{"Werk en privé gescheiden"}, {"Gegevens in eigen of Europees beheer", "Gegevens in eigen beheer"}, {"Archief, export, bewaartermijnen"},
	{"Bereikt medewerkers zonder licentie of werkmail", "Bereikt iedereen"},
}

// grid is the value of each need (row) with each tool and where it comes from.
var grid = []string{
	"3s 2v 2s 3s 3s 1a 1a 1a 3a 3v 2a 3a 2a 3s", "3s 2a 2s 3s 3s 0a 1a 1a 3a 3v 2a 3a 2a 3s", "3s 1a 2s 1a 2a 3s 0a 0a 1a 3v 1a 2a 1a 3s",
	"2v 3s 3a 0s 2v 0a 0a 1a 3a 2v 3v 1a 3v 1a", "1a 2v 3a 0s 2v 0a 0a 0a 2a 2v 3a 0a 3v 1a", "1a 3s 2a 0s 0s 0a 0a 0a 2a 1a 2a 0a 2a 0a",
	"3a 2a 2a 1a 3s 2a 1a 1a 2a 2v 2a 2a 2a 2a", "3s 3a 2a 1a 1a 3a 2a 3a 1a 2v 2a 2a 2a 1a", "3s 3s 3a 1a 2v 1a 1a 2a 3a 3v 3a 3a 3a 2a",
	"3s 2a 2a 3a 3a 3a 2a 2a 3a 3v 3a 3a 2a 3s", "2v 3v 2a 1a 3a 2a 3s 2a 3a 2v 2a 1a 2a 3a", "2a 3a 3a 1a 1a 0a 1a 3s 0a 2v 1a 0a 2a 1a",
	"3v 1a 2a 1a 2a 1a 1a 2a 1a 3a 1a 1a 1a 2a", "2v 1a 2a 1a 2a 3a 1a 1a 3a 2a 2a 3a 2a 3a", "2v 2a 1a 3a 3a 3a 1a 1a 3a 2a 3a 2a 2a 2a",
	"2a 0s 1a 3a 3a 3a 2a 2a 1a 0a 0a 0a 0a 2a", "3v 3a 3a 0a 0a 0a 2a 2a 3a 2v 2a 2a 2a 2a", "3a 3a 3a 0s 0s 0a 3a 3a 3a 3a 3a 3a 3a 2s",
	"1v 1v 2a 0a 0a 0a 1a 2a 1v 3v 3v 3v 3v 0a", "3v 3a 2a 0a 0a 0a 2a 2a 3a 2a 2a 2a ?a 0a", "2v 1a 1a 2a 2a 3a 1a 1a 1a 2a 2a 2a 2a 1a",
}

func toolGrid() report.Figure {
	f := report.Figure{
		Kind: report.Heatmap, Title: "Wat elk middel kan", Sentence: "Documenten zitten ingebouwd in SharePoint, Teams en Nextcloud.",
		Subject: "Behoefte", Max: 3, Missing: "Niet bekend",
		Thresholds: []report.Threshold{{At: 0, Name: "niet"}, {At: 1, Name: "met een omweg"}, {At: 2, Name: "deels"}, {At: 3, Name: "ingebouwd"}},
		Origins:    []report.Origin{{Letter: "s", Name: "uit de bronnen"}, {Letter: "v", Name: "nagekeken"}, {Letter: "a", Name: "aanname"}},
	}
	for _, w := range wishes {
		f.Categories = append(f.Categories, report.Category{Name: w[0], Short: w[1]})
	}
	for j, t := range tools {
		s := report.Series{Name: t[0], Short: t[1]}
		for _, row := range grid {
			cell := row[3*j : 3*j+2]
			s.Values = append(s.Values, report.Value{Number: float64(cell[0]) - '0', Known: cell[0] != '?'})
			s.Origins = append(s.Origins, map[byte]int{'s': 0, 'v': 1, 'a': 2}[cell[1]])
		}
		f.Series = append(f.Series, s)
	}
	return f
}

// toolPoints has tools close together, on the edge, and one without a value.
func toolPoints() report.Figure {
	f := report.Figure{
		Kind: report.Scatter, Title: "Past het, en kunnen we het aan?", Sentence: "Intranet past het best en is haalbaar.",
		Subject: "Middel", Max: 100, Missing: "Niet bekend", MarkedName: "Eerste plaats", RestName: "Andere middelen",
		Series: []report.Series{
			{Name: "Past bij ons", ValueName: "Past bij ons, 0 tot 100"}, {Name: "Haalbaar", ValueName: "Haalbaar, 0 tot 100"},
		},
	}
	fit := []float64{81.4, 83, 91.7, 44, 47.3, 31, 52, 55.6, 80.1, 84.2, 75, 78.4, 77, 60}
	feasible := []float64{96, 71.3, 100, 100, 100, 97, 100, 100, 94, 73, 70, 82, 69, 0}
	for i, t := range tools {
		f.Categories = append(f.Categories, report.Category{Name: t[0], Short: t[1], Marked: i == 2})
		f.Series[0].Values = append(f.Series[0].Values, report.Of(fit[i]))
		f.Series[1].Values = append(f.Series[1].Values, report.Value{Number: feasible[i], Known: i != 13})
	}
	return f
}

// toolParts is what the fit of one tool is made of.
func toolParts() report.Figure {
	f := report.Figure{
		Kind: report.Contributions, Title: "Waar de score van intranet uit bestaat", Sentence: "Documenten dragen met 16 punten het meest bij.",
		Subject: "Behoefte", ValueName: "Punten van 100", Max: 100, TotalName: "Past bij ons",
		Series: []report.Series{series("Punten", 16, 16, 12.5, 10.7, 8, 8, 5.3, 4, 2.7, 0)},
	}
	for i, v := range f.Series[0].Values {
		f.Categories = append(f.Categories, report.Category{Name: wishes[2*i][0], Short: wishes[2*i][1]})
		f.Total += v.Number
	}
	return f
}

// few keeps the first rows and columns of a grid.
func few(f report.Figure, rows, columns int) report.Figure {
	f.Categories, f.Series = f.Categories[:rows], f.Series[:columns]
	for i := range f.Series {
		f.Series[i].Values, f.Series[i].Origins = f.Series[i].Values[:rows], f.Series[i].Origins[:rows]
	}
	return f
}

// attacked puts the attacks in every place of a figure, in the first categories
// and series, and points far from each other so that there is room.
func attacked(f report.Figure) report.Figure {
	for i, attack := range attacks {
		f.Categories[i].Name, f.Categories[i].Short = attack, attack
	}
	if f.Kind == report.Scatter {
		f.Categories = f.Categories[:len(attacks)]
		for i := range f.Series {
			f.Series[i].Values = series("", 10, 25, 30, 40, 55, 70, 90).Values
		}
	}
	for i := range f.Series {
		f.Series[i].Name, f.Series[i].Short, f.Series[i].ValueName = attacks[i], attacks[i], attacks[i]
	}
	for i := range f.Thresholds {
		f.Thresholds[i].Name = attacks[i]
	}
	for i := range f.Origins {
		f.Origins[i] = report.Origin{Letter: "{" + string(rune('a'+i)), Name: attacks[3+i]}
	}
	f.Title, f.Sentence, f.ValueName, f.Missing = attacks[0], attacks[0], attacks[3], attacks[3]
	f.MarkedName, f.RestName, f.TotalName = attacks[3], attacks[5], attacks[4]
	return f
}
