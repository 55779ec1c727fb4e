package content

// Words are the texts of one questionnaire version in one language. Every text
// is plain text, never markup. A text that was missing in this language and was
// taken from English is listed in Borrowed by its path.
type Words struct {
	Language   string
	Title      string
	Summary    string
	Levels     []LevelWords // four, from low to high
	Indices    map[string]IndexWords
	Roles      map[string]string
	PulseScale []string // five labels, from strongly disagree to strongly agree
	Dimensions map[string]DimensionWords
	Items      map[string]ItemWords
	Pulse      map[string]string
	Checks     map[string]CheckWords
	Borrowed   []string
}

// LevelWords names a level and says what it means.
type LevelWords struct {
	Name string
	Line string
	Text string
}

// IndexWords names a sub-index.
type IndexWords struct {
	Name  string
	About string
}

// DimensionWords are the texts of one dimension. Short fits a chart axis. Bands
// has one text a band, from low to high.
type DimensionWords struct {
	Name  string
	Short string
	About string
	Bands []string
}

// ItemWords are the texts of one question: Options by stage 0..4, Steps by the
// stage 0..3 from which the step starts.
type ItemWords struct {
	Topic    string
	Question string
	Options  []string
	Why      string
	Evidence string
	Steps    []StepWords
}

// StepWords is a next step: what to do and who does it.
type StepWords struct {
	Do  string
	Who string
}

// CheckWords are the texts of a consistency finding.
type CheckWords struct {
	Finding string
	Advice  string
}
