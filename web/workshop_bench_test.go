package web

import (
	"testing"

	"github.com/opmaat/opmaat/game/workshop"
)

// BenchmarkRoom makes the pages of a room of 200 in a vote: that of the
// facilitator, of the projector and of a phone, and the notices.
func BenchmarkRoom(b *testing.B) {
	const seats = 200
	x := newSite(b, nil)
	l := x.leads(b)
	phone := ""
	for range seats {
		phone = x.sits(b, l)
	}
	room, err := x.rooms.Room(b.Context(), l.id)
	if err != nil {
		b.Fatal(err)
	}
	for phase := workshop.Phase(""); phase != workshop.Vote; {
		err := room.Read(b.Context(), func(st *workshop.State) error { phase = st.Phase; return nil })
		if err == nil && phase != workshop.Vote {
			var version int64
			err = room.Read(b.Context(), func(st *workshop.State) error { version = st.Version; return nil })
			if err == nil {
				_, err = room.Do(b.Context(), workshop.Command{Kind: workshop.Next, Facilitator: true, Version: version, Key: string(phase)})
			}
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	for _, page := range []struct{ name, path, cookie string }{
		{"console", "/host/s/" + l.id, l.host}, {"wall", "/screen/" + l.id, l.screen}, {"phone", "/w/" + l.id, phone},
	} {
		b.Run(page.name, func(b *testing.B) {
			for b.Loop() {
				x.get(b, page.path, "Cookie", page.cookie).wants(200)
			}
		})
	}
	for _, group := range []string{hostMember, screenMember, tableGroup(1)} {
		b.Run("notice-"+group, func(b *testing.B) {
			for b.Loop() {
				if _, err := x.notice(b.Context(), l.id, group, 0, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
