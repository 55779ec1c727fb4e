package web

import (
	"encoding/binary"
	"math"
	"strconv"
	"strings"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/report"
)

// figureView is a chart for the page: option for our script, sentence and table.
type figureView struct {
	ID       string
	Title    string
	Sentence string
	Option   any // JSON for the data block; nil when there is too little to draw
	Table    report.Table
}

// figures are the pictures of the result.
func (x *outcome) figures() (scores, radar, gaps *figureView, err error) {
	if scores, err = x.view("scores", x.scoreFigure(report.Bars)); err != nil {
		return
	}
	if radar, err = x.view("radar", x.scoreFigure(report.Radar)); err != nil {
		return
	}
	gaps, err = x.view("gaps", x.gapFigure())
	return
}

// view returns a figure for the page, the same one for the same values: names
// and limits are those of the questionnaire and the language.
func (x *outcome) view(id string, f report.Figure) (*figureView, error) {
	key := figureKey(id, x.test.Ref, f)
	if v, ok := x.ed.figures[x.lang].get(key); ok {
		return v, nil
	}
	v, err := newFigureView(id, f, x.number)
	if err == nil {
		x.ed.figures[x.lang].put(key, v)
	}
	return v, err
}

// figureKey writes all that tells two figures of results apart.
func figureKey(id string, ref assessment.Ref, f report.Figure) string {
	key := append([]byte(id), '\n')
	key = append(append(append(key, ref.String()...), '\n'), f.Sentence...)
	for _, s := range f.Series {
		for _, values := range [][]report.Value{s.Values, s.Low, s.High} {
			key = append(key, '\n')
			for _, v := range values {
				key = binary.BigEndian.AppendUint64(key, math.Float64bits(v.Number))
				key = strconv.AppendBool(key, v.Known)
			}
		}
	}
	return string(key)
}

func (x *outcome) baseFigure(kind report.Kind) report.Figure {
	p := x.ed.printers[x.lang]
	f := report.Figure{Kind: kind, Max: 100, Subject: p.T("figure.dimension"), ValueName: p.T("figure.score"),
		LowName: p.T("figure.low"), HighName: p.T("figure.high"), Missing: p.T("figure.missing")}
	for i := range x.words.Levels[1:] {
		f.Thresholds = append(f.Thresholds, report.Threshold{At: float64(25 * (i + 1)), Name: p.T("figure.threshold", "level", i+2)})
	}
	for _, d := range x.q.Dimensions {
		w := x.words.Dimensions[d.ID]
		f.Categories = append(f.Categories, report.Category{Name: w.Name, Short: w.Short})
	}
	return f
}

// scoreFigure is the score of each dimension, as bars with bounds or as a radar.
func (x *outcome) scoreFigure(kind report.Kind) report.Figure {
	p, f := x.ed.printers[x.lang], x.baseFigure(kind)
	s := report.Series{Name: p.T("figure.now")}
	for i := range x.analysis.Result.Dimensions {
		d := &x.analysis.Result.Dimensions[i]
		s.Values = append(s.Values, report.Value{Number: d.Score, Known: d.Published})
		if kind == report.Bars {
			s.Low = append(s.Low, report.Value{Number: d.Low, Known: d.Applicable() > 0})
			s.High = append(s.High, report.Value{Number: d.High, Known: d.Applicable() > 0})
		}
	}
	f.Series = []report.Series{s}
	f.Title = p.T("figure.scores.title")
	if kind == report.Radar {
		f.Title = p.T("figure.radar.title")
	}
	f.Sentence = x.scoreSentence()
	return f
}

func (x *outcome) scoreSentence() string {
	p := x.ed.printers[x.lang]
	if len(x.analysis.Strongest) == 0 || len(x.analysis.Weakest) == 0 {
		return x.alike()
	}
	dims := x.analysis.Result.Dimensions
	top, low := x.analysis.Strongest[0], x.analysis.Weakest[0]
	return p.T("figure.scores.sentence", "top", x.words.Dimensions[dims[top].ID].Name, "topScore", x.number(dims[top].Score),
		"low", x.words.Dimensions[dims[low].ID].Name, "lowScore", x.number(dims[low].Score))
}

// alike says why no subject stands out: too little is known, or all are equal.
func (x *outcome) alike() string {
	known := 0
	for i := range x.analysis.Result.Dimensions {
		if x.analysis.Result.Dimensions[i].Published {
			known++
		}
	}
	if known < 2 {
		return x.ed.printers[x.lang].T("figure.scores.none")
	}
	return x.ed.printers[x.lang].T("figure.scores.alike")
}

// gapFigure is the score now and the gap to the chosen targets.
func (x *outcome) gapFigure() report.Figure {
	p, f := x.ed.printers[x.lang], x.baseFigure(report.Gaps)
	now, target := report.Series{Name: p.T("figure.now")}, report.Series{Name: p.T("figure.target")}
	widest := -1
	for i := range x.analysis.Result.Dimensions {
		d, g := &x.analysis.Result.Dimensions[i], x.analysis.Gaps[i]
		known := d.Published && g.Known
		now.Values = append(now.Values, report.Value{Number: d.Score, Known: known})
		target.Values = append(target.Values, report.Value{Number: min(100, d.Score+g.Points), Known: known})
		if known && (widest < 0 || g.Points > x.analysis.Gaps[widest].Points+1e-9) {
			widest = i
		}
	}
	f.Series, f.Title, f.Sentence = []report.Series{now, target}, p.T("figure.gaps.title"), p.T("figure.gaps.none")
	if widest >= 0 && x.analysis.Gaps[widest].Points > 0 {
		f.Sentence = p.T("figure.gaps.sentence", "name", f.Categories[widest].Name, "points", x.number(x.analysis.Gaps[widest].Points))
	}
	if tied := x.sharingGap(widest); tied > 1 {
		f.Sentence = p.T("figure.gaps.tied", "count", tied, "points", x.number(x.analysis.Gaps[widest].Points))
	}
	return f
}

// sharingGap is how many subjects have the same gap as the widest, 0 without a gap.
func (x *outcome) sharingGap(widest int) int {
	n := 0
	for i, g := range x.analysis.Gaps {
		if widest >= 0 && g.Points > 0 && g.Known && x.analysis.Result.Dimensions[i].Published && x.number(g.Points) == x.number(x.analysis.Gaps[widest].Points) {
			n++
		}
	}
	return n
}

// workedView takes the first published dimension and shows its sum.
func (x *outcome) workedView() *workedView {
	o := &x.analysis.Result.Overall
	for d := range x.analysis.Result.Dimensions {
		r := &x.analysis.Result.Dimensions[d]
		if !r.Published {
			continue
		}
		v := &workedView{Dimension: x.words.Dimensions[r.ID].Name, Score: x.number(r.Score), N: r.Answered, Max: assessment.MaxValue * r.Answered}
		var values []string
		for _, i := range x.form.Items {
			if e := x.analysis.Entries[i]; x.q.Items[i].Dimension == d && e.State == assessment.Scored {
				values = append(values, strconv.Itoa(int(e.Value)))
				v.Sum += int(e.Value)
			}
		}
		v.Values = strings.Join(values, " + ")
		if o.Published {
			v.Average, v.AverageBand, v.Level = x.number(o.Score), o.AverageBand, o.Level
			v.WeakestBand = assessment.Band(o.Minimum)
			v.Limit, v.WeakestScore = v.WeakestBand+1, x.number(o.Minimum)
		}
		if len(x.analysis.Weakest) > 0 {
			v.Weakest = x.words.Dimensions[x.q.Dimensions[x.analysis.Weakest[0]].ID].Name
		}
		v.Priority = x.workedPriority()
		return v
	}
	return nil
}

func (x *outcome) workedPriority() *workedPriority {
	if len(x.analysis.Actions) == 0 {
		return nil
	}
	a := x.analysis.Actions[0]
	item := x.q.Items[a.Item]
	return &workedPriority{Topic: x.words.Items[item.ID].Topic, Gap: int(a.Target.Value - a.From), Impact: item.Impact, Effort: item.Effort,
		Lifts: a.Lifts, Priority: x.ed.printers[x.lang].Number(a.Priority, 2)}
}
