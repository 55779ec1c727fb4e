package web

import (
	"fmt"
	"net/http"
	"net/netip"
	"strings"
)

// proxies are the addresses that may speak for a browser.
type proxies []netip.Prefix

// ParseProxies reads addresses and CIDR ranges, such as 10.0.0.0/8 or 127.0.0.1.
func ParseProxies(list []string) ([]netip.Prefix, error) {
	var out []netip.Prefix
	for _, text := range list {
		if !strings.Contains(text, "/") {
			addr, err := netip.ParseAddr(text)
			if err != nil {
				return nil, fmt.Errorf("%q is not an address or a CIDR range such as 10.0.0.0/8", text)
			}
			out = append(out, netip.PrefixFrom(addr, addr.BitLen()))
			continue
		}
		prefix, err := netip.ParsePrefix(text)
		if err != nil {
			return nil, fmt.Errorf("%q is not an address or a CIDR range such as 10.0.0.0/8", text)
		}
		out = append(out, prefix)
	}
	return out, nil
}

// forwardedHTTPS reports whether a trusted proxy says that the browser spoke HTTPS with it.
func (p proxies) forwardedHTTPS(r *http.Request) bool {
	if len(p) == 0 || r.Header.Get("X-Forwarded-Proto") != "https" {
		return false
	}
	from, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return false
	}
	for _, prefix := range p {
		if prefix.Contains(from.Addr().Unmap()) {
			return true
		}
	}
	return false
}
