package game

import "math/bits"

// Draw is the n-th number of chance for a kind of draw in a round. It hashes a
// counter (the finaliser of SplitMix64; Steele, Lea and Flood 2014) instead of
// sharing a stream, so the order of calls cannot change a result.
func Draw(seed, kind uint64, round, n int) uint64 {
	x := mix(seed ^ kind*0x9e3779b97f4a7c15)
	x = mix(x ^ uint64(round)*0xbf58476d1ce4e5b9)
	return mix(x ^ uint64(n)*0x94d049bb133111eb)
}

// Pick turns a drawn number into one of 0..n-1.
func Pick(drawn uint64, n int) int {
	hi, _ := bits.Mul64(drawn, uint64(n))
	return int(hi)
}

func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

const drawEvent = 1

// planEvents draws which event closes which round. It depends on the seed
// alone: every table meets the same events, whatever it decides.
func (sc *Scenario) planEvents(seed uint64, short bool) (plan [MaxRounds + 1]int8) {
	closes := sc.EventPlan.Full
	if short {
		closes = sc.EventPlan.Short
	}
	gone := uint32(0)
	for _, round := range closes {
		if i := sc.drawEvent(seed, round, gone); i >= 0 {
			gone |= 1 << i
			plan[round] = int8(i + 1)
		}
	}
	return plan
}

func (sc *Scenario) drawEvent(seed uint64, round int, gone uint32) int {
	total := 0
	for i := range sc.events {
		total += sc.chance(i, round, gone)
	}
	if total == 0 {
		return -1
	}
	left := Pick(Draw(seed, drawEvent, round, 0), total)
	for i := range sc.events {
		left -= sc.chance(i, round, gone)
		if left < 0 {
			return i
		}
	}
	return -1
}

func (sc *Scenario) chance(i, round int, gone uint32) int {
	e := &sc.events[i]
	if gone&(1<<i) != 0 || round < e.first || round > e.last {
		return 0
	}
	return e.weight
}
