package assessment

import "testing"

func TestParseCount(t *testing.T) {
	for in, want := range map[string]int{"140": 140, "1.200": 1200, "1,200": 1200, "1 200": 1200, "1\u00a0200": 1200, "12.345.678": 12345678} {
		if got, err := ParseCount(in); err != nil || got != want {
			t.Errorf("%q: %d, %v", in, got, err)
		}
	}
	for _, in := range []string{"", "1.20", "1,2000", "1.200,5", "٣", "1e3", "1..200", "-", "1.200."} {
		if got, err := ParseCount(in); err == nil {
			t.Errorf("%q was read as %d", in, got)
		}
	}
}
