package report

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
)

// writeCSV writes the records.
func writeCSV(d *Document) ([]byte, error) {
	return CSV(d.Language, append([][]string{d.Records.Head}, d.Records.Rows...))
}

// CSV writes rows as comma-separated values, the head first. It begins with a byte order mark, so
// that a spreadsheet reads it as UTF-8, and separates with a semicolon where
// numbers have a comma, as a spreadsheet in that language expects. No cell is
// read as a formula.
func CSV(language string, rows [][]string) ([]byte, error) {
	var buf bytes.Buffer
	buf.WriteString("\ufeff")
	w := csv.NewWriter(&buf)
	w.UseCRLF = true
	if decimalComma[language] {
		w.Comma = ';'
	}
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = Guarded(readable(cell))
		}
		if err := w.Write(cells); err != nil {
			return nil, fmt.Errorf("csv: %w", err)
		}
	}
	w.Flush()
	return buf.Bytes(), w.Error()
}

// decimalComma are the languages whose spreadsheets separate with a semicolon,
// because the comma stands in numbers.
var decimalComma = map[string]bool{"nl": true, "de": true, "fr": true, "es": true, "it": true, "pt": true, "da": true, "sv": true, "fi": true, "pl": true, "cs": true, "el": true, "tr": true}

// Guarded keeps a spreadsheet from reading text as a formula (OWASP ASVS 1.2.10).
func Guarded(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r\n\x00＝＋－＠", []rune(s)[0]) {
		return "'" + s
	}
	return s
}
