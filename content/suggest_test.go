package content

import "testing"

func TestNearest(t *testing.T) {
	known := []string{"cost", "impact", "effort", "q01", "q10", "dimension_scores"}
	for name, want := range map[string]string{
		"kost": "cost", "efort": "effort", "imapct": "impact", "Impact": "impact", "q02": "q01",
		"dimensionscores": "dimension_scores", "zzz": "", "": "", "colour": "",
	} {
		if got := nearest(name, known); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"a", "", 1}, {"ab", "ba", 1}, {"kitten", "sitting", 3}, {"same", "same", 0}} {
		if got := distance(c.a, c.b); got != c.want || distance(c.b, c.a) != c.want {
			t.Errorf("%s %s: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
