package web

import (
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment/errs"
)

// statusError is an errs.E with an HTTP status that its kind does not say.
type statusError struct {
	*errs.E
	status int
}

func (e statusError) Unwrap() error { return e.E }

var (
	errWrongMethod = statusError{errs.New(errs.Invalid, "error.method"), http.StatusMethodNotAllowed}
	errCrossSite   = errs.New(errs.Forbidden, "error.cross_site")
	errPanic       = errs.New(errs.Internal, "error.internal")
	errMediaType   = statusError{errs.New(errs.Invalid, "error.media_type"), http.StatusUnsupportedMediaType}
	errMalformed   = statusError{errs.New(errs.Invalid, "error.malformed"), http.StatusBadRequest}
	errTooLarge    = statusError{errs.New(errs.Invalid, "error.too_large"), http.StatusRequestEntityTooLarge}
)

func errPageNotFound() error { return errs.New(errs.NotFound, "error.page_not_found") }

// statuses is the one table from error kind to HTTP status.
var statuses = map[errs.Kind]int{
	errs.Internal: http.StatusInternalServerError, errs.Invalid: http.StatusUnprocessableEntity,
	errs.NotFound: http.StatusNotFound, errs.Conflict: http.StatusConflict, errs.Forbidden: http.StatusForbidden,
	errs.TooMany: http.StatusTooManyRequests, errs.Unavailable: http.StatusServiceUnavailable,
}

func statusOf(err error) int {
	if se, ok := errors.AsType[statusError](err); ok {
		return se.status
	}
	return statuses[errs.KindOf(err)]
}

// titles is the heading of the error page by kind; literal keys, so that tests can find them.
var titles = map[errs.Kind]string{
	errs.Internal: "error.title.internal", errs.Invalid: "error.title.invalid", errs.NotFound: "error.title.not_found",
	errs.Conflict: "error.title.conflict", errs.Forbidden: "error.title.forbidden", errs.TooMany: "error.title.too_many",
	errs.Unavailable: "error.title.unavailable",
}

// adapt is the one place where a handler's error becomes an answer.
func (s *Server) adapt(h handler) gin.HandlerFunc {
	return func(c *gin.Context) {
		if err := h(c); err != nil {
			s.showError(c, err)
		}
	}
}

// errorPage says what happened, whether the data is safe, and what to do.
type errorPage struct {
	Page
	Text    string
	Request string
	Contact string
	Resume  bool // offer the way back into the test
	Tools   bool // offer the form of the recommender
	Game    bool // offer the way back to the game
}

func (s *Server) showError(c *gin.Context, err error) {
	status, kind := statusOf(err), errs.KindOf(err)
	if kind == errs.Internal {
		s.Log.Error("failed", "request", c.GetString(keyRequestID), "object", c.FullPath(), "err", err)
	}
	ed, lang := s.mustCurrent(), s.languageOf(c)
	p := ed.printers[lang]
	key, args := "error.internal", []any(nil)
	if e, ok := errors.AsType[*errs.E](err); ok && p.Has(e.Key) && kind != errs.Internal {
		key, args = e.Key, e.Args
	}
	if kind == errs.Unavailable {
		c.Header("Retry-After", "5")
	}
	if errors.Is(err, errReportsBusy) {
		c.Header("Retry-After", "60")
	}
	page := errorPage{Page: s.page(c, ed, lang, p.T(titles[kind])), Text: p.T(key, args...), Request: c.GetString(keyRequestID), Contact: s.Contact}
	page.Resume = kind != errs.NotFound && s.capability(c) != ""
	if page.Game = strings.HasPrefix(key, "game.error."); page.Game {
		page.Nav, page.Resume, page.HasGame = "game", false, s.gameCapability(c) != ""
	}
	page.Tools = key == "error.situation_link" || key == "error.tool_unknown"
	s.render(c, ed, status, "error", page)
}
