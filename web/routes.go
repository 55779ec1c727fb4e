package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// handler answers a request or says why not; the adapter turns errors into pages.
type handler func(*gin.Context) error

// route is one row of the table of all addresses.
type route struct {
	method, path string
	handle       handler
}

// routes is the whole table. GET rows answer HEAD too.
func (s *Server) routes() []route { return append(s.pageRoutes(), s.workshopRoutes()...) }

// pageRoutes are the addresses of all but live workshops.
func (s *Server) pageRoutes() []route {
	return []route{
		{"GET", "/", s.getHome},
		{"GET", "/lang/:lang", s.getLanguage},
		{"GET", "/test", s.getStart},
		{"POST", "/test", s.postStart},
		{"GET", "/test/continue", s.getContinue},
		{"GET", "/test/overview", s.getOverview},
		{"GET", "/test/q/:item", s.getQuestion},
		{"POST", "/test/q/:item", s.postQuestion},
		{"GET", "/test/check", s.getCheck},
		{"POST", "/test/submit", s.postSubmit},
		{"GET", "/test/result", s.getResult},
		{"GET", "/test/plan/:item", s.getPlanItem},
		{"POST", "/test/plan/:item", s.postPlanItem},
		{"GET", "/test/plan.ics", s.getPlanCalendar},
		{"GET", "/test/plan.csv", s.getPlanCSV},
		{"GET", "/test/report", s.getReports(s.testSubject)},
		{"POST", "/test/report", s.postReports(s.testSubject)},
		{"GET", "/test/report/:format", s.getReport(s.testSubject)},
		{"GET", "/test/link", s.getLink},
		{"GET", "/test/link.svg", s.getLinkQR},
		{"POST", "/test/close", s.postClose},
		{"POST", "/test/reopen", s.postReopen},
		{"GET", "/test/delete", s.getDelete},
		{"POST", "/test/delete", s.postDelete},
		{"GET", "/t/:capability", s.getCapability},
		{"GET", "/tools", s.getTools},
		{"POST", "/tools", s.postTools},
		{"GET", "/tools/compare", s.getCompare},
		{"GET", "/tools/s/:code", s.getAdvice},
		{"GET", "/tools/plan/:code", s.getFourStep},
		{"GET", "/tools/:id", s.getTool},
		{"GET", "/game", s.getGames},
		{"GET", "/game/s/:id", s.getBriefing},
		{"POST", "/game/s/:id", s.postBriefing},
		{"GET", "/game/s/:id/kit", s.getKit},
		{"GET", "/game/s/:id/kit/:part", s.getKitPart},
		{"GET", "/game/continue", s.getGameContinue},
		{"GET", "/game/play/:attempt/round/:round", s.getRound},
		{"POST", "/game/play/:attempt/round/:round", s.postRound},
		{"GET", "/game/play/:attempt/round/:round/after", s.getAfter},
		{"GET", "/game/play/:attempt/round/:round/other", s.getOther},
		{"GET", "/game/play/:attempt/ending", s.getEnding},
		{"GET", "/game/play/:attempt/numbers", s.getNumbers},
		{"GET", "/game/play/:attempt/path", s.getPath},
		{"GET", "/game/play/:attempt/reflect", s.getReflect},
		{"GET", "/game/play/:attempt/report", s.getReports(s.gameSubject)},
		{"POST", "/game/play/:attempt/report", s.postReports(s.gameSubject)},
		{"GET", "/game/play/:attempt/report/:format", s.getReport(s.gameSubject)},
		{"POST", "/game/rewind", s.postRewind},
		{"GET", "/game/pledge", s.getPledge},
		{"POST", "/game/pledge", s.postPledge},
		{"GET", "/game/pledge.ics", s.getPledgeCalendar},
		{"GET", "/game/link", s.getGameLink},
		{"GET", "/game/link.svg", s.getGameLinkQR},
		{"GET", "/game/delete", s.getGameDelete},
		{"POST", "/game/delete", s.postGameDelete},
		{"GET", "/g/:capability", s.getGameCapability},
		{"GET", "/method", s.getMethod},
		{"GET", "/about/privacy", s.getPrivacy},
		{"GET", "/about/accessibility", s.getAccessibility},
		{"GET", "/healthz", s.getHealth},
		{"GET", "/readyz", s.getReady},
		{"GET", "/.well-known/security.txt", s.getSecurityText},
	}
}

// workshopRoutes are the addresses of live workshops.
func (s *Server) workshopRoutes() []route {
	return []route{
		{"GET", "/join", s.getJoin},
		{"POST", "/join", s.postJoin},
		{"GET", seatBack, s.getJoinBack},
		{"GET", "/join/:code", s.getJoinCode},
		{"POST", "/join/:code", s.postJoinCode},
		{"GET", "/j/:secret", s.getJoinLink},
		{"POST", "/j/:secret", s.postJoinLink},
		{"GET", "/w/:id", s.getPhone},
		{"POST", "/w/:id", s.postPhone},
		{"GET", "/w/:id/events", s.getPhoneEvents},
		{"GET", "/w/:id/state", s.getPhoneState},
		{"POST", "/w/:id/device", s.postDevice},
		{"GET", "/w/:id/pass/:secret", s.getPass},
		{"POST", "/w/:id/pass/:secret", s.postPass},
		{"GET", "/w/:id/pledge.ics", s.getSeatCalendar},
		{"GET", "/w/:id/promises", s.getSeatPromises},
		{"GET", "/p/:secret", s.getPromisesLink},
		{"GET", "/promises/:id", s.getPromises},
		{"POST", "/promises/:id", s.postPromises},
		{"GET", "/promises/:id/promises.ics", s.getPromisesCalendar},
		{"GET", "/promises/:id/promises.csv", s.getPromisesTable},
		{"GET", "/host", s.getHost},
		{"POST", "/host", s.postHost},
		{"GET", "/host/recover", s.getRecover},
		{"POST", "/host/recover", s.postRecover},
		{"GET", "/h/:secret", s.getHostLink},
		{"GET", "/host/s/:id", s.getConsole},
		{"POST", "/host/s/:id", s.postConsole},
		{"GET", "/host/s/:id/events", s.getConsoleEvents},
		{"GET", "/host/s/:id/state", s.getConsoleState},
		{"POST", "/host/s/:id/code", s.postNewCode},
		{"POST", "/host/s/:id/delete", s.postDeleteSession},
		{"GET", "/host/s/:id/links", s.getLinks},
		{"POST", "/host/s/:id/links", s.postWritten},
		{"GET", "/host/s/:id/pledges", s.getPledges},
		{"GET", "/host/s/:id/pledges.ics", s.getPledgesCalendar},
		{"GET", "/host/s/:id/pledges.csv", s.getPledgesTable},
		{"GET", "/host/s/:id/debrief", s.getDebrief},
		{"GET", "/host/s/:id/report", s.getReports(s.workshopSubject)},
		{"POST", "/host/s/:id/report", s.postReports(s.workshopSubject)},
		{"GET", "/host/s/:id/report/:format", s.getReport(s.workshopSubject)},
		{"GET", "/host/s/:id/check", s.getRoom},
		{"POST", "/host/s/:id/check", s.postRoom},
		{"GET", "/s/:secret", s.getScreenLink},
		{"GET", "/screen/:id", s.getScreen},
		{"GET", "/screen/:id/events", s.getScreenEvents},
		{"GET", "/screen/:id/state", s.getScreenState},
	}
}

func (s *Server) install(r *gin.Engine) {
	for _, row := range s.routes() {
		s.on(r, row)
	}
	if s.Dev {
		s.on(r, route{"GET", "/dev/gallery", s.getGallery})
		s.on(r, route{"GET", "/dev/gallery/:state", s.getGalleryState})
		s.on(r, route{"GET", "/dev/qr.svg", s.getGalleryQR})
	}
	r.GET("/static/:hash/*name", s.getAsset)
	r.HEAD("/static/:hash/*name", s.getAsset)
	r.NoRoute(s.adapt(func(*gin.Context) error { return errPageNotFound() }))
	r.NoMethod(s.adapt(func(*gin.Context) error { return errWrongMethod }))
}

func (s *Server) on(r *gin.Engine, row route) {
	r.Handle(row.method, row.path, s.adapt(row.handle))
	if row.method == http.MethodGet {
		r.HEAD(row.path, s.adapt(row.handle))
	}
}
