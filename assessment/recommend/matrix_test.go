package recommend

import (
	"slices"
	"strings"
	"testing"
)

// matrix is the table of needs and tools that the recommender was designed on:
// value and mark (s seed, v verified, a assumption); seed/now where they differ.
const matrix = `
need                VE    SP    IN    LI    FB    X     VI    BL    TE    HH    NC
discuss             3s    3s/2v 2s    3s    3s    1a    1a    1a    3a    3v    2a
groups              3s    2a    2s    3s    3s    0a    1a    1a    3a    3v    2a
microblog           3s    1a    2s    1a    2a    3s    0a    0a    1a    3v    1a
documents           2v    3s    3a    0s    1s/2v 0a    0a    1a    3a    2v    3v
calendar            1a    3s/2v 3a    0s    0s/2v 0a    0a    0a    2a    2v    3a
surveys             1a    3s    2a    0s    0s    0a    0a    0a    2a    1a    2a
polls               3a    2a    2a    0s/1a 3s    2a    1a    1a    2a    2v    2a
tags                3s    3a    2a    1a    1a    3a    2a    3a    1a    2v    2a
attachments         3s    3s    3a    0s/1a 0s/2v 1a    1a    2a    3a    3v    3a
phone               3s    2a    2a    3a    3a    3a    2a    2a    3a    3v    3a
video               2v    3v    2a    1a    3a    2a    3s    2a    3a    2v    2a
stories             2a    3a    3a    1a    1a    0a    1a    3s    0a    2v    1a
dialogue            3v    1a    2a    1a    2a    1a    1a    2a    1a    3a    1a
broadcast           2v    1a    2a    1a    2a    3a    1a    1a    3a    2a    2a
partners            2v    2a    1a    3a    3a    3a    1a    1a    3a    2a    3a
low_admin           2a    0s    1a    3a    3a    3a    2a    2a    1a    0a    0a
single_sign_on      3v    3a    3a    0a    0a    0a    2a    2a    3a    2v    2a
work_private_apart  3a    3a    3a    0s    0s    0a    3a    3a    3a    3a    3a
data_control        1v    1v    2a    0a    0a    0a    1a    2a    1v    3v    3v
records             3v    3a    2a    0a    0a    0a    2a    2a    3a    2a    2a
reach_all           2v    1a    1a    2a    2a    3a    1a    1a    1a    2a    2a
`

// bench lists the tools of the matrix with what they require and which rules
// and warnings can concern them.
var bench = []struct {
	column, id, rules string
	required          Readiness
}{
	{"VE", "viva-engage", "K5 K6 K10 W1 W2 W3 W4 W5", Readiness{40, 50, 40}},
	{"SP", "sharepoint", "K5 K6 K7 K10 W1 W2 W3 W5", Readiness{60, 25, 50}},
	{"IN", "intranet", "K10 K12 W1 W2 W3 W5", Readiness{45, 25, 40}},
	{"LI", "linkedin-group", "K3 K4 K6 K9 K10 W1 W2 W3 W4 W5", Readiness{10, 40, 10}},
	{"FB", "facebook-group", "K1 K3 K4 K6 K9 K10 W1 W2 W3 W4 W5", Readiness{10, 40, 10}},
	{"X", "x", "K2 K3 K4 K6 K9 K10 W1 W2 W3 W5", Readiness{10, 50, 10}},
	{"VI", "internal-video", "K6 K10 W1 W2 W3 W5", Readiness{30, 25, 30}},
	{"BL", "internal-blog", "K10 W1 W2 W3 W5", Readiness{25, 35, 20}},
	{"TE", "teams", "K5 K6 K10 W1 W2 W3 W5", Readiness{40, 35, 40}},
	{"HH", "humhub", "K7 K10 K11 W1 W2 W3 W4 W5", Readiness{60, 50, 50}},
	{"NC", "nextcloud", "K7 K10 K11 W1 W2 W3 W5", Readiness{60, 30, 50}},
}

// benchCatalogue is the eleven tools of the matrix and one ended product.
func benchCatalogue(t testing.TB) *Catalogue {
	t.Helper()
	rows := strings.Split(strings.TrimSpace(matrix), "\n")
	columns := strings.Fields(rows[0])[1:]
	if len(rows) != NeedCount+1 || len(columns) != len(bench) {
		t.Fatalf("%d rows, %d columns", len(rows), len(columns))
	}
	c := &Catalogue{Tools: make([]Tool, len(bench), len(bench)+1)}
	for i, b := range bench {
		tool := &c.Tools[i]
		tool.ID, tool.Required = b.id, b.required
		for _, rule := range strings.Fields(b.rules) {
			if rule[0] == 'K' {
				tool.Rules = append(tool.Rules, rule)
			} else {
				tool.Warnings = append(tool.Warnings, rule)
			}
		}
		if columns[i] != b.column {
			t.Fatalf("column %d is %s, want %s", i, columns[i], b.column)
		}
	}
	for n, row := range rows[1:] {
		fields := strings.Fields(row)
		if fields[0] != Needs[n] || len(fields) != len(bench)+1 {
			t.Fatalf("row %d is %q", n, row)
		}
		for i, field := range fields[1:] {
			c.Tools[i].Needs[n] = benchCell(t, field)
		}
	}
	c.Tools = append(c.Tools, Tool{ID: "workplace-from-meta", Ended: true, Rules: []string{"K8", "K10"}})
	return c
}

// benchCell reads 3s, 2v, 1a or, with the seed's value first, 3s/2v.
func benchCell(t testing.TB, field string) Cell {
	seed, now, differs := strings.Cut(field, "/")
	if !differs {
		now = seed
	}
	kinds := map[byte]Kind{'s': Seed, 'v': Verified, 'a': Assumption}
	kind, ok := kinds[now[1]]
	if !ok || now[0] < '0' || now[0] > '3' {
		t.Fatalf("cell %q", field)
	}
	cell := Cell{Value: int(now[0] - '0'), Known: true, Kind: kind, Source: "model", Checked: "2026-11-22"}
	if differs {
		cell.SeedValue, cell.HasSeed = int(seed[0]-'0'), true
	}
	return cell
}

// wants gives needs by weight: wants("must discuss phone should polls").
func wants(t testing.TB, text string) (needs [NeedCount]Weight) {
	t.Helper()
	weight := Wont
	for _, word := range strings.Fields(text) {
		if w, ok := ParseWeight(word); ok {
			weight = w
			continue
		}
		n := slices.Index(Needs, word)
		if n < 0 {
			t.Fatalf("no need %q", word)
		}
		needs[n] = weight
	}
	return needs
}

// tool finds a tool by its id.
func (c *Catalogue) tool(t testing.TB, id string) int {
	t.Helper()
	i := slices.IndexFunc(c.Tools, func(tool Tool) bool { return tool.ID == id })
	if i < 0 {
		t.Fatalf("no tool %q", id)
	}
	return i
}
