// Package content holds everything of the program that is made of words and
// numbers instead of code: questionnaires, scenarios, tools and the texts of the
// pages. It embeds the files, reads them strictly, checks them, and hands them
// out as a Library.
package content

import (
	"embed"
	"io/fs"
)

//go:embed questionnaires scenarios tools locales released.sum
var builtin embed.FS

// Builtin returns the content that is part of the program.
func Builtin() fs.FS { return builtin }
