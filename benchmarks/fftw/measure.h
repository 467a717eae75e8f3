/* What the C contenders share: the clock, the protocol of worker.mjs, files of samples. */
#ifndef MEASURE_H
#define MEASURE_H
#define _POSIX_C_SOURCE 199309L
#include <fftw3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MOST_SAMPLES = 100000, LEAST_SAMPLES = 3 };

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

static double batch(void (*run)(void), long calls) {
  const double start = now();
  for (long i = 0; i < calls; i++) run();
  return now() - start;
}

static int ascending(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Warms up, then takes samples of at least a millisecond each; prints the median. */
static void measure(void (*run)(void), double warm_ms, double measure_ms) {
  static double samples[MOST_SAMPLES];
  const double began = now();
  long calls = 1;
  double took = batch(run, calls);
  while (now() - began < warm_ms || took < 1) {
    if (took < 1) calls *= 2;
    took = batch(run, calls);
  }
  int count = 0;
  const double start = now();
  while (count < LEAST_SAMPLES || (count < MOST_SAMPLES && now() - start < measure_ms)) samples[count++] = batch(run, calls) / (double)calls;
  qsort(samples, (size_t)count, sizeof *samples, ascending);
  const double median = count % 2 ? samples[count / 2] : (samples[count / 2 - 1] + samples[count / 2]) / 2;
  printf("\n@@{\"ms\":%.9f,\"best\":%.9f,\"samples\":%d,\"calls\":%ld,\"version\":\"%s\"}\n", median, samples[0], count, calls, fftwf_version);
}

/* Leaves the program if a file cannot be read or written: the runner prints the status. */
static void read_floats(const char *path, float *x, size_t length) {
  FILE *file = fopen(path, "rb");
  if (!file || fread(x, sizeof *x, length, file) != length) exit(3);
  fclose(file);
}

/* As float64; nothing if the path is "-". */
static void write_doubles(const char *path, const float *x, size_t length) {
  if (path[0] == '-' && !path[1]) return;
  FILE *file = fopen(path, "wb");
  if (!file) exit(4);
  for (size_t i = 0; i < length; i++) {
    const double value = x[i];
    if (fwrite(&value, sizeof value, 1, file) != 1) exit(4);
  }
  if (fclose(file)) exit(4);
}
#endif
