package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// readableContrast is the least contrast of text and what is behind it (WCAG 2.2, 1.4.3).
const readableContrast = 4.5

// deepened is a colour of the form #rrggbb, made as much darker as white needs to
// be read on it, in the form RRGGBB.
func deepened(colour string) string {
	bits, err := strconv.ParseUint(strings.TrimPrefix(colour, "#"), 16, 32)
	if err != nil {
		return inkColour
	}
	rgb := [3]float64{float64(bits >> 16 & 255), float64(bits >> 8 & 255), float64(bits & 255)}
	for 1.05/(luminance(rgb)+0.05) < readableContrast {
		for i := range rgb {
			rgb[i] = math.Floor(rgb[i] * 0.95)
		}
	}
	return fmt.Sprintf("%02X%02X%02X", int(rgb[0]), int(rgb[1]), int(rgb[2]))
}

// luminance is the relative luminance of WCAG 2.2, from 0 to 1.
func luminance(rgb [3]float64) float64 {
	sum := 0.0
	for i, weight := range [3]float64{0.2126, 0.7152, 0.0722} {
		c := rgb[i] / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}
