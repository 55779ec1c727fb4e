package content

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"
)

// decode fills out, a pointer to a struct with yaml tags, from a node. It is
// strict: unknown and repeated keys, missing keys without omitempty, and values
// of another type are problems. It notes the place of every value by its path.
func (d *document) decode(n *yaml.Node, out any) {
	d.value(n, reflect.ValueOf(out).Elem(), "")
}

func (d *document) value(n *yaml.Node, v reflect.Value, path string) {
	if _, seen := d.places[path]; !seen {
		d.places[path] = mark{n.Line, n.Column}
	}
	switch v.Kind() {
	case reflect.Struct:
		d.structure(n, v, path)
	case reflect.Map:
		d.mapping(n, v, path)
	case reflect.Slice:
		d.list(n, v, path)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, v.Elem(), path)
	default:
		d.scalar(n, v, path)
	}
}

func (d *document) structure(n *yaml.Node, v reflect.Value, path string) {
	fields := fieldsOf(v.Type())
	seen := map[string]bool{}
	d.pairs(n, path, func(key, value *yaml.Node) {
		seen[key.Value] = true
		i := slices.IndexFunc(fields, func(f field) bool { return f.name == key.Value })
		if i < 0 {
			d.problemAt(mark{key.Line, key.Column}, "%s", unknown("key", key.Value, names(fields)))
			return
		}
		if fields[i].nullable && value.Kind == yaml.ScalarNode && value.ShortTag() == "!!null" {
			d.null(value, join(path, key.Value))
			return
		}
		d.value(value, v.FieldByIndex(fields[i].index), join(path, key.Value))
	})
	if n.Kind != yaml.MappingNode {
		return
	}
	for _, f := range fields {
		if !seen[f.name] && !f.optional {
			d.problemAt(mark{n.Line, n.Column}, "missing key %q", f.name)
		}
	}
}

// null takes only the word null, because an empty value may be an oversight.
func (d *document) null(n *yaml.Node, path string) {
	here := mark{n.Line, n.Column}
	d.places[path] = here
	if n.Value != "null" {
		d.bad[path] = true
		d.problemAt(here, "%s says nothing; write null when nobody knows", path)
	}
}

func (d *document) mapping(n *yaml.Node, v reflect.Value, path string) {
	v.Set(reflect.MakeMap(v.Type()))
	d.pairs(n, path, func(key, value *yaml.Node) {
		element := reflect.New(v.Type().Elem()).Elem()
		d.places[join(path, key.Value)] = mark{key.Line, key.Column}
		d.keys[path] = append(d.keys[path], key.Value)
		d.value(value, element, join(path, key.Value))
		v.SetMapIndex(reflect.ValueOf(key.Value), element)
	})
}

// pairs walks a mapping and refuses keys that are not text or come twice.
func (d *document) pairs(n *yaml.Node, path string, each func(key, value *yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		d.mismatch(n, path, "keys with values")
		return
	}
	first := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		here := mark{key.Line, key.Column}
		if key.Kind != yaml.ScalarNode || key.Value == "" || strings.ContainsAny(key.Value, "[]") {
			d.problemAt(here, "a key must be a plain word")
			continue
		}
		if line, twice := first[key.Value]; twice {
			d.problemAt(here, "key %q is here twice, first in line %d", key.Value, line)
			continue
		}
		first[key.Value] = key.Line
		each(key, n.Content[i+1])
	}
}

func (d *document) list(n *yaml.Node, v reflect.Value, path string) {
	if n.Kind != yaml.SequenceNode {
		d.mismatch(n, path, "a list")
		return
	}
	d.counts[path] = len(n.Content)
	v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
	for i, child := range n.Content {
		d.value(child, v.Index(i), fmt.Sprintf("%s[%d]", path, i))
	}
}

func (d *document) scalar(n *yaml.Node, v reflect.Value, path string) {
	tag := n.ShortTag()
	switch kind := v.Kind(); {
	case n.Kind != yaml.ScalarNode:
	case kind == reflect.String && (tag == "!!str" || tag == "!!timestamp"):
		v.SetString(n.Value)
		d.texts[path] = n.Value
		return
	case kind == reflect.Int && tag == "!!int":
		// Only the plain decimal writing: 010 and 1_0 mean different things to different programs.
		if i, err := strconv.Atoi(n.Value); err == nil && strconv.Itoa(i) == n.Value {
			v.SetInt(int64(i))
			return
		}
	case kind == reflect.Float64 && (tag == "!!int" || tag == "!!float"):
		if f, err := strconv.ParseFloat(n.Value, 64); err == nil && !math.IsNaN(f) && !math.IsInf(f, 0) {
			v.SetFloat(f)
			return
		}
	case kind == reflect.Bool && (n.Value == "true" || n.Value == "false") && tag == "!!bool":
		v.SetBool(n.Value == "true")
		return
	}
	d.mismatch(n, path, needs(v.Kind()))
}

func needs(kind reflect.Kind) string {
	switch kind {
	case reflect.String:
		return "a text"
	case reflect.Int:
		return "a whole number"
	case reflect.Bool:
		return "true or false"
	default:
		return "a number"
	}
}

// mismatch says which type a value needs and what was found.
func (d *document) mismatch(n *yaml.Node, path, need string) {
	d.bad[path] = true
	if path == "" {
		path = "the file"
	}
	d.problemAt(mark{n.Line, n.Column}, "%s needs %s, found %s", path, need, found(n))
}

func found(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return "keys with values"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case n.ShortTag() == "!!null":
		return "nothing"
	case n.ShortTag() == "!!str":
		return fmt.Sprintf("the text %q", shorten(n.Value))
	default:
		return shorten(n.Value)
	}
}

// shorten keeps a quoted value readable in a message.
func shorten(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "..."
	}
	return s
}

// field is a key of a file type. An optional one may be left out, a nullable one
// may say null.
type field struct {
	name               string
	index              []int
	optional, nullable bool
}

// knownFields remembers what fieldsOf found: it is asked for every entry of a file.
var knownFields sync.Map // reflect.Type -> []field

// fieldsOf lists the keys of a file type; an embedded type lends its keys.
func fieldsOf(t reflect.Type) []field {
	if known, ok := knownFields.Load(t); ok {
		return known.([]field)
	}
	var fields []field
	for _, f := range reflect.VisibleFields(t) {
		if f.Anonymous {
			continue
		}
		name, options, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		fields = append(fields, field{name: name, index: f.Index, optional: options == "omitempty", nullable: options == "null"})
	}
	knownFields.Store(t, fields)
	return fields
}

func names(fields []field) []string {
	out := make([]string, len(fields))
	for i, f := range fields {
		out[i] = f.name
	}
	return out
}

// join adds a key to a path; parent takes it off.
func join(path, key string) string {
	switch {
	case strings.Contains(key, "."):
		return path + "[" + key + "]"
	case path == "":
		return key
	}
	return path + "." + key
}
