package report

// Table is text in rows and columns. The first cell of each row names the row.
// Every row has as many cells as Head.
type Table struct {
	Caption string     `json:"caption,omitzero"`
	Head    []string   `json:"head,omitzero"`
	Rows    [][]string `json:"rows,omitzero"`
	Notes   []string   `json:"notes,omitzero"` // what helps to read the table, one sentence or pair each

	// Numbers are the cells that are numbers, as numbers: a row a row and a value
	// a cell, missing where the cell is text. It is empty for a table of text.
	Numbers [][]Value `json:"numbers,omitzero"`
	// Widths are the shares of the columns in the width of the table; empty for
	// what the format makes of it.
	Widths []int `json:"widths,omitzero"`
	// Sheet names the table in a workbook; a table without a name is not put there.
	Sheet string `json:"sheet,omitzero"`
}

// Table gives the data of the figure as a table: a row a category, a column a
// series, followed by its bounds if it has any. What sets a category apart and
// where a value comes from stand behind them in brackets; the last row of
// Contributions is the total. The thresholds and the letters of the origins
// follow as notes. number writes a value in the reader's language. The figure
// must pass Check.
func (f Figure) Table(number func(float64) string) Table {
	t := Table{Caption: f.Title, Head: f.tableHead()}
	for i, c := range f.Categories {
		t.Rows = append(t.Rows, f.tableRow(c, i, number))
	}
	if f.Kind == Contributions {
		t.Rows = append(t.Rows, []string{f.TotalName, number(f.Total)})
	}
	for _, limit := range f.Thresholds {
		t.Notes = append(t.Notes, number(limit.At)+": "+limit.Name)
	}
	for _, o := range f.Origins {
		t.Notes = append(t.Notes, o.Letter+": "+o.Name)
	}
	return t
}

func (f Figure) tableHead() []string {
	head := []string{f.Subject}
	for _, s := range f.Series {
		head = append(head, s.Name)
		if s.Bounded() {
			head = append(head, f.LowName, f.HighName)
		}
	}
	return head
}

func (f Figure) tableRow(c Category, i int, number func(float64) string) []string {
	row := []string{c.Name}
	if c.Marked {
		row[0] = within(c.Name, f.MarkedName)
	}
	for _, s := range f.Series {
		value := f.cell(s.Values[i], number)
		if o, ok := f.Origin(s, i); ok {
			value = within(value, o.Name)
		}
		row = append(row, value)
		if s.Bounded() {
			row = append(row, f.cell(s.Low[i], number), f.cell(s.High[i], number))
		}
	}
	return row
}

// Numbers are the numbers in Table, cell by cell, for who calculates with them.
func (f Figure) Numbers() [][]Value {
	var rows [][]Value
	for i := range f.Categories {
		rows = append(rows, f.tableNumbers(i))
	}
	if f.Kind == Contributions {
		rows = append(rows, []Value{{}, Of(f.Total)})
	}
	return rows
}

// tableNumbers are the numbers of a row; a value with an origin is text.
func (f Figure) tableNumbers(i int) []Value {
	row := []Value{{}}
	for _, s := range f.Series {
		value := s.Values[i]
		if _, ok := f.Origin(s, i); ok {
			value = Value{}
		}
		row = append(row, value)
		if s.Bounded() {
			row = append(row, s.Low[i], s.High[i])
		}
	}
	return row
}

func (f Figure) cell(v Value, number func(float64) string) string {
	if !v.Known {
		return f.Missing
	}
	return number(v.Number)
}

// within puts a remark in brackets behind a text.
func within(text, remark string) string { return text + " (" + remark + ")" }
