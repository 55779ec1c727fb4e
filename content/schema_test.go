package content_test

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/opmaat/opmaat/content"
)

func TestSchema(t *testing.T) {
	for _, kind := range content.SchemaKinds() {
		t.Run(kind, func(t *testing.T) {
			schema, err := content.Schema(kind)
			if err != nil || !json.Valid(schema) {
				t.Fatal(err)
			}
			golden(t, filepath.Join("testdata", "schema", kind+".json"), string(schema))
		})
	}
	_, err := content.Schema("questionaire")
	if err == nil || !strings.Contains(err.Error(), "questionnaire, questionnaire-text") {
		t.Errorf("unknown kind: %v", err)
	}
}
