package report

import (
	"strings"
	"testing"
)

// Names of sheets that a workbook would refuse (trust.md, case 66).
func TestSheetNames(t *testing.T) {
	var taken []string
	for _, c := range [][2]string{
		{"Scores", "Scores"}, {"scores", "scores 2"}, {"a[b]:c*d?e/f\\g", "a b c d e f g"}, {"", "_"}, {"'History'", "History_"}, {"'x'", "x"},
		{strings.Repeat("lang ", 10), "lang lang lang lang lang lang…"}, {strings.Repeat("lang ", 10), "lang lang lang lang lang lan… 2"},
		{strings.Repeat("😀", 20), strings.Repeat("😀", 15) + "…"}, {"\x00\n", "_ 2"},
	} {
		got := sheetName(c[0], taken)
		if got != c[1] {
			t.Errorf("%q became %q, want %q", c[0], got, c[1])
		}
		taken = append(taken, got)
	}
}

// A cell holds at most 32,767 characters; what is cut says so (case 67).
func TestLongCell(t *testing.T) {
	if got := units(strings.Repeat("x", 40_000), cellMost); len(got) != cellMost-1+len(cut) || !strings.HasSuffix(got, cut) {
		t.Errorf("%d bytes", len(got))
	}
	if got := units(strings.Repeat("x", cellMost), cellMost); strings.HasSuffix(got, cut) {
		t.Error("a cell that fits is cut")
	}
}

// A column has as many decimals as it needs, and a whole number none.
func TestNumberStyles(t *testing.T) {
	for _, c := range []struct {
		column []float64
		want   []cellStyle
	}{
		{[]float64{3, 62.5, 97.8, 50.04, 49.96}, []cellStyle{cellWhole, cellTenths, cellTenths, cellWhole, cellWhole}},
		{[]float64{1, 2, 3}, []cellStyle{cellWhole, cellWhole, cellWhole}},
		{[]float64{2.25, 3, 0.5, 2.999}, []cellStyle{cellHundredths, cellWhole, cellHundredths, cellWhole}},
		{[]float64{0, 66.666}, []cellStyle{cellWhole, cellTenths}},
	} {
		var table Table
		for _, n := range c.column {
			table.Numbers = append(table.Numbers, []Value{Of(n)})
		}
		for i, n := range c.column {
			if got := table.numberStyle(0, n); got != c.want[i] {
				t.Errorf("%v in %v has style %d, want %d", n, c.column, got, c.want[i])
			}
		}
	}
}

// A day is a day, and what only looks like one is text.
func TestDays(t *testing.T) {
	for text, want := range map[string]int{"2026-11-22": 46348, "1900-03-01": 61, "2000-01-01": 36526, "1900-02-28": 0, "2026-02-30": 0, "2026-13-01": 0, "22 november 2026": 0, "2026-11-22 ": 0, "": 0} {
		if got := dated(text); got != (want > 0) {
			t.Errorf("%q is a day: %v", text, got)
		}
		if want > 0 && serial(text) != want {
			t.Errorf("%q is day %d, want %d", text, serial(text), want)
		}
	}
	table := Table{Head: []string{"a"}, Rows: [][]string{{"2026-11-22"}}}
	if got := table.cell(0, 0, "2026-11-22"); got.style != cellDate || !strings.Contains(got.xlsx("A2"), "<v>46348</v>") {
		t.Errorf("%+v", got)
	}
}

// A report without tables is a workbook of one sheet, with no names and no filters.
func TestWorkbookWithoutTables(t *testing.T) {
	d := specimen()
	d.Sections, d.Records.Sheet = d.Sections[:1], ""
	if sheets := d.sheets(); len(sheets) != 1 || sheets[0].name != "Lees mij" {
		t.Fatalf("%d sheets", len(sheets))
	}
	for name, part := range map[string]string{"xlsx": "xl/workbook.xml", "ods": "content.xml"} {
		f, _ := FormatNamed(name)
		data, err := f.Write(d)
		if err != nil {
			t.Fatal(err)
		}
		if _, parts := unpacked(t, data); parts[part] == "" || strings.Contains(parts[part], "definedName") || strings.Contains(parts[part], "<table:database-range ") {
			t.Errorf("%s: %s", name, parts[part])
		}
	}
}
