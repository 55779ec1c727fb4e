package assessment

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/opmaat/opmaat/assessment/errs"
)

// MaxAnswersFile is the largest answers.json that is read, in bytes.
const MaxAnswersFile = 2 << 20

// AnswersFile is the content of answers.json, the command line's input. It is
// strict: unknown and duplicate keys, invalid UTF-8 and values outside the
// allowed ones are refused with the JSON path.
type AnswersFile struct {
	Questionnaire Ref // zero when the file names none
	Form          string
	Profile       Profile
	Answers       map[string]Entry
	Targets       map[string]int
	Situation     jsontext.Value
}

type answersWire struct {
	Questionnaire string `json:"questionnaire"`
	Form          string `json:"form"`
	Organisation  struct {
		Name    string `json:"name"`
		Country string `json:"country"`
		Staff   int    `json:"staff"`
	} `json:"organisation"`
	Answers   map[string]jsontext.Value `json:"answers"`
	Situation jsontext.Value            `json:"situation"`
	Targets   map[string]jsontext.Value `json:"targets"`
}

// ParseAnswersFile reads answers.json. Errors are Invalid and say where and
// what is allowed.
func ParseAnswersFile(data []byte) (AnswersFile, error) {
	var wire answersWire
	if len(data) > MaxAnswersFile {
		return AnswersFile{}, invalidAt("", fmt.Sprintf("the file is larger than %d bytes", MaxAnswersFile))
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return AnswersFile{}, invalidAt("", "the input is empty; expected one JSON object with \"answers\"")
	}
	err := json.Unmarshal(data, &wire, json.RejectUnknownMembers(true))
	if err != nil {
		return AnswersFile{}, jsonProblem(err)
	}
	return wire.convert()
}

func (w answersWire) convert() (AnswersFile, error) {
	f := AnswersFile{Form: w.Form, Situation: w.Situation, Answers: make(map[string]Entry, len(w.Answers)), Targets: make(map[string]int, len(w.Targets))}
	f.Profile = Profile{Name: w.Organisation.Name, Country: w.Organisation.Country, Staff: w.Organisation.Staff}
	if w.Organisation.Staff < 0 {
		return f, invalidAt("/organisation/staff", "allowed is a whole number from 0")
	}
	if w.Questionnaire != "" {
		ref, err := ParseRefOrLatest(w.Questionnaire)
		if err != nil {
			return f, invalidAt("/questionnaire", "allowed is a name with a version, such as social-media-maturity@1")
		}
		f.Questionnaire = ref
	}
	for id, raw := range w.Answers {
		entry, err := parseAnswer(raw)
		if err != nil {
			return f, invalidAt("/answers/"+id, err.Error())
		}
		f.Answers[id] = entry
	}
	for id, raw := range w.Targets {
		a, ok := ParseCode(string(raw))
		if !ok || a.State != Scored {
			return f, invalidAt("/targets/"+id, "allowed is a whole number from 0 to 4")
		}
		f.Targets[id] = int(a.Value)
	}
	return f, nil
}

// ParseRefOrLatest reads id@n, or a bare id as version 0, which means the newest.
func ParseRefOrLatest(s string) (Ref, error) {
	if s != "" && !strings.Contains(s, "@") {
		return Ref{ID: s}, nil
	}
	return ParseRef(s)
}

var errAnswer = errors.New(`allowed is a whole number from 0 to 4, "dk", {"na": "why"} or null`)

func parseAnswer(raw jsontext.Value) (Entry, error) {
	switch raw.Kind() {
	case 'n':
		return Entry{}, nil
	case '0':
		a, ok := ParseCode(string(raw))
		if !ok {
			return Entry{}, errAnswer
		}
		return Entry{Answer: a}, nil
	case '"':
		if string(raw) != strconv.Quote(CodeDontKnow) {
			return Entry{}, errAnswer
		}
		return Entry{Answer: Answer{State: DontKnow}}, nil
	case '{':
		var na struct {
			NA *string `json:"na"`
		}
		if err := json.Unmarshal(raw, &na, json.RejectUnknownMembers(true)); err != nil || na.NA == nil {
			return Entry{}, errAnswer
		}
		return Entry{Answer: Answer{State: NotApplicable}, Reason: *na.NA}, nil
	}
	return Entry{}, errAnswer
}

// KnownItems refuses answers and targets for items that the questionnaire or
// the form does not have.
func (f *AnswersFile) KnownItems(q *Questionnaire, form *Form) error {
	for id := range f.Answers {
		i, ok := q.Item(id)
		if !ok {
			return invalidAt("/answers/"+id, "there is no such item in "+q.Ref.String())
		}
		if form.Place(i) < 0 && f.Answers[id].State != Blank {
			return invalidAt("/answers/"+id, "this item is not in the form "+form.ID)
		}
	}
	for id := range f.Targets {
		if _, ok := q.Item(id); !ok {
			return invalidAt("/targets/"+id, "there is no such item in "+q.Ref.String())
		}
	}
	return nil
}

func invalidAt(path, text string) error {
	if path == "" {
		path = "/"
	}
	return errs.Wrap(errs.Invalid, "error.answers_file", fmt.Errorf("%s: %s", path, text))
}

// jsonProblem turns a decoder error into one with a path a person can follow.
func jsonProblem(err error) error {
	if semantic, ok := errors.AsType[*json.SemanticError](err); ok {
		if errors.Is(err, json.ErrUnknownName) {
			return invalidAt(string(semantic.JSONPointer), "unknown key; allowed are questionnaire, form, organisation (name, country, staff), answers, situation, targets")
		}
		return invalidAt(string(semantic.JSONPointer), "a value of the wrong kind")
	}
	if syntactic, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		if errors.Is(err, jsontext.ErrDuplicateName) {
			return invalidAt(string(syntactic.JSONPointer), "this key stands here twice")
		}
		return invalidAt(string(syntactic.JSONPointer), fmt.Sprintf("not valid JSON near byte %d", syntactic.ByteOffset))
	}
	return errs.Wrap(errs.Invalid, "error.answers_file", err)
}
