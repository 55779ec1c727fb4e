package browsertest

import (
	"fmt"
	"testing"

	"github.com/opmaat/opmaat/game/workshop"
)

// TestBrowserWallIsReadable looks at the wall of rooms with three, six and
// twelve tables in every phase, from the back of the room: the letters are large,
// and what does not fit stands on a further page.
func TestBrowserWallIsReadable(t *testing.T) {
	browser(t)
	s := start(t, nil)
	for people, lang := range map[int]string{7: "nl", 25: "en", 55: "nl"} {
		t.Run(fmt.Sprint(people), func(t *testing.T) {
			t.Parallel()
			d := &device{tab: open(t, s)}
			d.size(1920, 1080)
			d.visit("/lang/" + lang + "?next=/")
			for _, phase := range workshop.Phases {
				d.visit(fmt.Sprintf("/dev/gallery/screen-%s?people=%d", phase, people))
				d.readable(fmt.Sprintf("%s-of-%d", phase, people))
			}
			d.clean()
		})
	}
}
