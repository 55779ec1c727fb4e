package content

import "strings"

// speaker hands out the texts of one language and takes from English what it
// lacks.
type speaker struct {
	own, english map[string]string // texts by path
	borrowed     []string
}

func (s *speaker) text(path string) string {
	if text, ok := s.own[path]; ok {
		return strings.TrimSpace(text)
	}
	s.borrowed = append(s.borrowed, path)
	return strings.TrimSpace(s.english[path])
}

func (s *speaker) list(path string, count int) []string {
	out := make([]string, count)
	for i := range out {
		out[i] = s.text(at(path, i))
	}
	return out
}

// speak builds the words of a pack without problems in one language. A language
// without a file borrows everything.
func (p *pack) speak(lang string) *Words {
	s := &speaker{english: p.words[fallback].texts}
	if own := p.words[lang]; own != nil {
		s.own = own.texts
	}
	w := &Words{
		Language: lang, Title: s.text("title"), Summary: s.text("summary"),
		Indices: map[string]IndexWords{}, Roles: map[string]string{}, Dimensions: map[string]DimensionWords{},
		Items: map[string]ItemWords{}, Pulse: map[string]string{}, Checks: map[string]CheckWords{},
	}
	for i := range numLevels {
		w.Levels = append(w.Levels, LevelWords{
			Name: s.text(at("levels", i, "name")), Line: s.text(at("levels", i, "line")), Text: s.text(at("levels", i, "text")),
		})
	}
	for role := range p.words[fallback].Roles {
		w.Roles[role] = s.text("roles." + role)
	}
	if len(p.structure.Pulse) > 0 {
		w.PulseScale = s.list("pulse_scale", numScale)
	}
	for _, e := range p.structure.Indices {
		w.Indices[e.ID] = IndexWords{Name: s.text("indices." + e.ID + ".name"), About: s.text("indices." + e.ID + ".about")}
	}
	for _, e := range p.structure.Dimensions {
		w.Dimensions[e.ID] = s.dimension("dimensions." + e.ID)
	}
	for _, e := range p.structure.Items {
		w.Items[e.ID] = s.item("items." + e.ID)
	}
	for _, e := range p.structure.Pulse {
		w.Pulse[e.ID] = s.text("pulse." + e.ID)
	}
	for _, e := range p.structure.Checks {
		w.Checks[e.ID] = CheckWords{Finding: s.text("checks." + e.ID + ".finding"), Advice: s.text("checks." + e.ID + ".advice")}
	}
	w.Borrowed = s.borrowed
	return w
}

func (s *speaker) dimension(path string) DimensionWords {
	return DimensionWords{
		Name: s.text(path + ".name"), Short: s.text(path + ".short"), About: s.text(path + ".about"),
		Bands: s.list(path+".bands", numBands),
	}
}

func (s *speaker) item(path string) ItemWords {
	w := ItemWords{
		Topic: s.text(path + ".topic"), Question: s.text(path + ".question"),
		Options: s.list(path+".options", numOptions),
		Why:     s.text(path + ".why"), Evidence: s.text(path + ".evidence"),
	}
	for i := range numSteps {
		w.Steps = append(w.Steps, StepWords{Do: s.text(at(path+".steps", i, "do")), Who: s.text(at(path+".steps", i, "who"))})
	}
	return w
}
