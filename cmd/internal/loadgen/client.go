package loadgen

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"time"
)

// client is one connection and what it saw.
type client struct {
	number  int
	addr    string
	options Options
	conn    net.Conn
	in      *bufio.Reader
	seen    Result
}

// connect makes the connection, or makes it again.
func (c *client) connect(ctx context.Context) error {
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", c.addr)
	if err != nil {
		return fmt.Errorf("loadgen: %w", err)
	}
	c.conn = conn
	if c.in == nil {
		c.in = bufio.NewReaderSize(conn, 32<<10)
	} else {
		c.in.Reset(conn)
	}
	return nil
}

// run sends requests until the end. The deadline of the connection is set once:
// a timer a request would cost more than the request.
func (c *client) run(ctx context.Context, end time.Time) error {
	defer func() { c.conn.Close() }()
	limit := end.Add(c.options.Timeout)
	if err := c.conn.SetDeadline(limit); err != nil {
		return err
	}
	var buf []byte
	for n := 0; ctx.Err() == nil; n++ {
		buf = c.options.Request(c.number, n, buf[:0])
		begin := time.Now()
		if !begin.Before(end) {
			return nil
		}
		if _, err := c.conn.Write(buf); err != nil {
			return fmt.Errorf("loadgen: connection %d request %d: %w", c.number, n, err)
		}
		a, err := readAnswer(c.in)
		if err != nil {
			return fmt.Errorf("loadgen: connection %d request %d: %w", c.number, n, err)
		}
		c.seen.count(a, time.Since(begin))
		if a.last {
			c.conn.Close()
			if err := c.connect(ctx); err != nil {
				return err
			}
			if err := c.conn.SetDeadline(limit); err != nil {
				return err
			}
		}
	}
	return nil
}
