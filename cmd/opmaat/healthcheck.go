package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"
)

// healthcheck asks a running server, found by the same settings, whether it is
// ready: exit 0 when it is, 1 when not.
func (p program) healthcheck(ctx context.Context, args []string) int {
	cfg, err := readConfig(args, p.env)
	if err != nil {
		return p.usage("%v", err)
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+local(cfg.Addr)+"/readyz", nil)
	if err != nil {
		return p.usage("--addr %q: %v", cfg.Addr, err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return p.failed(fmt.Errorf("no answer at %s", cfg.Addr))
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return p.failed(fmt.Errorf("not ready: status %d", res.StatusCode))
	}
	fmt.Fprintln(p.out, "ready")
	return exitDone
}

// local turns a listen address without a host into one that can be asked.
func local(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if err == nil && (host == "" || host == "0.0.0.0" || host == "::") {
		return net.JoinHostPort("127.0.0.1", port)
	}
	return addr
}
