package browsertest

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
)

// asked counts how often a report was asked for.
type asked struct{ reports atomic.Int64 }

func (a *asked) count(r *http.Request) bool {
	if strings.HasPrefix(r.URL.Path, "/test/report/") {
		a.reports.Add(1)
	}
	return false
}

// saidOf is the status beside the links of a report.
const saidOf = `document.querySelector('[data-report-status]').textContent`

// TestBrowserReport: a report is made once, however often the button is pressed;
// the page says that it is being made, and when it is there. A form that is
// refused is shown in place with what was chosen.
func TestBrowserReport(t *testing.T) {
	t.Parallel()
	var seen asked
	b := open(t, start(t, seen.count))
	b.finish()
	b.visit("/test/result")
	making := value[string](b, `(() => { const link = document.querySelector('a[data-report]'); link.click(); link.click(); return `+saidOf+`; })()`)
	if making == "" || making != value[string](b, `document.querySelector('[data-reports]').dataset.making`) {
		t.Errorf("while the report is made the page says %q", making)
	}
	b.wait(saidOf + ` === document.querySelector('[data-reports]').dataset.made`)
	if n := seen.reports.Load(); n != 1 {
		t.Errorf("the report was asked for %d times", n)
	}
	b.visit("/test/report")
	value[bool](b, `(document.getElementById('colour').value = '#ffff00', document.getElementById('draft').checked = true)`)
	b.click("[data-report-form] button")
	b.wait(`document.getElementById('error-colour') && document.activeElement.id === 'summary'`)
	if !value[bool](b, `document.getElementById('draft').checked && location.pathname === '/test/report'`) {
		t.Error("what was chosen is gone")
	}
	b.log.take() // that the form was refused is no news
	value[bool](b, `(document.getElementById('colour').value = '#801650', true)`)
	b.click("[data-report-form] button")
	b.wait(`document.querySelector('form [data-report-status]').textContent === document.querySelector('[data-reports]').dataset.made`)
	b.clean()
}
