package roomload

import (
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// tick is the unit of processor time in /proc, the same on all Linux systems.
const tick = 10 * time.Millisecond

// fields splits a file of /proc.
func fields(name string) []string {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil
	}
	return strings.Fields(string(text))
}

func number(all []string, at int) int64 {
	if at >= len(all) {
		return 0
	}
	n, _ := strconv.ParseInt(all[at], 10, 64)
	return n
}

// resident is the memory of a process in bytes.
func resident(pid int) int64 {
	return number(fields("/proc/"+strconv.Itoa(pid)+"/statm"), 1) * int64(os.Getpagesize())
}

// processor is the processor time that a process used.
func processor(pid int) time.Duration {
	text, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(text), ") ") // the name may hold anything
	all := strings.Fields(rest)
	return time.Duration(number(all, 11)+number(all, 12)) * tick
}

// busy is the time that all processors worked, of the time that they had.
func busy() (worked, had time.Duration) {
	all := fields("/proc/stat")
	for i := 1; i <= 8; i++ {
		had += time.Duration(number(all, i)) * tick
	}
	return had - time.Duration(number(all, 4)+number(all, 5))*tick, had
}

// queue is how many processes were waiting or working, on average of a minute.
func queue() float64 {
	all := fields("/proc/loadavg")
	if len(all) == 0 {
		return 0
	}
	n, _ := strconv.ParseFloat(all[0], 64)
	return n
}

// MoreFiles lets this process, and those it starts, open as many files as the
// system allows, and returns how many that is.
func MoreFiles() (uint64, error) {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		return 0, err
	}
	limit.Cur = limit.Max
	return limit.Cur, syscall.Setrlimit(syscall.RLIMIT_NOFILE, &limit)
}
