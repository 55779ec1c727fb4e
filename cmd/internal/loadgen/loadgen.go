// Package loadgen is a small HTTP/1.1 load client for benchmarks on this machine.
// It writes prepared request bytes over keep-alive connections and reads the
// answers with as little work as possible, because client and server share the
// processors. It is no general client: one request at a time a connection, no
// TLS, no redirects, no HEAD. It refuses every address that is not loopback, so
// it cannot be pointed at somebody's server. wrk does the same where it is
// installed; this runs inside go test.
package loadgen

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"
)

// ErrNotLoopback says that an address is not on this machine's loopback.
var ErrNotLoopback = errors.New("only loopback addresses may be loaded")

// Options describe one run.
type Options struct {
	// Addr is host:port of the server; every address of the host must be loopback.
	Addr string
	// Conns is how many connections work at once, from 1.
	Conns int
	// Duration is how long requests are started. An answer under way is awaited.
	Duration time.Duration
	// Timeout bounds the wait for the last answers; 10 s when 0.
	Timeout time.Duration
	// Request returns the bytes of the n-th request (from 0) of a connection
	// (0..Conns-1), with a Host header. It may append to buf, which is empty and
	// reused. It is called from one goroutine a connection.
	Request func(conn, n int, buf []byte) []byte
}

// Fixed returns a Request function that always sends the same bytes.
func Fixed(request []byte) func(conn, n int, buf []byte) []byte {
	return func(int, int, []byte) []byte { return request }
}

// Run loads the server until Duration is over or ctx ends, and returns what was
// seen. Answers outside 2xx and 3xx are counted, not errors. A connection that
// breaks in the middle of an answer, or cannot be made, ends the run with an
// error; one that the server closes after a whole answer is made again.
func Run(ctx context.Context, o Options) (Result, error) {
	addr, err := loopback(ctx, o.Addr)
	if err != nil {
		return Result{}, err
	}
	if o.Conns < 1 || o.Duration <= 0 || o.Request == nil {
		return Result{}, errors.New("loadgen: Conns, Duration and Request are needed")
	}
	if o.Timeout == 0 {
		o.Timeout = 10 * time.Second
	}
	clients, err := dial(ctx, addr, o)
	if err != nil {
		return Result{}, err
	}
	var wg sync.WaitGroup
	failed := make([]error, len(clients))
	start := time.Now()
	for i, c := range clients {
		wg.Go(func() { failed[i] = c.run(ctx, start.Add(o.Duration)) })
	}
	wg.Wait()
	total := Result{Elapsed: time.Since(start)}
	for _, c := range clients {
		total.add(&c.seen)
	}
	return total, errors.Join(failed...)
}

// dial makes all connections before the clock starts.
func dial(ctx context.Context, addr string, o Options) ([]*client, error) {
	clients := make([]*client, o.Conns)
	for i := range clients {
		clients[i] = &client{number: i, addr: addr, options: o}
		if err := clients[i].connect(ctx); err != nil {
			for _, c := range clients[:i] {
				c.conn.Close()
			}
			return nil, err
		}
	}
	return clients, nil
}

// loopback resolves host:port to an address on the loopback interface.
func loopback(ctx context.Context, addr string) (string, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return "", fmt.Errorf("loadgen: %w", err)
	}
	ips, err := net.DefaultResolver.LookupIPAddr(ctx, host)
	if err != nil {
		return "", fmt.Errorf("loadgen: %w", err)
	}
	for _, ip := range ips {
		if !ip.IP.IsLoopback() {
			return "", fmt.Errorf("loadgen: %s: %w", host, ErrNotLoopback)
		}
	}
	return net.JoinHostPort(ips[0].String(), port), nil
}
