package assessment

// Questionnaire is the structure of one released version of the test: what is
// asked of whom with which weight, and nothing in words. Words live in content,
// one file a language. A Questionnaire is frozen after Seal and may be shared.
type Questionnaire struct {
	Ref        Ref
	Hash       string // sha256 of the structure file, hexadecimal
	Dimensions []Dimension
	Items      []Item
	Pulse      []PulseItem
	Forms      []Form
	Indices    []Index
	Checks     []Check
	Sources    []Source

	items      map[string]int
	dimensions map[string]int
	forms      map[string]int
}

// Dimension is one of the nine subjects of the test. Weight is u_d in the
// overall score (default 1). Items are positions in Questionnaire.Items, in order.
type Dimension struct {
	ID      string
	Weight  float64
	Items   []int
	Sources []string
}

// Item is one question. Weight is w_i within its dimension (default 1). Impact
// and Effort are 1 (small) to 3 (large). Weeks[v] is the time, in weeks, in
// which an organisation in state v (0..3) can take the next step. Requires are
// items (positions) that should be in place first.
type Item struct {
	ID        string
	Dimension int
	Weight    float64
	Impact    int
	Effort    int
	Weeks     [4]int
	Roles     []string
	Requires  []int
	Sources   []string
}

// PulseItem is a statement for staff on a five-point agreement scale, scored
// apart from the organisation items and never mixed with them. Item is the
// position of the mirrored organisation item, or -1 for an item of its own.
type PulseItem struct {
	ID        string
	Dimension int
	Item      int
}

// Form is a named subset of the item bank with its announced time in minutes.
// DimensionScores is false for a form too short to publish a score a dimension.
type Form struct {
	ID              string
	Minutes         int
	DimensionScores bool
	Items           []int
}

// Index is a sub-index: the mean over its dimensions (positions).
type Index struct {
	ID         string
	Dimensions []int
}

// Source is a text the questionnaire leans on. URL may be empty. Date is the
// day it was checked, as YYYY-MM-DD.
type Source struct {
	ID    string
	Title string
	URL   string
	Date  string
}

// Seal builds the look-up tables. It must be called once, before use.
func (q *Questionnaire) Seal() *Questionnaire {
	q.items = make(map[string]int, len(q.Items))
	for i, it := range q.Items {
		q.items[it.ID] = i
	}
	q.dimensions = make(map[string]int, len(q.Dimensions))
	for i, d := range q.Dimensions {
		q.dimensions[d.ID] = i
	}
	q.forms = make(map[string]int, len(q.Forms))
	for i, f := range q.Forms {
		q.forms[f.ID] = i
	}
	return q
}

// Item returns the position of an item by its id.
func (q *Questionnaire) Item(id string) (int, bool) {
	i, ok := q.items[id]
	return i, ok
}

// Dimension returns the position of a dimension by its id.
func (q *Questionnaire) Dimension(id string) (int, bool) {
	i, ok := q.dimensions[id]
	return i, ok
}

// Form returns a form by its id.
func (q *Questionnaire) Form(id string) (*Form, bool) {
	i, ok := q.forms[id]
	if !ok {
		return nil, false
	}
	return &q.Forms[i], true
}

// Place returns the position of an item within the form, or -1.
func (f *Form) Place(item int) int {
	for n, i := range f.Items {
		if i == item {
			return n
		}
	}
	return -1
}
