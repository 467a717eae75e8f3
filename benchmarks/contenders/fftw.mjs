/** fftw-js: FFTW 3.3.4 in asm.js, float32, real to complex. */
import { importThirdparty } from '../harness/thirdparty.mjs';

export async function prepare({ length: n }, _variant, input) {
  const { default: fftw } = await importThirdparty('fftw-js');
  const fft = new fftw.FFT(n);
  return { run: () => fft.forward(input), output: (out) => out.subarray(0, 2 * ((n >> 1) + 1)) };
}
