package workshop

import "testing"

func TestSecretsFollowFromOneAnother(t *testing.T) {
	all := NewSecrets()
	if SecretsFrom(ByHost, all.Host) != (Secrets{Host: all.Host, Cohost: all.Cohost, Screen: all.Screen, Join: all.Join}) ||
		SecretsFrom(ByScreen, all.Screen) != (Secrets{Screen: all.Screen, Join: all.Join}) || SecretsFrom(ByJoin, all.Join) != (Secrets{Join: all.Join}) {
		t.Error("a secret does not give the ones after it, or gives one before it")
	}
	seen := map[string]bool{}
	for _, s := range []string{all.Recovery, all.Host, all.Cohost, all.Screen, all.Join} {
		if len(s) < recoveryLength || seen[s] {
			t.Errorf("secret %q is short, or there twice", s)
		}
		seen[s] = true
	}
	if other := NewSecrets(); other == all {
		t.Error("two sessions have the same secrets")
	}
}

func TestRecoveryCodesAsTyped(t *testing.T) {
	code := "ABCDEFGHIJKLMNOPOPIB2345"
	for _, typed := range []string{code, ShowRecovery(code), "  abcd-efgh-ijkl-mnop-0p18-2345 "} {
		if got := ParseRecovery(typed); got != code {
			t.Errorf("%q is read as %q", typed, got)
		}
	}
	for _, typed := range []string{"", "x", code + "A", code[:23] + "9", code[:23] + "é"} {
		if got := ParseRecovery(typed); got != "" {
			t.Errorf("%q is read as %q", typed, got)
		}
	}
}
