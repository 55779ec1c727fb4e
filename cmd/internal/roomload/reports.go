package roomload

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/opmaat/opmaat/assessment"
)

// savePause is how long somebody who takes the test needs for a question here.
const savePause = 250 * time.Millisecond

// lookPause is for how long people look at their result before they ask for a
// report.
const lookPause = 3 * time.Second

// reports is many people who see their result and ask for a report at the same
// moment, each of another organisation, while others take the test. The first time round every chart has
// to be drawn, the second time none.
func (l *load) reports(ctx context.Context, r *Report, people, savers int) error {
	m := watch(l.PID)
	all := make([]*browser, people)
	err := each(ctx, people, people, func(i int) (err error) {
		all[i], err = l.taken(ctx, i)
		return err
	})
	if err != nil {
		return err
	}
	pause(ctx, lookPause)
	saving, stop := context.WithCancel(ctx)
	defer stop()
	var taking sync.WaitGroup
	for i := range savers {
		taking.Go(func() { l.takes(saving, people+i) })
	}
	drawn, kept := new(series), new(series)
	for _, times := range []*series{drawn, kept} {
		err = each(ctx, people, people, func(i int) error { return l.asks(ctx, all[i], times) })
		if err != nil {
			return err
		}
	}
	stop()
	taking.Wait()
	l.outcome(r)
	r.times("report, its charts to be drawn", drawn, 0.95, 3*time.Second)
	r.times("report, its charts drawn before", kept, 0.95, 3*time.Second)
	r.times("answer saved meanwhile", &l.acks, 0.99, 100*time.Millisecond)
	r.add("answers saved meanwhile", float64(len(l.acks.all)), "")
	m.done(r)
	r.add("memory of the server, most", mb(m.peak), "MB")
	return nil
}

var errReport = errors.New("this is no report")

// asks fetches the report in Word, and goes on where it came from.
func (l *load) asks(ctx context.Context, b *browser, times *series) error {
	began := time.Now()
	a, err := b.get(ctx, "/test/report/docx")
	if err != nil {
		return err
	}
	if a.status != http.StatusOK || !strings.HasPrefix(string(a.body[:min(2, len(a.body))]), "PK") {
		return fmt.Errorf("%w: status %d, %d bytes", errReport, a.status, len(a.body))
	}
	times.add(time.Since(began))
	return nil
}

// taken is somebody who sent a full test. Answers differ from one to the other,
// so that charts do.
func (l *load) taken(ctx context.Context, number int) (*browser, error) {
	b, at, err := l.begins(ctx, number)
	for n := 0; err == nil && strings.HasPrefix(at, "/test/q/"); n++ {
		at, err = b.answers(ctx, at, (n+number*n/7+number)%5)
	}
	if err != nil {
		return nil, err
	}
	a, err := b.post(ctx, "/test/submit", url.Values{})
	if err == nil && a.location != "/test/result" {
		err = fmt.Errorf("sending the test leads to %q with status %d", a.location, a.status)
	}
	if err == nil {
		_, err = b.get(ctx, a.location)
	}
	return b, err
}

// takes is somebody who takes the test, over and over, until ctx ends.
func (l *load) takes(ctx context.Context, number int) {
	b, first, err := l.begins(ctx, number)
	at := first
	for n := 0; err == nil && ctx.Err() == nil; n++ {
		began := time.Now()
		if at, err = b.answers(ctx, at, n%5); err != nil {
			break
		}
		l.acks.add(time.Since(began))
		if !strings.HasPrefix(at, "/test/q/") {
			at = first
		}
		select {
		case <-ctx.Done():
		case <-time.After(savePause):
		}
	}
	if err != nil && ctx.Err() == nil {
		l.failed(err)
	}
}

// begins begins a full test and says where its first question is.
func (l *load) begins(ctx context.Context, number int) (*browser, string, error) {
	b := l.browser()
	form := url.Values{"capability": {assessment.NewCapability()}, "form": {"full"}, "name": {"Gemeente " + strconv.Itoa(number)}, "language": {"nl"}}
	a, err := b.post(ctx, "/test", form)
	if err == nil {
		a, err = b.get(ctx, a.location)
	}
	if err == nil && !strings.HasPrefix(a.location, "/test/q/") {
		err = fmt.Errorf("a test begins at %q with status %d", a.location, a.status)
	}
	return b, a.location, err
}

// answers answers the question at an address and says where the next one is.
func (b *browser) answers(ctx context.Context, at string, stage int) (string, error) {
	form := url.Values{"ref": {"social-media-maturity@1"}, "form": {"full"}, "answer": {strconv.Itoa(stage)}}
	a, err := b.post(ctx, at, form)
	if err == nil && a.location == "" {
		err = fmt.Errorf("an answer at %s: status %d", at, a.status)
	}
	return a.location, err
}
