// Package report holds the neutral model of what a person is shown on paper or
// screen. It knows no language, no file format and no chart library: every word
// in it is already in the reader's language when it arrives.
package report
