//go:build unix && !linux

package sqlstore

// networkKind cannot tell a network file system on this system cheaply.
func networkKind(string) (string, error) { return "", nil }
