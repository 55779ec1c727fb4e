package web

import (
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"

	"github.com/boombuler/barcode/qr"
	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
)

// linkPage hands the test over to another device or another day.
type linkPage struct {
	Page
	Link  string
	QR    string // address of the picture
	Local bool   // the address works on this computer only
	Test  testFacts
}

// errBrokenLink is the one neutral answer for cut, unknown, expired and closed links.
var errBrokenLink = errs.New(errs.NotFound, "error.link")

// getCapability takes the secret out of the address: into a cookie, and on to a
// clean address. It changes nothing in the test, so a mail scanner that opens
// the link uses nothing up.
func (s *Server) getCapability(c *gin.Context) error {
	capability := c.Param("capability")
	if !assessment.ValidCapability(capability) {
		return errBrokenLink
	}
	t, err := s.Tests.Test(c, assessment.KeyHash(capability))
	if errs.Is(err, errs.NotFound) {
		return errBrokenLink
	}
	if err != nil {
		return err
	}
	s.setCapability(c, capability)
	if slices.Contains(s.mustCurrent().languages, t.Language) {
		s.setLanguage(c, t.Language)
	}
	return seeOther(c, "/test/continue")
}

func (s *Server) linkOf(c *gin.Context) string {
	return s.origin(c.Request) + "/t/" + s.capability(c)
}

func (s *Server) getLink(c *gin.Context) error {
	x, err := s.load(c)
	if err != nil {
		return err
	}
	p := linkPage{Page: s.page(c, x.ed, x.lang, x.ed.printers[x.lang].T("link.title")), Link: s.linkOf(c), QR: "/test/link.svg", Test: s.facts(x)}
	p.Nav, p.Local = "test", s.BaseURL == nil && loopback(c.Request.Host)
	c.Header("No-Gzip-Compression", "1") // a page with a secret is not compressed (BREACH)
	s.render(c, x.ed, http.StatusOK, "link", p)
	return nil
}

func loopback(hostport string) bool {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = hostport
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// getLinkQR draws the link as a QR code.
func (s *Server) getLinkQR(c *gin.Context) error {
	if s.capability(c) == "" {
		return errNoTest
	}
	return sendQR(c, s.linkOf(c))
}

func sendQR(c *gin.Context, text string) error {
	svg, err := qrSVG(text)
	if err != nil {
		return fmt.Errorf("draw QR code: %w", err)
	}
	c.Data(http.StatusOK, "image/svg+xml", svg)
	return nil
}

// qrSVG draws text as one path on white, with the quiet zone of four modules.
func qrSVG(text string) ([]byte, error) {
	code, err := qr.Encode(text, qr.M, qr.Unicode)
	if err != nil {
		return nil, err
	}
	n := code.Bounds().Dx()
	var path strings.Builder
	for y := range n {
		for x := range n {
			if r, _, _, _ := code.At(x, y).RGBA(); r == 0 {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x+4, y+4)
			}
		}
	}
	return fmt.Appendf(nil, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges"><rect width="100%%" height="100%%" fill="#fff"/><path d="%s"/></svg>`, n+8, n+8, path.String()), nil
}
