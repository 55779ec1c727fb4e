package web

import "sync"

// shelf is a small cache of what was made before. It has two halves: what is asked
// for moves to the young half; when that is full, the old half is dropped and the
// young one grows old. So at most two limits are held, the latest used for sure.
type shelf[K comparable, V any] struct {
	mu         sync.Mutex
	limit      int
	young, old map[K]V
}

func newShelf[K comparable, V any](limit int) *shelf[K, V] {
	return &shelf[K, V]{limit: limit, young: make(map[K]V)}
}

func (k *shelf[K, V]) get(key K) (V, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	v, ok := k.young[key]
	if !ok {
		if v, ok = k.old[key]; ok {
			k.add(key, v)
		}
	}
	return v, ok
}

func (k *shelf[K, V]) put(key K, v V) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.add(key, v)
}

func (k *shelf[K, V]) add(key K, v V) {
	if len(k.young) >= k.limit {
		k.old, k.young = k.young, make(map[K]V, k.limit)
	}
	k.young[key] = v
}
