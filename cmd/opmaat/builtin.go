package main

import (
	"io/fs"
	"sync"

	"github.com/opmaat/opmaat/content"
)

// builtin is the content in the program, read at first use.
var builtin = sync.OnceValues(func() (*content.Library, error) {
	lib, _, err := content.Load(content.Builtin())
	return lib, err
})

// libraryOf is the content of layers, of which the first one is built in.
func libraryOf(layers []fs.FS) (*content.Library, error) {
	if len(layers) == 1 {
		return builtin()
	}
	lib, _, err := content.Load(layers...)
	return lib, err
}
