package recommend

import (
	"slices"
	"testing"
)

// plain is a catalogue of one tool that has value 3 everywhere and every rule.
func plain(rules ...string) *Catalogue {
	tool := Tool{ID: "it", Rules: rules, Warnings: []string{"W1", "W2", "W3", "W4", "W5"}}
	for n := range tool.Needs {
		tool.Needs[n] = Cell{Value: 3, Known: true, Kind: Verified, Source: "s", Checked: "2026-11-22"}
	}
	return &Catalogue{Tools: []Tool{tool}}
}

// TestEachRule: fires on the known bad value, passes on the good one, and only
// warns when the fact is unknown.
func TestEachRule(t *testing.T) {
	yes, no := Known(true), Known(false)
	for _, k := range []struct {
		rule, passesIf, fact string
		bad, good            func(*Situation)
	}{
		{"K1", "staff <= 30", "staff", func(s *Situation) { s.Staff = Known(31) }, func(s *Situation) { s.Staff = Known(30) }},
		{"K2", "closed = false", "closed", func(s *Situation) { s.Closed = yes }, func(s *Situation) { s.Closed = no }},
		{"K3", "private_accounts = true", "private_accounts", func(s *Situation) { s.PrivateAccounts = no }, func(s *Situation) { s.PrivateAccounts = yes }},
		{"K4", "confidential = false", "confidential", func(s *Situation) { s.Confidential = yes }, func(s *Situation) { s.Confidential = no }},
		{"K5", "microsoft365 = true", "microsoft365", func(s *Situation) { s.Microsoft365 = no }, func(s *Situation) { s.Microsoft365 = yes }},
		{"K6", "eu_control = false", "eu_control", func(s *Situation) { s.EUControl = yes }, func(s *Situation) { s.EUControl = no }},
		{"K7", "admin_fte >= 0.2", "admin_fte", func(s *Situation) { s.AdminFTE = Known(0.19) }, func(s *Situation) { s.AdminFTE = Known(0.2) }},
		{"K9", "retention_duty = false", "retention_duty", func(s *Situation) { s.RetentionDuty = yes }, func(s *Situation) { s.RetentionDuty = no }},
		{"K11", "self_hosting = true", "self_hosting", func(s *Situation) { s.SelfHosting = no }, func(s *Situation) { s.SelfHosting = yes }},
		{"K12", "intranet = true", "intranet", func(s *Situation) { s.Intranet = no }, func(s *Situation) { s.Intranet = yes }},
	} {
		t.Run(k.rule, func(t *testing.T) {
			s := Situation{Needs: wants(t, "must discuss")}
			c := plain(k.rule)
			unknown := Recommend(c, s, Now)
			if len(unknown.Ranking) != 1 || !slices.Contains(unknown.Ranking[0].Warnings, k.rule) || !slices.Equal(unknown.Missing, []string{k.fact}) {
				t.Errorf("unknown: %+v", unknown)
			}
			k.bad(&s)
			bad := Recommend(c, s, Now)
			if len(bad.Excluded) != 1 || len(bad.Excluded[0].Rules) != 1 || bad.Verdict != NoneYet {
				t.Fatalf("bad: %+v", bad)
			}
			hit := bad.Excluded[0].Rules[0]
			if hit.Rule != k.rule || hit.PassesIf != k.passesIf || hit.Change.Fact != k.fact || hit.Need != -1 {
				t.Errorf("hit %+v", hit)
			}
			if other := Recommend(plain("K10"), s, Now); len(other.Ranking) != 1 || len(other.Ranking[0].Open) != 0 {
				t.Errorf("a tool without the rule: %+v", other)
			}
			changed := s
			hit.Change.Apply(&changed)
			k.good(&s)
			for _, passes := range []Situation{s, changed} {
				good := Recommend(c, passes, Now)
				if len(good.Ranking) != 1 || len(good.Ranking[0].Open) != 0 || len(good.Missing) != 0 {
					t.Errorf("good: %+v", good)
				}
			}
		})
	}
}

// TestMust is K10 at its borders.
func TestMust(t *testing.T) {
	for _, k := range []struct {
		value      int
		known      bool
		weight     Weight
		workaround bool
		passesIf   string // empty: passes
	}{
		{0, true, Must, false, "needs.broadcast <= should"},
		{0, true, Must, true, "needs.broadcast <= should"},
		{1, true, Must, false, "workaround_ok = true"},
		{1, true, Must, true, ""},
		{2, true, Must, false, ""},
		{3, true, Must, false, ""},
		{0, true, Should, false, ""},
		{0, false, Must, false, ""},
	} {
		c := plain() // K10 holds for tools that do not list it
		n := slices.Index(Needs, "broadcast")
		c.Tools[0].Needs[n] = Cell{Value: k.value, Known: k.known, Kind: Verified, Checked: "2026-11-22"}
		s := Situation{Needs: wants(t, "should discuss"), WorkaroundOK: k.workaround}
		s.Needs[n] = k.weight
		r := Recommend(c, s, Now)
		got := ""
		if len(r.Excluded) == 1 {
			got = r.Excluded[0].Rules[0].PassesIf
			if r.Excluded[0].Rules[0].Rule != "K10" || r.Excluded[0].Rules[0].Need != n {
				t.Errorf("%+v: %+v", k, r.Excluded[0].Rules[0])
			}
		}
		if got != k.passesIf {
			t.Errorf("%+v: passes if %q", k, got)
		}
		if !k.known && (!slices.Equal(r.Ranking[0].Warnings, []string{"K10", "W1", "W2", "W3"}) || len(r.Missing) != 0) {
			t.Errorf("unknown value: warnings %v, missing %v", r.Ranking[0].Warnings, r.Missing)
		}
	}
}

// TestLimits: the two numbers are rules of thumb that can be changed.
func TestLimits(t *testing.T) {
	s := Situation{Needs: wants(t, "must discuss"), Staff: Known(45), AdminFTE: Known(0.1)}
	if r := Recommend(plain("K1", "K7"), s, Now); len(r.Excluded) != 1 || ruleNames(r.Excluded[0].Rules) != "K1 K7" {
		t.Errorf("standard: %+v", r.Excluded)
	}
	s.Limits = Limits{Group: 45}
	if r := Recommend(plain("K1", "K7"), s, Now); len(r.Excluded) != 1 || ruleNames(r.Excluded[0].Rules) != "K7" {
		t.Errorf("45: %+v", r.Excluded)
	}
	s.Limits.AdminFTE = 0.1
	if r := Recommend(plain("K1", "K7"), s, Now); len(r.Ranking) != 1 {
		t.Errorf("45 and 0.1: %+v", r.Excluded)
	}
}

// TestWarnings holds W1 to W5.
func TestWarnings(t *testing.T) {
	base := Situation{Needs: wants(t, "must discuss"), Today: "2026-11-22"}
	for name, k := range map[string]struct {
		change func(*Catalogue, *Situation)
		mode   Mode
		want   []string
	}{
		"fresh and verified": {func(*Catalogue, *Situation) {}, Now, []string{"W1", "W2"}},
		"assumption":         {func(c *Catalogue, _ *Situation) { c.Tools[0].Needs[0].Kind = Assumption }, Now, []string{"W1", "W2", "W3"}},
		"assumption that does not matter": {func(c *Catalogue, _ *Situation) { c.Tools[0].Needs[1].Kind = Assumption },
			Now, []string{"W1", "W2"}},
		"24 months":    {func(c *Catalogue, _ *Situation) { c.Tools[0].Needs[0].Checked = "2024-11-22" }, Now, []string{"W1", "W2"}},
		"a day more":   {func(c *Catalogue, _ *Situation) { c.Tools[0].Needs[0].Checked = "2024-11-21" }, Now, []string{"W1", "W2", "W3"}},
		"no day given": {func(c *Catalogue, s *Situation) { c.Tools[0].Needs[0].Checked, s.Today = "2020-01-01", "" }, Now, []string{"W1", "W2"}},
		"outdated seed": {func(c *Catalogue, _ *Situation) {
			c.Tools[0].Needs[0].HasSeed = true
			c.Tools[0].Needs[0].SeedValue = 2
		}, SeedMode, []string{"W1", "W2", "W3"}},
		"seed, today": {func(c *Catalogue, _ *Situation) {
			c.Tools[0].Needs[0].HasSeed = true
			c.Tools[0].Needs[0].SeedValue = 2
		}, Now, []string{"W1", "W2"}},
		"culture below 25": {func(_ *Catalogue, s *Situation) { s.Readiness = &Readiness{50, 24.9, 50} }, Now, []string{"W1", "W2", "W4"}},
		"culture 25":       {func(_ *Catalogue, s *Situation) { s.Readiness = &Readiness{50, 25, 50} }, Now, []string{"W1", "W2"}},
		"not listed":       {func(c *Catalogue, s *Situation) { c.Tools[0].Warnings = nil; s.Readiness = &Readiness{} }, Now, nil},
	} {
		t.Run(name, func(t *testing.T) {
			c, s := plain(), base
			k.change(c, &s)
			if got := Recommend(c, s, k.mode).Ranking[0].Warnings; !slices.Equal(got, k.want) {
				t.Errorf("warnings %v, want %v", got, k.want)
			}
		})
	}
}

// TestEnded: an ended product is out by K8 and nothing else, whatever is asked.
func TestEnded(t *testing.T) {
	c := benchCatalogue(t)
	for _, s := range []Situation{caseA(t), caseH(t), {}} {
		r := Recommend(c, s, Now)
		last := r.Excluded[len(r.Excluded)-1]
		if c.Tools[last.Tool].ID != "workplace-from-meta" || len(last.Rules) != 1 || last.Rules[0].Rule != "K8" || last.Rules[0].PassesIf != "never" {
			t.Errorf("%+v", last)
		}
	}
}
