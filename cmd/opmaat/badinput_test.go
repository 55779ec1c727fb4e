package main

import (
	"testing"
)

// badCase is one case of bad input by its number in the plan of the project.
//
// Elsewhere: 86 is TestCase86Settings. Of 19, the cases with
// duplicates, cycles and empty lists are TestLint in package content; here is
// only that the program refuses to start on such content.
type badCase struct {
	name string
	run  func(*testing.T)
}

// TestBadInput runs every case against the started program: a plain sentence,
// the right status, what was typed still there, nothing stored. That no page
// shows internal text is checked for every page a browser gets.
func TestBadInput(t *testing.T) {
	t.Parallel()
	for _, group := range [][]badCase{textCases, choiceCases, linkCases, requestCases, contentCases, workshopCases} {
		for _, c := range group {
			t.Run(c.name, func(t *testing.T) {
				t.Parallel()
				c.run(t)
			})
		}
	}
}
