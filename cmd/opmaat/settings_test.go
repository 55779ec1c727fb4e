package main

import (
	"context"
	"net"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// runProgram runs the command in this process and returns its exit code and all it wrote.
func runProgram(env []string, in string, args ...string) (int, string) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	out := &output{}
	p := program{env: env, in: strings.NewReader(in), out: out, err: out}
	return p.run(ctx, args), out.String()
}

// TestCase86Settings: a wrong setting gives exit code 2 and one sentence that
// names it, whether it came as a flag or from the environment.
func TestCase86Settings(t *testing.T) {
	t.Parallel()
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = busy.Close() })
	data := filepath.Join(t.TempDir(), "data")
	for _, c := range []struct {
		name  string
		env   []string
		args  []string
		wants []string
	}{
		{"misspelt variable", []string{"OPMAAT_DRAFT_DAY=9"}, nil, []string{"OPMAAT_DRAFT_DAY", "did you mean --draft-days?"}},
		{"unknown variable", []string{"OPMAAT_ZZZ=9"}, nil, []string{"OPMAAT_ZZZ", "opmaat help"}},
		{"unknown flag", nil, []string{"serve", "--prot", "80"}, []string{"--prot"}},
		{"misspelt flag", nil, []string{"--base-ulr", "x"}, []string{"--base-ulr", "did you mean --base-url?"}},
		{"flag without value", nil, []string{"--addr"}, []string{"-addr"}},
		{"port in use", nil, []string{"--addr", busy.Addr().String(), "--data", data}, []string{"--addr", busy.Addr().String(), "in use"}},
		{"address without port", []string{"OPMAAT_ADDR=localhost"}, nil, []string{"OPMAAT_ADDR", "127.0.0.1:8080"}},
		{"port out of range", nil, []string{"--addr", ":70000"}, []string{"--addr"}},
		{"base URL without scheme", nil, []string{"--base-url", "opmaat.example.eu"}, []string{"--base-url", "https://"}},
		{"base URL with another scheme", []string{"OPMAAT_BASE_URL=ftp://x"}, nil, []string{"OPMAAT_BASE_URL", "https://"}},
		{"base URL with a path", nil, []string{"--base-url", "https://x.example/tool"}, []string{"--base-url", "host"}},
		{"number with letters", []string{"OPMAAT_RESULT_MONTHS=two"}, nil, []string{"OPMAAT_RESULT_MONTHS", "whole number"}},
		{"number out of range", nil, []string{"--draft-days", "0"}, []string{"--draft-days", "from 1 to 3650"}},
		{"number with a sign", nil, []string{"--draft-days", "-5"}, []string{"--draft-days"}},
		{"proxies", nil, []string{"--trusted-proxies", "10.0.0.0/99"}, []string{"--trusted-proxies", "10.0.0.0/99"}},
		{"contact", nil, []string{"--contact", "nobody"}, []string{"--contact", "e-mail"}},
		{"truth", nil, []string{"--dev=perhaps"}, []string{"--dev", "true or false"}},
		{"content folder", nil, []string{"--content", filepath.Join(data, "none")}, []string{"--content", "does not exist"}},
		{"empty data", nil, []string{"--data="}, []string{"--data", "empty"}},
		{"an argument too many", nil, []string{"serve", "now"}, []string{"serve", "now"}},
		{"unknown command", nil, []string{"srve"}, []string{"srve", "serve, score"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, out := runProgram(c.env, "", c.args...)
			wantsOneSentence(t, code, out, c.wants...)
		})
	}
}

func wantsOneSentence(t *testing.T, code int, out string, wants ...string) {
	t.Helper()
	if code != exitUsage {
		t.Errorf("exit code %d, want %d: %s", code, exitUsage, out)
	}
	if strings.Count(out, "\n") != 1 || !strings.HasPrefix(out, "opmaat: ") || !strings.HasSuffix(out, ".\n") {
		t.Errorf("not one sentence: %q", out)
	}
	for _, want := range wants {
		if !strings.Contains(out, want) {
			t.Errorf("%q does not name %q", out, want)
		}
	}
}

// TestBinaryRefusesSetting checks the exit code that a shell sees.
func TestBinaryRefusesSetting(t *testing.T) {
	t.Parallel()
	binary, err := house.binary()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(binary, "--draft-days", "many")
	cmd.Dir = t.TempDir()
	out, err := cmd.CombinedOutput()
	if err == nil {
		t.Fatal("it started")
	}
	wantsOneSentence(t, cmd.ProcessState.ExitCode(), string(out), "--draft-days")
}

// TestPrecedence: flag before environment before default, the data folder is
// made when it is missing, and help lists every setting.
func TestPrecedence(t *testing.T) {
	t.Parallel()
	cfg, err := readConfig([]string{"--draft-days", "7"}, []string{"OPMAAT_DRAFT_DAYS=8", "OPMAAT_RESULT_MONTHS=9", "HOME=/x"})
	if err != nil || cfg.DraftDays != 7 || cfg.ResultMonths != 9 || cfg.Addr != "127.0.0.1:8080" || cfg.Data != "./data" || cfg.Dev {
		t.Errorf("%+v, %v", cfg, err)
	}
	if cfg, err = readConfig([]string{"--dev"}, nil); err != nil || !cfg.Dev {
		t.Errorf("%+v, %v", cfg, err)
	}
	code, out := runProgram(nil, "", "help")
	for _, s := range settings {
		if !strings.Contains(out, "--"+s.name) || !strings.Contains(out, s.variable()) {
			t.Errorf("help does not list %s", s.name)
		}
	}
	if code != exitDone {
		t.Errorf("help ends with %d", code)
	}
}

// TestHealthcheck asks a server that runs and one that does not.
func TestHealthcheck(t *testing.T) {
	t.Parallel()
	r := started(t, "--data", t.TempDir())
	addr := strings.TrimPrefix(r.base, "http://")
	if code, out := runProgram(nil, "", "healthcheck", "--addr", addr); code != exitDone || out != "ready\n" {
		t.Errorf("exit %d: %s", code, out)
	}
	if code := r.stop(); code != exitDone {
		t.Errorf("the server ended with %d", code)
	}
	if code, out := runProgram([]string{"OPMAAT_ADDR=" + addr}, "", "healthcheck"); code != exitFailed || !strings.Contains(out, addr) {
		t.Errorf("exit %d: %s", code, out)
	}
	if code, out := runProgram(nil, "", "healthcheck", "--addr", "nowhere"); code != exitUsage || !strings.Contains(out, "--addr") {
		t.Errorf("exit %d: %s", code, out)
	}
}

func TestVersion(t *testing.T) {
	t.Parallel()
	if code, out := runProgram(nil, "", "version"); code != exitDone || !strings.HasPrefix(out, "opmaat "+version+" (") {
		t.Errorf("exit %d: %s", code, out)
	}
	if code, out := runProgram(nil, "", "version", "now"); code != exitUsage {
		t.Errorf("exit %d: %s", code, out)
	}
}

// TestLocalAddress asks a server that listens everywhere at this machine.
func TestLocalAddress(t *testing.T) {
	t.Parallel()
	for addr, want := range map[string]string{":80": "127.0.0.1:80", "0.0.0.0:80": "127.0.0.1:80", "[::]:80": "127.0.0.1:80", "10.0.0.1:80": "10.0.0.1:80", "h:1": "h:1"} {
		if got := local(addr); got != want {
			t.Errorf("local(%q) = %q, want %q", addr, got, want)
		}
	}
}

// TestBaseURL uses the base URL in links, whatever Host the request names.
func TestBaseURL(t *testing.T) {
	t.Parallel()
	r := started(t, "--data", t.TempDir(), "--base-url", "http://opmaat.example.eu/")
	if !strings.Contains(r.log.String(), "http://opmaat.example.eu") {
		t.Errorf("the start says %s", r.log)
	}
	p := begin(newBrowser(t, r.base, "en"), "quick")
	req := p.browser.request("GET", "/test/link", "", nil)
	req.Host = "evil.example"
	req.AddCookie(&http.Cookie{Name: "opmaat-test", Value: p.browser.capability()})
	link := p.browser.do(req).wants(200).lacks(say(t, "en", "link.local"))
	if !strings.Contains(link.body, "http://opmaat.example.eu/t/"+p.browser.capability()) || strings.Contains(link.body, "evil.example") {
		t.Errorf("the link page has another address:\n%s", link.body)
	}
}
