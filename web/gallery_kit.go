package web

import "github.com/gin-gonic/gin"

// kitExhibits are the pages of the paper kit.
func kitExhibits() []exhibit {
	out := []exhibit{{"kit", func(s *Server, c *gin.Context) error { return s.exhibitKit(c, "") }}}
	for _, part := range kitParts {
		out = append(out, exhibit{"kit-" + part.id, func(s *Server, c *gin.Context) error { return s.exhibitKit(c, part.id) }})
	}
	return out
}

// exhibitKit shows a part of the kit of the first scenario.
func (s *Server) exhibitKit(c *gin.Context, part string) error {
	c.Params = append(c.Params, gin.Param{Key: "id", Value: s.mustCurrent().library.Scenarios()[0].Ref.ID})
	if part == "" {
		return s.getKit(c)
	}
	return s.showKit(c, part)
}
