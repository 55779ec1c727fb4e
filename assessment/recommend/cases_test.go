package recommend

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// The published cases. Their texts are short, so the inputs are reconstructed:
// the needs that the text names, with weights and readiness found by trying all
// combinations (0, 1, 2, 4 per need; readiness in steps of 5) until every
// published number came out in both modes. Other inputs give the same numbers;
// these are among the fewest that read like the text.

// caseA: an intranet and Microsoft 365 exist, culture is 25, one login is a
// Must. Documents, agenda, stories and dialogue with the management as Should,
// discussion and little administration as Could; people 50, channels 45.
func caseA(t testing.TB) Situation {
	return Situation{
		Staff: Known(140), Microsoft365: Known(true), Intranet: Known(true), SelfHosting: Known(false), PrivateAccounts: Known(false),
		Closed: Known(true), Confidential: Known(false), EUControl: Known(false), RetentionDuty: Known(false), AdminFTE: Known(0.3),
		Readiness: &Readiness{People: 50, Culture: 25, Channels: 45},
		Needs:     wants(t, "must single_sign_on should documents calendar stories dialogue could discuss low_admin"),
	}
}

// caseC: 20 staff who accept private accounts want to talk and use the phone
// (Must) and polls (Should); nothing else is there, and readiness is enough.
// Of these three needs no other weights, and no weights without readiness, give
// LinkedIn both 0.86 and 0.91 and leave only LinkedIn when Facebook is out.
func caseC(t testing.TB) Situation {
	return Situation{
		Staff: Known(20), Microsoft365: Known(false), Intranet: Known(false), SelfHosting: Known(false), PrivateAccounts: Known(true),
		Closed: Known(true), Confidential: Known(false), EUControl: Known(false), RetentionDuty: Known(false), AdminFTE: Known(0.1),
		Readiness: &Readiness{People: 40, Culture: 50, Channels: 40},
		Needs:     wants(t, "must discuss phone should polls"),
	}
}

// caseC2 is the same with 45 staff.
func caseC2(t testing.TB) Situation {
	s := caseC(t)
	s.Staff = Known(45)
	return s
}

// caseE: Microsoft 365, microblog as Must, tags and phone as Should,
// attachments as Could, ready in every respect. Microblog is a Must because
// the case leaves only Viva Engage and the intranet.
func caseE(t testing.TB) Situation {
	return Situation{
		Staff: Known(200), Microsoft365: Known(true), Intranet: Known(true), SelfHosting: Known(false), PrivateAccounts: Known(false),
		Closed: Known(true), Confidential: Known(false), EUControl: Known(false), RetentionDuty: Known(false), AdminFTE: Known(0.3),
		Readiness: &Readiness{People: 60, Culture: 60, Channels: 60},
		Needs:     wants(t, "must microblog should tags phone could attachments"),
	}
}

// caseH: no Microsoft 365, no intranet, confidential content, a fast message to
// all as Must. The text says nothing of hosting; HumHub and Nextcloud are out
// only when nobody hosts them.
func caseH(t testing.TB) Situation {
	return Situation{
		Staff: Known(140), Microsoft365: Known(false), Intranet: Known(false), SelfHosting: Known(false), PrivateAccounts: Known(true),
		Closed: Known(true), Confidential: Known(true), EUControl: Known(false), RetentionDuty: Known(false), AdminFTE: Known(0.3),
		Needs: wants(t, "must broadcast should phone"),
	}
}

// answer prints the ranking as tool, rank and first share.
func answer(c *Catalogue, r Recommendation, most int) string {
	var parts []string
	for _, t := range r.Ranking[:min(most, len(r.Ranking))] {
		parts = append(parts, fmt.Sprintf("%s %.2f", c.Tools[t.Tool].ID, t.Rank))
	}
	return string(r.Verdict) + ": " + strings.Join(parts, ", ")
}

func TestPublishedCases(t *testing.T) {
	c := benchCatalogue(t)
	for _, k := range []struct {
		name      string
		situation func(testing.TB) Situation
		seed, now string
		most      int // places that are published
	}{
		{"A", caseA, "recommended: intranet 0.92, sharepoint 0.86, viva-engage 0.80", "recommended: intranet 0.92, sharepoint 0.81, viva-engage 0.80", 3},
		{"C", caseC, "recommended: facebook-group 1.00, linkedin-group 0.86", "recommended: facebook-group 1.00, linkedin-group 0.91", 9},
		{"C2", caseC2, "recommended: linkedin-group 0.86", "recommended: linkedin-group 0.91", 9},
		{"E", caseE, "recommended: viva-engage 1.00, intranet 0.79", "recommended: viva-engage 1.00, intranet 0.79", 9},
		{"H", caseH, "none_yet: ", "none_yet: ", 9},
	} {
		for mode, want := range map[Mode]string{SeedMode: k.seed, Now: k.now} {
			t.Run(k.name+" "+string(mode), func(t *testing.T) {
				r := Recommend(c, k.situation(t), mode)
				if got := answer(c, r, k.most); got != want {
					t.Errorf("got  %s\nwant %s", got, want)
				}
				if len(r.Ranking) > 0 && r.Ranking[0].FirstShare != 1 {
					t.Errorf("first share %v, want 1", r.Ranking[0].FirstShare)
				}
			})
		}
	}
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9 {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// TestCaseAByHand works the numbers of case A out by hand: W = 4+4*2+2*1 = 14.
func TestCaseAByHand(t *testing.T) {
	c := benchCatalogue(t)
	r := Recommend(c, caseA(t), SeedMode)
	first := r.Ranking[0]
	near(t, "fit of the intranet", first.Fit, (4*3+2*3+2*3+2*3+2*2+1*2+1*1)/42.0)
	near(t, "its feasibility", first.Feasibility.Value, 1)
	near(t, "its rank", first.Rank, 0.7*37/42+0.3)
	sharepoint := r.Ranking[1]
	near(t, "fit of SharePoint", sharepoint.Fit, (4*3+2*3+2*3+2*3+2*1+1*3+1*0)/42.0)
	near(t, "its feasibility", sharepoint.Feasibility.Value, (50/60.0+1+45/50.0)/3)
	if r.Pair != nil || r.BestPair == nil {
		t.Fatalf("pair %+v, best %+v", r.Pair, r.BestPair)
	}
	near(t, "gain of the best pair", r.BestPair.Gain, 4/42.0) // prints as 0.10
	for _, x := range r.Excluded {
		want := map[string]string{
			"linkedin-group": "K3", "facebook-group": "K1 K3 K10", "x": "K2 K3 K10", "humhub": "K11", "nextcloud": "K11", "workplace-from-meta": "K8",
		}[c.Tools[x.Tool].ID]
		if c.Tools[x.Tool].ID == "linkedin-group" {
			want = "K3 K10"
		}
		if got := ruleNames(x.Rules); got != want {
			t.Errorf("%s is out by %s, want %s", c.Tools[x.Tool].ID, got, want)
		}
	}
	if len(r.Excluded) != 6 {
		t.Errorf("%d tools excluded, want 6", len(r.Excluded))
	}
}

func ruleNames(hits []Hit) string {
	var names []string
	for _, h := range hits {
		names = append(names, h.Rule)
	}
	return strings.Join(names, " ")
}

// TestCaseC2 names the change that lets Facebook pass.
func TestCaseC2(t *testing.T) {
	c := benchCatalogue(t)
	for _, x := range Recommend(c, caseC2(t), Now).Excluded {
		if c.Tools[x.Tool].ID != "facebook-group" {
			continue
		}
		if len(x.Rules) != 1 || x.Rules[0].Rule != "K1" || x.Rules[0].PassesIf != "staff <= 30" {
			t.Errorf("facebook-group: %+v", x.Rules)
		}
		return
	}
	t.Error("facebook-group is not excluded")
}

// TestCaseH: every tool is there with a reason, and two ways out are named.
func TestCaseH(t *testing.T) {
	c := benchCatalogue(t)
	r := Recommend(c, caseH(t), Now)
	if len(r.Excluded) != len(c.Tools) {
		t.Fatalf("%d of %d tools excluded", len(r.Excluded), len(c.Tools))
	}
	var ways []string
	for _, removal := range r.Cheapest {
		s := caseH(t)
		for _, change := range removal.Changes {
			change.Apply(&s)
			ways = append(ways, change.String())
		}
		after := Recommend(c, s, Now)
		if after.Verdict == NoneYet || len(removal.Opens) == 0 || after.Place(removal.Opens[0]) < 0 {
			t.Errorf("%v leaves %s with %v", removal.Changes, after.Verdict, removal.Opens)
		}
	}
	// A workaround alone would let in video and blog, but both serve only 0.44.
	if want := []string{"self_hosting = true", "intranet = true"}; !slices.Equal(ways, want) {
		t.Errorf("ways out %v, want %v", ways, want)
	}
	blocks := r.Blocking()
	if len(blocks) == 0 || len(blocks[0].Tools) < len(blocks[len(blocks)-1].Tools) {
		t.Errorf("blocks %+v", blocks)
	}
}
