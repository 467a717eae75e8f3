"""The filters with which soxr's "HQ" lowers a rate by powers of two, from its impulse responses, and the Kaiser-windowed sincs nearest to them.

Run: python measure_halving.py (numpy, scipy, soxr 0.5 or later; a minute). Prints the constants of src/cqt/halving.ts.
"""

import numpy as np
import soxr
from scipy.optimize import least_squares

REACH = 130  # samples at the lower rate
for factor in (2, 4, 8, 16, 32, 64):
    length = 4 * REACH * factor
    middle = length // 2
    taps = {}
    for late in range(factor):
        impulse = np.zeros(length + 1)
        impulse[middle + late] = 1
        for m, v in enumerate(soxr.resample(impulse, factor, 1, quality="HQ")):
            taps[factor * m - middle - late] = v
    distance = np.arange(-REACH * factor, REACH * factor + 1)
    h = np.array([taps[d] for d in distance])

    def misfit(p):
        cutoff, half_width = p[0] / factor, p[2] * factor
        inside = np.maximum(0, 1 - (distance / half_width) ** 2)
        window = np.where(inside > 0, np.i0(p[1] * np.sqrt(inside)) / np.i0(p[1]), 0)
        return (window * cutoff * np.sinc(cutoff * distance) - h) / h.max()

    fits = [least_squares(misfit, [0.957, beta, width]) for width in (97, 103, 107) for beta in (13, 14)]
    best = min(fits, key=lambda fit: fit.cost)
    response = np.abs(np.fft.rfft(h, 2048 * factor))
    stop = 20 * np.log10(response[1024:].max())
    print(f"{factor}: cutoff, beta, half width {best.x}, misfit {np.max(np.abs(best.fun)):.1e} of the peak, stop band {stop:.0f} dB")
