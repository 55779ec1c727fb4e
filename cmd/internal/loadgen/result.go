package loadgen

import (
	"fmt"
	"math/bits"
	"time"
)

// Result is what a run saw.
type Result struct {
	Requests int           // answers read, of any status
	Refused  int           // of these, answers outside 2xx and 3xx
	Bytes    int64         // of all bodies
	Elapsed  time.Duration // from the first request to the last answer
	Latency  Histogram     // from writing a request to having read its answer
}

// Rate returns the good answers (2xx and 3xx) a second; 0 for an empty run.
func (r Result) Rate() float64 {
	if r.Elapsed <= 0 {
		return 0
	}
	return float64(r.Requests-r.Refused) / r.Elapsed.Seconds()
}

// String writes the figures on one line.
func (r Result) String() string {
	return fmt.Sprintf("%.0f/s p50 %v p95 %v p99 %v max %v, %d requests, %d refused, %d bytes",
		r.Rate(), r.Latency.Quantile(0.50), r.Latency.Quantile(0.95), r.Latency.Quantile(0.99), r.Latency.Max(),
		r.Requests, r.Refused, r.Bytes)
}

// count adds one answer.
func (r *Result) count(a answer, took time.Duration) {
	r.Requests++
	r.Bytes += a.bytes
	if a.status < 200 || a.status > 399 {
		r.Refused++
	}
	r.Latency.Add(took)
}

// add adds what another connection saw; Elapsed stays.
func (r *Result) add(o *Result) {
	r.Requests += o.Requests
	r.Refused += o.Refused
	r.Bytes += o.Bytes
	r.Latency.merge(&o.Latency)
}

// Histogram counts durations in buckets that are at most 1/32 of their value
// wide, from 1 ns to more than an hour. The zero value is empty.
type Histogram struct {
	buckets [steps * 40]int64
	total   int64
	max     time.Duration
}

// steps is the number of buckets between a power of two and the next.
const steps = 32

// Add counts one duration; a negative one counts as 0.
func (h *Histogram) Add(d time.Duration) {
	h.buckets[bucket(max(d, 0))]++
	h.total++
	h.max = max(h.max, d)
}

// bucket returns the bucket of a duration: below 32 ns one each, above that the
// five bits after the first.
func bucket(d time.Duration) int {
	v := uint64(d)
	if v < steps {
		return int(v)
	}
	shift := bits.Len64(v) - 6
	return min(shift*steps+int(v>>shift), len(Histogram{}.buckets)-1)
}

// upper returns the largest duration of a bucket.
func upper(bucket int) time.Duration {
	if bucket < steps {
		return time.Duration(bucket)
	}
	shift := bucket/steps - 1
	return time.Duration((uint64(bucket-shift*steps)+1)<<shift - 1)
}

// Count returns how many durations were added.
func (h *Histogram) Count() int64 { return h.total }

// Max returns the longest duration.
func (h *Histogram) Max() time.Duration { return h.max }

// Quantile returns the duration that the share q (0..1) of all stayed within,
// at most 1/32 too long; 0 when the histogram is empty.
func (h *Histogram) Quantile(q float64) time.Duration {
	rank, seen := int64(q*float64(h.total)), int64(0)
	for b, n := range h.buckets {
		seen += n
		if n > 0 && seen > min(rank, h.total-1) {
			return min(upper(b), h.max)
		}
	}
	return 0
}

func (h *Histogram) merge(o *Histogram) {
	for b, n := range o.buckets {
		h.buckets[b] += n
	}
	h.total += o.total
	h.max = max(h.max, o.max)
}
