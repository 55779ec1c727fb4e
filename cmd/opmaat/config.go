package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"os"
	"strconv"
	"strings"

	"github.com/opmaat/opmaat/web"
)

// setting is one row of the table of settings of serve. Each is a flag, an
// environment variable or its standard value, in this order.
type setting struct {
	name, standard, about string
	read                  func(*config, string) error
}

// variable is the environment variable of a setting.
func (s setting) variable() string {
	return "OPMAAT_" + strings.ToUpper(strings.ReplaceAll(s.name, "-", "_"))
}

// config is what serve runs with.
type config struct {
	Addr, Data, Content     string
	BaseURL                 *url.URL
	Proxies                 []netip.Prefix
	Contact                 string
	DraftDays, ResultMonths int
	Streams, AddressStreams int
	Sessions                int
	Dev                     bool
}

var settings = []setting{
	{"addr", "127.0.0.1:8080", "address and port to listen on", readAddr},
	{"data", "./data", "folder for the database", func(c *config, v string) error { c.Data = v; return notEmpty(v) }},
	{"base-url", "", "public address, such as https://opmaat.example.eu", readBaseURL},
	{"content", "", "folder with own content that adds to or replaces the built-in content", readContent},
	{"trusted-proxies", "", "addresses or CIDR ranges of proxies that may say that the browser used HTTPS and from which address it came", readProxies},
	{"contact", "", "e-mail address shown where people may need help", readContact},
	{"draft-days", "30", "days after which an unfinished test, a game or a workshop is deleted", readNumber(1, 3650, func(c *config, n int) { c.DraftDays = n })},
	{"result-months", "24", "months after which a result is deleted", readNumber(1, 240, func(c *config, n int) { c.ResultMonths = n })},
	{"streams", "2000", "browsers that may follow a workshop live at the same time; others look every few seconds", readNumber(10, 100000, func(c *config, n int) { c.Streams = n })},
	{"streams-per-address", "250", "the same from one network address, which a whole room may share", readNumber(10, 100000, func(c *config, n int) { c.AddressStreams = n })},
	{"sessions", "200", "workshops that may run at the same time; one that nobody moved for a day does not count", readNumber(1, 100000, func(c *config, n int) { c.Sessions = n })},
	{"dev", "false", "open the page gallery at /dev/gallery and log in plain text", readBool},
}

// readConfig reads all settings; the error names the setting.
func readConfig(args, env []string) (config, error) {
	var c config
	values, err := environment(env)
	if err != nil {
		return c, err
	}
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	given := make(map[string]*string)
	for _, s := range settings {
		if s.name == "dev" {
			flags.BoolFunc(s.name, s.about, func(v string) error { given["dev"] = &v; return nil })
			continue
		}
		given[s.name] = flags.String(s.name, "", s.about)
	}
	if err := flags.Parse(args); err != nil {
		return c, flagError(err)
	}
	if flags.NArg() > 0 {
		return c, fmt.Errorf("serve does not take the argument %q", flags.Arg(0))
	}
	set := make(map[string]bool)
	flags.Visit(func(f *flag.Flag) { set[f.Name] = true })
	for _, s := range settings {
		value, from := s.standard, "--"+s.name
		if v, ok := values[s.variable()]; ok {
			value, from = v, s.variable()
		}
		if set[s.name] {
			value, from = *given[s.name], "--"+s.name
		}
		if err := s.read(&c, value); err != nil {
			return c, fmt.Errorf("%s %q: %w", from, value, err)
		}
	}
	return c, nil
}

// flagError says in our words what the flag package found.
func flagError(err error) error {
	if name, ok := strings.CutPrefix(err.Error(), "flag provided but not defined: -"); ok {
		return fmt.Errorf("there is no setting --%s%s", name, didYouMean(name))
	}
	return err
}

// environment takes our variables out of env and refuses unknown ones, which are typing errors.
func environment(env []string) (map[string]string, error) {
	known := make(map[string]bool)
	for _, s := range settings {
		known[s.variable()] = true
	}
	values := make(map[string]string)
	for _, line := range env {
		name, value, _ := strings.Cut(line, "=")
		if !strings.HasPrefix(name, "OPMAAT_") {
			continue
		}
		if !known[name] {
			short := strings.ReplaceAll(strings.ToLower(strings.TrimPrefix(name, "OPMAAT_")), "_", "-")
			return nil, fmt.Errorf("the environment variable %s is not a setting%s", name, didYouMean(short))
		}
		values[name] = value
	}
	return values, nil
}

// didYouMean names the setting with the most letters in common at its start.
func didYouMean(name string) string {
	best, most := "", 1
	for _, s := range settings {
		n := 0
		for n < len(s.name) && n < len(name) && s.name[n] == name[n] {
			n++
		}
		if n > most {
			best, most = s.name, n
		}
	}
	if best == "" {
		return "; opmaat help lists all settings"
	}
	return "; did you mean --" + best + "?"
}

func notEmpty(v string) error {
	if v == "" {
		return errors.New("it must not be empty")
	}
	return nil
}

func readAddr(c *config, v string) error {
	c.Addr = v
	_, port, err := net.SplitHostPort(v)
	if n, e := strconv.Atoi(port); err != nil || e != nil || n < 0 || n > 65535 {
		return errors.New("write it as address:port, such as 127.0.0.1:8080 or :8080")
	}
	return nil
}

func readBaseURL(c *config, v string) error {
	if v == "" {
		return nil
	}
	u, err := url.Parse(v)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return errors.New("write the whole address with http:// or https:// in front")
	}
	if strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.User != nil || u.Fragment != "" {
		return errors.New("only scheme and host are allowed; Opmaat needs a host name of its own")
	}
	c.BaseURL = u
	return nil
}

func readContent(c *config, v string) error {
	if v == "" {
		return nil
	}
	if info, err := os.Stat(v); err != nil || !info.IsDir() {
		return errors.New("this folder does not exist")
	}
	c.Content = v
	return nil
}

func readProxies(c *config, v string) (err error) {
	if v == "" {
		return nil
	}
	c.Proxies, err = web.ParseProxies(strings.FieldsFunc(v, func(r rune) bool { return r == ',' || r == ' ' }))
	return err
}

func readContact(c *config, v string) error {
	if v == "" {
		return nil
	}
	a, err := mail.ParseAddress(v)
	if err != nil || a.Name != "" {
		return errors.New("write one e-mail address, such as help@opmaat.example.eu")
	}
	c.Contact = a.Address
	return nil
}

func readNumber(low, high int, set func(*config, int)) func(*config, string) error {
	return func(c *config, v string) error {
		n, err := strconv.Atoi(v)
		if err != nil || n < low || n > high {
			return fmt.Errorf("write a whole number from %d to %d", low, high)
		}
		set(c, n)
		return nil
	}
}

func readBool(c *config, v string) (err error) {
	if c.Dev, err = strconv.ParseBool(v); err != nil {
		return errors.New("write true or false")
	}
	return nil
}
