/* FFTW's float32 real-to-complex transform, planned with FFTW_MEASURE, one length in one fresh process.
 * Usage: fftw <input: float32> <output: float64, or -> <ms to warm up> <ms to measure> <samples> */
#include "measure.h"

static fftwf_plan plan;

static void run(void) { fftwf_execute(plan); }

int main(int argc, char **argv) {
  if (argc != 6) return 2;
  const int n = atoi(argv[5]);
  const size_t pairs = (size_t)n / 2 + 1;
  float *x = fftwf_alloc_real((size_t)n);
  fftwf_complex *out = fftwf_alloc_complex(pairs);
  plan = fftwf_plan_dft_r2c_1d(n, x, out, FFTW_MEASURE | FFTW_PRESERVE_INPUT); /* overwrites x */
  read_floats(argv[1], x, (size_t)n);
  run();
  write_doubles(argv[2], (const float *)out, 2 * pairs);
  measure(run, atof(argv[3]), atof(argv[4]));
  return 0;
}
