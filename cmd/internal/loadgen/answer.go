package loadgen

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// answer is what is kept of a response.
type answer struct {
	status int
	bytes  int64 // of the body
	last   bool  // the server closes the connection
}

var errAnswer = errors.New("not an HTTP/1.1 answer")

// readAnswer reads one whole response: its body has a length, is chunked, or
// ends with the connection. Interim 1xx responses are skipped.
func readAnswer(in *bufio.Reader) (answer, error) {
	for {
		a, length, err := readHead(in)
		if err != nil {
			return a, err
		}
		switch {
		case a.status >= 100 && a.status < 200:
			continue
		case a.status == 204 || a.status == 304:
			return a, nil
		case length == chunked:
			a.bytes, err = skipChunks(in)
		case length == untilClose:
			a.last = true
			a.bytes, err = io.Copy(io.Discard, in)
		default:
			a.bytes, err = skip(in, length)
		}
		return a, err
	}
}

// Lengths of a body that has no number.
const (
	chunked    = int64(-1)
	untilClose = int64(-2)
)

// readHead reads the status line and the headers that say where the body ends.
func readHead(in *bufio.Reader) (a answer, length int64, err error) {
	line, err := readLine(in)
	if err != nil {
		return a, 0, err
	}
	if len(line) < 12 || !bytes.HasPrefix(line, []byte("HTTP/1.")) || line[8] != ' ' {
		return a, 0, fmt.Errorf("%w: %q", errAnswer, line)
	}
	a.last = line[7] == '0'
	if a.status, err = strconv.Atoi(string(line[9:12])); err != nil {
		return a, 0, fmt.Errorf("%w: %q", errAnswer, line)
	}
	length = untilClose
	for {
		line, err := readLine(in)
		if err != nil || len(line) == 0 {
			return a, length, err
		}
		name, value, ok := bytes.Cut(line, []byte(":"))
		if !ok {
			return a, 0, fmt.Errorf("%w: %q", errAnswer, line)
		}
		value = bytes.TrimSpace(value)
		switch {
		case bytes.EqualFold(name, []byte("Content-Length")) && length != chunked:
			length, err = strconv.ParseInt(string(value), 10, 64)
			if err != nil || length < 0 {
				return a, 0, fmt.Errorf("%w: %q", errAnswer, line)
			}
		case bytes.EqualFold(name, []byte("Transfer-Encoding")) && bytes.EqualFold(value, []byte("chunked")):
			length = chunked
		case bytes.EqualFold(name, []byte("Connection")) && bytes.EqualFold(value, []byte("close")):
			a.last = true
		}
	}
}

// skipChunks reads a chunked body with its trailers and returns its size.
func skipChunks(in *bufio.Reader) (int64, error) {
	total := int64(0)
	for {
		line, err := readLine(in)
		if err != nil {
			return total, err
		}
		size, _, _ := bytes.Cut(line, []byte(";"))
		n, err := strconv.ParseInt(string(bytes.TrimSpace(size)), 16, 64)
		if err != nil || n < 0 {
			return total, fmt.Errorf("%w: chunk size %q", errAnswer, line)
		}
		if n == 0 {
			return total, skipTrailers(in)
		}
		if _, err := skip(in, n); err != nil {
			return total, err
		}
		total += n
		if end, err := readLine(in); err != nil || len(end) != 0 {
			return total, errors.Join(errAnswer, err)
		}
	}
}

func skipTrailers(in *bufio.Reader) error {
	for {
		if line, err := readLine(in); err != nil || len(line) == 0 {
			return err
		}
	}
}

// skip drops n bytes.
func skip(in *bufio.Reader, n int64) (int64, error) {
	done, err := io.CopyN(io.Discard, in, n)
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return done, err
}

// readLine returns a line without its end; it is valid until the next read.
func readLine(in *bufio.Reader) ([]byte, error) {
	line, err := in.ReadSlice('\n')
	if errors.Is(err, io.EOF) {
		return nil, io.ErrUnexpectedEOF
	}
	if err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(line[:len(line)-1], []byte("\r")), nil
}
