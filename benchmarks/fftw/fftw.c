/* FFTW's float32 real-to-complex transform, planned with FFTW_MEASURE, one length in one fresh process, the same protocol as worker.mjs.
 * Usage: fftw <samples> <input: float32> <output: float64, or -> <ms to warm up> <ms to measure> */
#define _POSIX_C_SOURCE 199309L
#include <fftw3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST = 100000, LEAST = 3 };
static const double SAMPLE_MS = 1;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

static double batch(fftwf_plan plan, long calls) {
  const double start = now();
  for (long i = 0; i < calls; i++) fftwf_execute(plan);
  return now() - start;
}

static int ascending(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(int argc, char **argv) {
  if (argc != 6) return 2;
  const int n = atoi(argv[1]);
  const size_t pairs = (size_t)n / 2 + 1;
  float *x = fftwf_alloc_real((size_t)n);
  fftwf_complex *out = fftwf_alloc_complex(pairs);
  fftwf_plan plan = fftwf_plan_dft_r2c_1d(n, x, out, FFTW_MEASURE | FFTW_PRESERVE_INPUT); /* overwrites x */
  FILE *input = fopen(argv[2], "rb");
  if (!input || fread(x, sizeof *x, (size_t)n, input) != (size_t)n) return 3;
  fclose(input);

  if (strcmp(argv[3], "-") != 0) {
    FILE *output = fopen(argv[3], "wb");
    if (!output) return 4;
    fftwf_execute(plan);
    for (size_t k = 0; k < pairs; k++) {
      const double bin[2] = {out[k][0], out[k][1]};
      fwrite(bin, sizeof *bin, 2, output);
    }
    fclose(output);
  }

  static double samples[MOST];
  const double warm = atof(argv[4]), measure = atof(argv[5]), began = now();
  long calls = 1;
  double took = batch(plan, calls);
  while (now() - began < warm || took < SAMPLE_MS) {
    if (took < SAMPLE_MS) calls *= 2;
    took = batch(plan, calls);
  }
  int count = 0;
  const double start = now();
  while (count < LEAST || (count < MOST && now() - start < measure)) samples[count++] = batch(plan, calls) / (double)calls;
  qsort(samples, (size_t)count, sizeof *samples, ascending);
  const double median = count % 2 ? samples[count / 2] : (samples[count / 2 - 1] + samples[count / 2]) / 2;
  printf("\n@@{\"ms\":%.9f,\"best\":%.9f,\"samples\":%d,\"calls\":%ld}\n", median, samples[0], count, calls);
  return 0;
}
