//go:build race

package picture

// patience multiplies the time a drawing may take: the race detector makes the
// script more than ten times slower.
const patience = 15
