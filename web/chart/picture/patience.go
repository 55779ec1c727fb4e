//go:build !race

package picture

// patience multiplies the time a drawing may take.
const patience = 1
