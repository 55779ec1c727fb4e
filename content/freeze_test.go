package content_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/opmaat/opmaat/content"
)

func TestFreeze(t *testing.T) {
	dir := folder(t)
	sums := filepath.Join(dir, "released.sum")
	added, err := content.Freeze(dir)
	if err != nil || len(added) != 1 || !strings.HasSuffix(added[0], "  "+miniDir+"structure.yaml") {
		t.Fatalf("%v %v", added, err)
	}
	first, err := os.ReadFile(sums)
	if err != nil || string(first) != added[0]+"\n" {
		t.Errorf("%q %v", first, err)
	}
	if added, err := content.Freeze(dir); err != nil || len(added) != 0 {
		t.Errorf("again: %v %v", added, err)
	}

	// Mending a translation is allowed, changing the structure is not.
	save(t, dir, miniDir+"nl.yaml", "Een kleine test", "Een verbeterde test")
	if added, err := content.Freeze(dir); err != nil || len(added) != 0 {
		t.Errorf("mended words: %v %v", added, err)
	}
	save(t, dir, miniDir+"structure.yaml", "[1, 2, 3, 52]", "[1, 2, 4, 52]")
	if _, err := content.Freeze(dir); err == nil || !strings.Contains(err.Error(), "changed since it was released") {
		t.Errorf("changed structure: %v", err)
	}
	if now, _ := os.ReadFile(sums); string(now) != string(first) {
		t.Error("a released sum was changed")
	}
	save(t, dir, miniDir+"structure.yaml", "[1, 2, 4, 52]", "[1, 2, 3, 52]")
	if err := os.CopyFS(dir, layer(t, "2")); err != nil {
		t.Fatal(err)
	}
	added, err = content.Freeze(dir)
	now, _ := os.ReadFile(sums)
	if err != nil || len(added) != 1 || string(now) != string(first)+added[0]+"\n" {
		t.Errorf("second version: %v %v", added, err)
	}
}

func TestFreezeRefusesBroken(t *testing.T) {
	dir := folder(t)
	save(t, dir, miniDir+"en.yaml", "A small test", "")
	if added, err := content.Freeze(dir); err == nil {
		t.Errorf("froze %v", added)
	}
	if _, err := os.Stat(filepath.Join(dir, "released.sum")); err == nil {
		t.Error("wrote sums of broken content")
	}
}
