package web

import (
	"bytes"
	"fmt"
	"net/http/httptest"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/game/workshop"
)

// resultOf makes the result page of a sample, changed by change.
func resultOf(t testing.TB, s *Server, lang string, change func(entries map[string]assessment.Entry)) []byte {
	t.Helper()
	c, _ := gin.CreateTestContext(httptest.NewRecorder())
	c.Request = httptest.NewRequest("GET", "/test/result", nil)
	test, entries := s.made(sampleFull)
	change(entries)
	x, err := s.outcomeOf(lang, test, assessment.Submission{Seq: 1, At: test.Updated, Entries: entries}, sampleFull.plan)
	if err != nil {
		t.Fatal(err)
	}
	body, err := s.resultBody(c, x, nil)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// TestPartsMakeTheSamePage: a page of kept parts is that of a new server, byte
// for byte, whatever other pages were made before, also many at once.
func TestPartsMakeTheSamePage(t *testing.T) {
	s := quietServer(t)
	var wg sync.WaitGroup
	for n := range 24 {
		wg.Go(func() {
			lang := []string{"en", "nl"}[n%2]
			change := func(entries map[string]assessment.Entry) {
				for v, item := range []string{"q01", "q02", "q12", "q45"} {
					entries[item] = assessment.Entry{Answer: assessment.Value((n + v) % 5), Comment: fmt.Sprint("comment <", n, ">")}
				}
			}
			got := resultOf(t, s, lang, change)
			if n < 4 && !bytes.Equal(got, resultOf(t, quietServer(t), lang, change)) {
				t.Errorf("page %d in %s differs from that of a new server", n, lang)
			}
			if want := fmt.Sprint("comment &lt;", n, "&gt;"); bytes.Count(got, []byte("comment &lt;")) != 4 || bytes.Count(got, []byte(want)) != 4 {
				t.Errorf("page %d has the comments of another one", n)
			}
		})
	}
	wg.Wait()
}

// TestTypedTextIsNotKept: what people typed is in no part that outlives the page.
func TestTypedTextIsNotKept(t *testing.T) {
	s := quietServer(t)
	const typed = "typed by somebody"
	resultOf(t, s, "en", func(entries map[string]assessment.Entry) {
		entries["q01"] = assessment.Entry{Answer: assessment.Value(2), Comment: typed}
		entries["q02"] = assessment.Entry{Answer: assessment.Answer{State: assessment.NotApplicable}, Reason: typed}
	})
	parts := s.mustCurrent().parts["en"].young
	if len(parts) < 40 {
		t.Fatalf("only %d parts are kept", len(parts))
	}
	texts := []string{typed}
	for _, p := range sampleFull.plan {
		texts = append(texts, p.Owner, p.TargetReason)
	}
	for key, text := range parts {
		if !reflect.TypeOf(key.data).Comparable() {
			t.Errorf("%s cannot be told apart", key.template)
		}
		for _, typed := range texts {
			if typed != "" && strings.Contains(text, typed) {
				t.Errorf("%s keeps %q", key.template, typed)
			}
		}
	}
}

// TestTypedNamesAreNotKept: the console keeps how seats look, but none with a
// name that somebody typed.
func TestTypedNamesAreNotKept(t *testing.T) {
	s := quietServer(t)
	st, err := s.sampleSession(workshop.Vote)
	if err != nil {
		t.Fatal(err)
	}
	const typed = "Jan from the annex"
	st.Seats[1].Name = typed
	x, err := s.stage("en", workshop.Session{ID: sampleID}, st)
	if err != nil {
		t.Fatal(err)
	}
	var page bytes.Buffer
	if err := x.ed.execute(&page, "en", "console", &consolePage{livePage: x.livePage(), consoleView: *x.console()}); err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(page.Bytes(), []byte(typed)); n != 3 {
		t.Errorf("the name stands %d times on the page, not at its table and in both lists", n)
	}
	seats, want := 0, 0
	for _, seat := range st.Present() {
		if seat.Name == "" {
			want += 3 // at its table and in both lists
		}
	}
	for key, text := range x.ed.parts["en"].young {
		if strings.Contains(text, typed) {
			t.Errorf("%s keeps %q", key.template, text)
		}
		if strings.HasPrefix(key.template, "seat") {
			seats++
		}
	}
	if seats != want || want == 0 {
		t.Errorf("%d seats are kept, want %d", seats, want)
	}
}

// TestShelf: the latest are kept, at most two limits of them.
func TestShelf(t *testing.T) {
	s := newShelf[int, string](3)
	for n := range 20 {
		s.put(n, fmt.Sprint(n))
		if v, ok := s.get(0); !ok || v != "0" {
			t.Fatalf("0 is asked for all the time and gone after %d", n)
		}
	}
	for n := 18; n < 20; n++ {
		if v, ok := s.get(n); !ok || v != fmt.Sprint(n) {
			t.Errorf("%d is %q, %v", n, v, ok)
		}
	}
	if _, ok := s.get(5); ok || len(s.young)+len(s.old) > 6 {
		t.Errorf("%d and %d are kept", len(s.young), len(s.old))
	}
}
