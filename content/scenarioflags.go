package content

import "github.com/opmaat/opmaat/game"

// flagUse is a place where a flag is named.
type flagUse struct {
	d    *document
	path string
	flag string
}

// flagUses are all places where a flag is set, cleared, and read.
func (p *scenarioPack) flagUses() (set, cleared, read []flagUse) {
	for _, s := range p.sites() {
		s.when.parts(s.condition(), func(path string, e *whenEntry) {
			read = append(read, flagUse{s.d, path + ".flag", e.Flag})
		})
		if s.effect == nil {
			continue
		}
		for i, flag := range s.effect.Set {
			set = append(set, flagUse{s.d, at(s.path+".set", i), flag})
		}
		for i, flag := range s.effect.Clear {
			cleared = append(cleared, flagUse{s.d, at(s.path+".clear", i), flag})
		}
	}
	if g := p.model.body.Growth; g.Host != nil {
		read = append(read, flagUse{p.model.document, "growth.host.flag", g.Host.Flag})
	}
	if g := p.model.body.Growth; g.Manual != nil {
		read = append(read, flagUse{p.model.document, "growth.manual.flag", g.Manual.Flag})
	}
	return set, cleared, read
}

// checkFlags checks that every flag that is read is set by something, and warns
// of one that nothing reads.
func (p *scenarioPack) checkFlags() {
	set, cleared, read := p.flagUses()
	p.known.flags, p.known.reasons = index{}, positions(p.reasons())
	for _, u := range set {
		if !p.known.flags.has(u.flag) {
			p.known.flags[u.flag] = len(p.known.flags)
		}
	}
	if n := len(p.known.flags); n > game.MaxFlags {
		p.dilemmas.problem("dilemmas", "%d flags are set, at most %d", n, game.MaxFlags)
	}
	if p.dilemmas.unread || p.moves.unread || p.events.unread {
		p.known.flags, p.known.reasons = nil, nil
		return
	}
	for _, u := range append(cleared, read...) {
		if u.d.said(u.path) && !p.known.flags.has(u.flag) {
			u.d.problem(u.path, "no effect sets this: %s", unknown("flag", u.flag, p.known.flags.ids()))
		}
	}
	if p.debrief.unread || p.endings.unread || p.model.unread {
		return
	}
	told := map[string]bool{}
	for _, u := range read {
		told[u.flag] = true
	}
	for _, u := range set {
		if !told[u.flag] && u.d.said(u.path) {
			told[u.flag] = true
			u.d.warning(u.path, "flag %q is set but no condition reads it", u.flag)
		}
	}
}
