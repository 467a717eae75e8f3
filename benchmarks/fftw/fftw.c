/* Times FFTW's float32 real-to-complex transform. Reads lines "n", answers each with the median nanoseconds of one transform of n samples.
 * A plan is measured (FFTW_MEASURE) once per length and kept, so that a caller can ask again and again, in turn with other contenders. */
#define _POSIX_C_SOURCE 199309L
#include <fftw3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { SAMPLES = 31, KEPT = 64 };
static const double SAMPLE_NS = 1e6;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return 1e9 * (double)t.tv_sec + (double)t.tv_nsec;
}

static int ascending(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double batch(fftwf_plan plan, long calls) {
  const double start = now();
  for (long i = 0; i < calls; i++) fftwf_execute(plan);
  return now() - start;
}

int main(void) {
  static struct { int n; fftwf_plan plan; } kept[KEPT];
  int count = 0, n;
  while (scanf("%d", &n) == 1) {
    int i = 0;
    while (i < count && kept[i].n != n) i++;
    if (i == count) {
      if (n < 1 || count == KEPT) return 1;
      float *x = fftwf_alloc_real((size_t)n);
      fftwf_complex *out = fftwf_alloc_complex((size_t)n / 2 + 1);
      kept[i].n = n;
      kept[i].plan = fftwf_plan_dft_r2c_1d(n, x, out, FFTW_MEASURE | FFTW_PRESERVE_INPUT);
      for (int j = 0; j < n; j++) x[j] = (float)rand() / (float)RAND_MAX - 0.5f;
      count++;
    }
    long calls = 1;
    while (batch(kept[i].plan, calls) < SAMPLE_NS) calls *= 2;
    double samples[SAMPLES];
    for (int s = 0; s < SAMPLES; s++) samples[s] = batch(kept[i].plan, calls) / (double)calls;
    qsort(samples, SAMPLES, sizeof *samples, ascending);
    printf("%.2f\n", samples[SAMPLES / 2]);
    fflush(stdout);
  }
  return 0;
}
