package chart

import (
	"fmt"
	"math"
	"strconv"
)

// Contrast is the contrast ratio of two colours written as "#rrggbb", from 1 to
// 21, as WCAG 2.2 defines it.
func Contrast(a, b string) (float64, error) {
	x, err := luminance(a)
	if err != nil {
		return 0, err
	}
	y, err := luminance(b)
	if err != nil {
		return 0, err
	}
	return (max(x, y) + 0.05) / (min(x, y) + 0.05), nil
}

// luminance is the relative luminance of WCAG 2.2, from 0 to 1.
func luminance(colour string) (float64, error) {
	if len(colour) != 7 || colour[0] != '#' {
		return 0, fmt.Errorf("colour %q is not of the form #rrggbb", colour)
	}
	bits, err := strconv.ParseUint(colour[1:], 16, 32)
	if err != nil {
		return 0, fmt.Errorf("colour %q is not of the form #rrggbb", colour)
	}
	return 0.2126*linear(bits>>16) + 0.7152*linear(bits>>8&255) + 0.0722*linear(bits&255), nil
}

func linear(channel uint64) float64 {
	c := float64(channel) / 255
	if c <= 0.04045 {
		return c / 12.92
	}
	return math.Pow((c+0.055)/1.055, 2.4)
}
