/** fft.js `realTransform`. Plain arrays, because with Float64Array buffers it is 13 % slower (variant `typed`). */
import { importThirdparty, onlyPowersOfTwo } from '../harness/thirdparty.mjs';

export async function prepare({ length: n }, variant, input) {
  onlyPowersOfTwo(n);
  const { default: FFT } = await importThirdparty('fft.js');
  const fft = new FFT(n);
  const typed = variant === 'typed';
  const x = typed ? Float64Array.from(input) : Array.from(input);
  const out = typed ? new Float64Array(2 * n) : fft.createComplexArray();
  return { run: () => fft.realTransform(out, x), output: () => out.slice(0, n + 2) };
}
