/* MFCCs as one would write them in C: FFTW's float32 real transform, sparse mel bands, dB with an 80 dB range, a cosine transform as a
 * matrix. Loops are left to the compiler: gcc -O3 -march=native -ffast-math vectorises all of them, the logarithm through libmvec.
 * Usage: mfcc <input: float32> <output: float64, or -> <ms to warm up> <ms to measure> <samples> <rate> <nfft> <window> <hop> <mels> <coefficients> */
#include "measure.h"
#include <math.h>
#include <string.h>

static int n, width, bins, hop, mels, coefficients, frames;
static float *padded, *window, *frame, *power, *weights, *levels, *matrix, *out;
static int *first, *count;
static fftwf_complex *spectrum;
static fftwf_plan plan;

/* Slaney's mel scale: linear below 1 kHz. */
static double to_mel(double f) { return f < 1000 ? 3 * f / 200 : 15 + 27 * log(f / 1000) / log(6.4); }
static double to_hz(double m) { return m < 15 ? 200 * m / 3 : 1000 * exp((m - 15) * log(6.4) / 27); }

static void prepare(double rate) {
  const double pi = acos(-1);
  for (int i = 0; i < width; i++) window[(n - width) / 2 + i] = (float)(0.5 - 0.5 * cos(2 * pi * i / width));
  float *w = weights;
  for (int m = 0; m < mels; m++) {
    const double top = to_mel(rate / 2) / (mels + 1), low = to_hz(m * top), peak = to_hz((m + 1) * top), high = to_hz((m + 2) * top);
    first[m] = count[m] = 0;
    for (int k = 0; k < bins; k++) {
      const double f = k * rate / n, weight = fmin((f - low) / (peak - low), (high - f) / (high - peak));
      if (weight <= 0) continue;
      if (!count[m]++) first[m] = k;
      *w++ = (float)(weight * 2 / (high - low));
    }
  }
  for (int c = 0; c < coefficients; c++) {
    for (int m = 0; m < mels; m++) matrix[c * mels + m] = (float)(sqrt((c ? 2.0 : 1.0) / mels) * cos(pi * c * (m + 0.5) / mels));
  }
}

static void run(void) {
  float loudest = -INFINITY;
  for (int t = 0; t < frames; t++) {
    const float *x = padded + (size_t)t * (size_t)hop;
    for (int i = 0; i < n; i++) frame[i] = x[i] * window[i];
    fftwf_execute(plan);
    for (int k = 0; k < bins; k++) power[k] = spectrum[k][0] * spectrum[k][0] + spectrum[k][1] * spectrum[k][1];
    float *level = levels + (size_t)t * (size_t)mels;
    const float *w = weights;
    for (int m = 0; m < mels; m++) {
      const float *p = power + first[m];
      float sum = 0;
      for (int k = 0; k < count[m]; k++) sum += w[k] * p[k];
      w += count[m];
      level[m] = sum;
    }
    for (int m = 0; m < mels; m++) level[m] = 10 * log10f(fmaxf(level[m], 1e-10f));
    for (int m = 0; m < mels; m++) loudest = fmaxf(loudest, level[m]);
  }
  const float floor = loudest - 80;
  for (int t = 0; t < frames; t++) {
    float *level = levels + (size_t)t * (size_t)mels;
    for (int m = 0; m < mels; m++) level[m] = fmaxf(level[m], floor);
    for (int c = 0; c < coefficients; c++) {
      const float *row = matrix + c * mels;
      float sum = 0;
      for (int m = 0; m < mels; m++) sum += row[m] * level[m];
      out[t * coefficients + c] = sum;
    }
  }
}

static float *floats(size_t size) {
  float *x = fftwf_alloc_real(size);
  if (!x) exit(1);
  memset(x, 0, size * sizeof *x);
  return x;
}

int main(int argc, char **argv) {
  if (argc != 12) return 2;
  const size_t length = (size_t)atol(argv[5]);
  n = atoi(argv[7]), width = atoi(argv[8]), hop = atoi(argv[9]), mels = atoi(argv[10]), coefficients = atoi(argv[11]), bins = n / 2 + 1;
  frames = 1 + (int)(length / (size_t)hop);
  padded = floats(length + (size_t)n);
  read_floats(argv[1], padded + n / 2, length);
  window = floats((size_t)n), frame = floats((size_t)n), power = floats((size_t)bins), weights = floats((size_t)bins * 4);
  levels = floats((size_t)frames * (size_t)mels), matrix = floats((size_t)(coefficients * mels));
  out = floats((size_t)frames * (size_t)coefficients);
  first = calloc((size_t)mels, sizeof *first), count = calloc((size_t)mels, sizeof *count);
  spectrum = fftwf_alloc_complex((size_t)bins);
  plan = fftwf_plan_dft_r2c_1d(n, frame, spectrum, FFTW_MEASURE);
  prepare(atof(argv[6]));
  run();
  write_doubles(argv[2], out, (size_t)frames * (size_t)coefficients);
  measure(run, atof(argv[3]), atof(argv[4]));
  return 0;
}
