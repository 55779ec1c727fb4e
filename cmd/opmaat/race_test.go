//go:build race

package main

// underRace says that the race detector is on, which makes drawing charts more
// than ten times slower.
const underRace = true
