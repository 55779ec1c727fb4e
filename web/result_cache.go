package web

import (
	"container/list"
	"sync"
)

// maxCachedResults bounds the memory of kept result pages (about 60 kB each).
const maxCachedResults = 256

// resultKey names one state of one result page, or of one answer about tools. A
// stored change gives a new revision.
type resultKey struct {
	test     string
	revision int64
	lang     string
	edition  *edition
}

// resultCache keeps the most recently read result pages.
type resultCache struct {
	mu    sync.Mutex
	limit int
	order *list.List // of *resultEntry, newest first
	byKey map[resultKey]*list.Element
}

type resultEntry struct {
	key  resultKey
	body []byte
}

func newResultCache(limit int) *resultCache {
	return &resultCache{limit: limit, order: list.New(), byKey: make(map[resultKey]*list.Element)}
}

func (rc *resultCache) get(key resultKey) ([]byte, bool) {
	rc.mu.Lock()
	defer rc.mu.Unlock()
	e, ok := rc.byKey[key]
	if !ok {
		return nil, false
	}
	rc.order.MoveToFront(e)
	return e.Value.(*resultEntry).body, true
}

func (rc *resultCache) put(key resultKey, body []byte) {
	rc.mu.Lock()
	defer rc.mu.Unlock()
	if _, ok := rc.byKey[key]; ok {
		return
	}
	rc.byKey[key] = rc.order.PushFront(&resultEntry{key, body})
	if rc.order.Len() > rc.limit {
		oldest := rc.order.Back()
		rc.order.Remove(oldest)
		delete(rc.byKey, oldest.Value.(*resultEntry).key)
	}
}
