// Package web serves the pages. Handlers parse, call and render; the rules live
// in assessment, the words in content.
package web

import (
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/netip"
	"net/url"
	"sync/atomic"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/klauspost/compress/gzhttp"
	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/content"
	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/game/workshop"
	"github.com/opmaat/opmaat/web/live"
)

// Options are what the server needs from outside.
type Options struct {
	Tests assessment.Store
	Games game.Store
	// Workshops keeps live sessions. Bus carries their news between processes;
	// nil means that this is the only one.
	Workshops workshop.Store
	Bus       live.Bus
	Library   func() *content.Library // the current one; it may change at a reload
	Log       *slog.Logger
	Now       func() time.Time
	// BaseURL is the public address; nil means the address a person used.
	BaseURL *url.URL
	// TrustedProxies may say that the browser spoke HTTPS with them. Empty trusts none.
	TrustedProxies []netip.Prefix
	// DraftDays and ResultMonths say how long tests are kept.
	DraftDays    int
	ResultMonths int
	// Streams and AddressStreams limit how many browsers follow workshops live,
	// in all and from one network address; 0 means the standard.
	Streams, AddressStreams int
	// Sessions limits how many workshops run at once; 0 means the standard.
	Sessions int
	// Contact is an e-mail address or empty; shown where a person may need help.
	Contact string
	Version string
	// Dev opens the page gallery.
	Dev bool
}

// Questionnaire is the id of the maturity test.
const Questionnaire = "social-media-maturity"

// Server is the web application.
type Server struct {
	Options
	tests      assessment.Service
	games      game.Service
	rooms      *workshop.Rooms
	rehearsals rehearsals
	pings      pings
	hub        *live.Hub
	tries      tries
	alarm      alarm
	turns      turns
	moulds     moulds
	codes      codes
	assets     *assets
	edition    atomic.Pointer[edition]
	results    *resultCache
	reports    *reportQueue
	charts     *Pictures // of reports
	csrf       *http.CrossOriginProtection
}

// library finds questionnaires in whatever library is current.
type library struct{ current func() *content.Library }

func (l library) Questionnaire(ref assessment.Ref) (*assessment.Questionnaire, bool) {
	return l.current().Questionnaire(ref)
}

func (l library) Latest(id string) (*assessment.Questionnaire, bool) { return l.current().Latest(id) }

// New builds the application. It fails when a template or asset is broken.
func New(o Options) (*Server, error) {
	s := &Server{Options: o, csrf: http.NewCrossOriginProtection(), results: newResultCache(maxCachedResults),
		reports: newReportQueue(reportsAtOnce, reportsWaiting), charts: NewPictures(), turns: newTurns()}
	s.tests = assessment.Service{Store: o.Tests, Questionnaires: library{o.Library}, Now: o.Now}
	s.games = game.Service{Store: o.Games, Scenarios: library{o.Library}, Now: o.Now, Chance: rand.Uint64}
	s.openRooms()
	var err error
	if s.assets, err = packedAssets(); err != nil {
		return nil, fmt.Errorf("load assets: %w", err)
	}
	if _, err := s.current(); err != nil {
		return nil, err
	}
	return s, nil
}

// Handler returns the whole application, compressed where the browser can.
func (s *Server) Handler() (http.Handler, error) {
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	r.HandleMethodNotAllowed = true
	r.ContextWithFallback = true
	r.RedirectTrailingSlash = false
	if err := r.SetTrustedProxies(nil); err != nil {
		return nil, fmt.Errorf("trusted proxies: %w", err)
	}
	r.Use(s.logged, s.recovered, s.secured, s.sameOrigin)
	s.install(r)
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(packFrom), gzhttp.CompressionLevel(packLevel), gzhttp.EnableZstd(false))
	if err != nil {
		return nil, fmt.Errorf("compression: %w", err)
	}
	return splitStreams(r, wrap(r)), nil
}
