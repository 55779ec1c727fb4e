package web

import (
	"net/url"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment/recommend"
)

// Situations of the gallery, as the links that carry them.
var (
	situationClear     = sampleSituation(recommend.Now, true, nil)
	situationReadiness = sampleSituation(recommend.Now, true, &recommend.Readiness{People: 45, Culture: 20, Channels: 45})
	situationPapers    = sampleSituation(recommend.SeedMode, true, nil)
	situationNone      = sampleSituation(recommend.Now, false, nil)
)

// sampleSituation is a town hall of 140 people; without systems nothing passes.
func sampleSituation(mode recommend.Mode, systems bool, readiness *recommend.Readiness) string {
	s := recommend.Situation{Staff: recommend.Known(140), Microsoft365: recommend.Known(systems), Intranet: recommend.Known(systems),
		SelfHosting: recommend.Known(false), Confidential: recommend.Known(!systems), Closed: recommend.Known(true), Readiness: readiness}
	if systems {
		s.AdminFTE = recommend.Known(0.3)
	}
	for i, id := range recommend.Needs {
		switch id {
		case "single_sign_on", "broadcast":
			s.Needs[i] = recommend.Must
		case "documents", "discuss", "dialogue", "surveys":
			s.Needs[i] = recommend.Should
		case "phone", "stories", "calendar":
			s.Needs[i] = recommend.Could
		}
	}
	return encodeSituation(s, mode)
}

func (s *Server) exhibitTools(c *gin.Context, status int, typed url.Values, problems []problem) error {
	s.render(c, s.mustCurrent(), status, "tools", s.toolsPage(c, typed, problems))
	return nil
}
