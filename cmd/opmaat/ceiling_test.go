package main

import (
	"database/sql"
	"net/http"
	"net/url"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/gin-gonic/gin"
)

// ceiling is the least that a durable save behind gin can be: parse the form,
// one upsert in a group commit at synchronous=FULL, answer. It knows no tests,
// no rules and no words. Benchmarks measure it beside the real thing.
type ceiling struct {
	jobs chan ceilingJob
	db   *sql.DB
	page [2][]byte // a question page of the usual size, cut at one gap
}

type ceilingJob struct {
	test, item, code string
	done             chan error
}

func newCeiling(tb testing.TB, page []byte) *ceiling {
	tb.Helper()
	file := filepath.Join(tb.TempDir(), "ceiling.db")
	db, err := sql.Open("sqlite3", "file:"+file+"?_journal_mode=WAL&_synchronous=FULL&_txlock=immediate&_busy_timeout=5000&_stmt_cache_size=16")
	if err != nil {
		tb.Fatal(err)
	}
	if _, err := db.Exec(`CREATE TABLE a (test TEXT, item TEXT, code TEXT, PRIMARY KEY (test, item)) WITHOUT ROWID`); err != nil {
		tb.Fatal(err)
	}
	c := &ceiling{jobs: make(chan ceilingJob, 256), db: db, page: [2][]byte{page[:len(page)/2], page[len(page)/2:]}}
	write, err := sql.Open("sqlite3", "file:"+file+"?_journal_mode=WAL&_synchronous=FULL&_txlock=immediate&_busy_timeout=5000")
	if err != nil {
		tb.Fatal(err)
	}
	write.SetMaxOpenConns(1)
	go c.commit(write)
	tb.Cleanup(func() { close(c.jobs); _ = db.Close(); _ = write.Close() })
	return c
}

// commit drains what is waiting into one transaction.
func (c *ceiling) commit(db *sql.DB) {
	save, err := db.Prepare(`INSERT INTO a (test, item, code) VALUES (?, ?, ?) ON CONFLICT (test, item) DO UPDATE SET code = excluded.code`)
	if err != nil {
		return
	}
	for first := range c.jobs {
		batch := []ceilingJob{first}
		tx, err := db.Begin()
		for err == nil {
			j := batch[len(batch)-1]
			if _, err = tx.Stmt(save).Exec(j.test, j.item, j.code); err != nil || len(batch) == 128 {
				break
			}
			select {
			case next, ok := <-c.jobs:
				if ok {
					batch = append(batch, next)
					continue
				}
			default:
			}
			break
		}
		if err == nil {
			err = tx.Commit()
		}
		for _, j := range batch {
			j.done <- err
		}
	}
}

// handler is bare gin with a save and a page that shows the saved answer.
func (c *ceiling) handler() http.Handler {
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	r.POST("/test/q/:item", func(x *gin.Context) {
		form, err := url.ParseQuery(readAll(x.Request))
		if err != nil {
			x.Status(http.StatusBadRequest)
			return
		}
		test, _ := x.Cookie("opmaat-test")
		j := ceilingJob{test, x.Param("item"), form.Get("answer"), make(chan error, 1)}
		c.jobs <- j
		if <-j.done != nil {
			x.Status(http.StatusInternalServerError)
			return
		}
		x.Redirect(http.StatusSeeOther, "/test/q/next")
	})
	r.GET("/test/q/:item", func(x *gin.Context) {
		test, _ := x.Cookie("opmaat-test")
		var code string
		_ = c.db.QueryRow(`SELECT code FROM a WHERE test = ? AND item = ?`, test, x.Param("item")).Scan(&code)
		body := make([]byte, 0, len(c.page[0])+len(c.page[1])+8)
		body = append(append(append(body, c.page[0]...), code...), c.page[1]...)
		x.Header("Content-Length", strconv.Itoa(len(body)))
		x.Data(http.StatusOK, "text/html; charset=utf-8", body)
	})
	return r
}
