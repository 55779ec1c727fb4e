package chart

import (
	"encoding/json"
	"testing"

	"github.com/opmaat/opmaat/assessment/report"
)

// A grid does not shrink below cells that can be read: as the narrow layout
// while that is enough for the wide one to follow, else as the wide one.
func TestGridKeepsItsWidth(t *testing.T) {
	for _, c := range []struct{ columns, least, most int }{
		{2, 0, lowWidth}, {5, 0, 288}, {6, 0, lowWidth}, {11, 0, lowWidth}, {14, 300, 328}, {28, 28 * cellLeast, 28*cellLeast + nameWidest + 20},
	} {
		f := toolGrid()
		for len(f.Series) < c.columns {
			f.Series = append(f.Series, f.Series...)
		}
		f.Series = f.Series[:c.columns]
		option, err := Option(f, dutch())
		if err != nil {
			t.Fatal(err)
		}
		var got struct{ Opmaat struct{ MinWidth int } }
		if err := json.Unmarshal(option, &got); err != nil {
			t.Fatal(err)
		}
		if w := got.Opmaat.MinWidth; w < c.least || w > c.most {
			t.Errorf("%d columns: at least %d pixels, want %d to %d", c.columns, w, c.least, c.most)
		}
	}
}

func TestStep(t *testing.T) {
	f := toolGrid()
	for _, c := range []struct {
		v    report.Value
		want int
	}{{report.Of(0), 0}, {report.Of(0.9), 0}, {report.Of(1), 1}, {report.Of(2.5), 2}, {report.Of(3), 3}, {report.Value{}, -1}} {
		if got := step(f, c.v); got != c.want {
			t.Errorf("%v is on step %d, want %d", c.v, got, c.want)
		}
	}
}

// Every cell says its value and the letter of its origin, so that neither needs
// colour; a missing value says so.
func TestCellsSayValueAndOrigin(t *testing.T) {
	f := toolGrid()
	data := cells(f, dutch())
	if want := len(f.Categories) * len(f.Series); len(data) != want {
		t.Fatalf("%d cells, want %d", len(data), want)
	}
	missing := 0
	for at, cell := range data {
		i, s := at/len(f.Series), f.Series[at%len(f.Series)]
		want := unknown
		if s.Values[i].Known {
			o, _ := f.Origin(s, i)
			want = "{v|" + dutch().number(s.Values[i].Number) + "}\u2009" + o.Letter
		} else {
			missing++
		}
		if got := cell.(dict)["label"].(dict)["formatter"]; got != want {
			t.Errorf("row %d, %s: %q, want %q", i, s.Name, got, want)
		}
	}
	if missing != 1 {
		t.Errorf("%d missing values in the sample, want 1", missing)
	}
}
