// Package browsertest drives the whole application in a real browser: what axe
// finds, whether pages fit, what a keyboard reaches, what is left without
// scripts, without a network and on paper. It has tests only; they start the
// application in this process on a database of their own.
//
// The tests need Chromium. Without it they are skipped, and fail when CI=true.
// BROWSER_SHOTS names a folder that keeps pictures of every page and the
// printed result.
package browsertest
