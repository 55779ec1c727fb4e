package sqlstore

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/opmaat/opmaat/assessment"
)

// The test binary starts itself as another process where one process will not do.
const (
	childEnv   = "OPMAAT_SQLSTORE_CHILD"   // what the child does: "save", "play" or "open"
	dirEnv     = "OPMAAT_SQLSTORE_DIR"     // the data folder of the child
	sessionEnv = "OPMAAT_SQLSTORE_SESSION" // the workshop that "play" plays
)

func TestMain(m *testing.M) {
	switch os.Getenv(childEnv) {
	case "save":
		exit(saveForEver(os.Getenv(dirEnv)))
	case "play":
		exit(playForEver(os.Getenv(dirEnv), os.Getenv(sessionEnv)))
	case "open":
		exit(openOnce(os.Getenv(dirEnv)))
	default:
		os.Exit(m.Run())
	}
}

// exit prints an error and ends the child.
func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// child prepares the test binary as another process on a data folder.
func child(t testing.TB, what, dir string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), childEnv+"="+what, dirEnv+"="+dir)
	return cmd
}

// openOnce opens a data folder and closes it.
func openOnce(dir string) error {
	db, err := Open(context.Background(), Options{Dir: dir, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	return db.Close()
}

// saveForEver saves from many goroutines and prints each save once it is
// acknowledged, one short write a line, so that a line is there whole or not.
func saveForEver(dir string) error {
	const savers = 16
	db, err := Open(context.Background(), Options{Dir: dir, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	failed := make(chan error)
	for n := range savers {
		go func() { failed <- saver(os.Stdout, db.Tests(), killKey, fmt.Sprintf("item-%02d", n)) }()
	}
	return <-failed
}

// killKey is the capability of the test in the kill rounds.
const killKey = "kill"

// saver counts one item up from its stored sequence number, which is the comment.
func saver(out io.Writer, s assessment.Store, key, item string) error {
	ctx := context.Background()
	_, e, err := s.Entry(ctx, key, item)
	if err != nil {
		return err
	}
	seq := 0
	fmt.Sscan(e.Comment, &seq) // an empty comment is the start
	for {
		seq++
		e = assessment.Entry{Answer: assessment.Value(seq % 5), Comment: fmt.Sprint(seq)}
		if err := s.SaveEntry(ctx, key, asked(item), e, time.Now()); err != nil {
			return err
		}
		if _, err := fmt.Fprintf(out, "%s %s %d\n", item, e.Code(), seq); err != nil {
			return err
		}
	}
}
