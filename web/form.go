package web

import (
	"errors"
	"io"
	"mime"
	"net/url"
	"unicode/utf8"

	"github.com/gin-gonic/gin"
)

// Limits of a posted form.
const (
	maxBody   = 64 << 10
	maxFields = 200
)

// readForm reads a posted form strictly: the right content type, at most 64 KB
// and 200 fields, valid UTF-8. When the body is too large it returns what
// arrived before the limit together with errTooLarge, so that the page can be
// shown again with the choice kept.
func readForm(c *gin.Context) (url.Values, error) {
	kind, _, err := mime.ParseMediaType(c.GetHeader("Content-Type"))
	if err != nil || kind != "application/x-www-form-urlencoded" {
		return nil, errMediaType
	}
	body, err := io.ReadAll(io.LimitReader(c.Request.Body, maxBody+1))
	if err != nil {
		return nil, errMalformed
	}
	if len(body) > maxBody {
		c.Request.Close = true
		partial, _ := url.ParseQuery(string(body[:maxBody])) // what can be read of a cut form
		return validOnly(partial), errTooLarge
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, errMalformed
	}
	return form, checkForm(form)
}

func checkForm(form url.Values) error {
	n := 0
	for name, values := range form {
		n += len(values)
		if !utf8.ValidString(name) {
			return errMalformed
		}
		for _, v := range values {
			if !utf8.ValidString(v) {
				return errMalformed
			}
		}
	}
	if n > maxFields {
		return errMalformed
	}
	return nil
}

func validOnly(form url.Values) url.Values {
	for name, values := range form {
		for _, v := range values {
			if !utf8.ValidString(v) {
				delete(form, name)
			}
		}
	}
	return form
}

// isTooLarge reports whether err says that a body was over the limit.
func isTooLarge(err error) bool { return errors.Is(err, error(errTooLarge)) }

// single refuses a field that must have one value and was sent more than once.
func single(form url.Values, names ...string) error {
	for _, name := range names {
		if len(form[name]) > 1 {
			return errMalformed
		}
	}
	return nil
}
