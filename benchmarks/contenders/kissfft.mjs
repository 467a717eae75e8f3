/** kissfft-js (asm.js, float32): its real transform, and for odd lengths, which that refuses, its complex one. */
import { importThirdparty } from '../harness/thirdparty.mjs';

export async function prepare({ length: n }, _variant, input) {
  const { default: kiss } = await importThirdparty('kissfft-js');
  const bins = (n >> 1) + 1;
  if (n % 2 === 0) {
    const fft = new kiss.FFTR(n);
    return { run: () => fft.forward(input), output: (out) => out };
  }
  const fft = new kiss.FFT(n);
  const x = new Float32Array(2 * n);
  const run = () => {
    for (let i = 0; i < n; i++) x[2 * i] = input[i];
    return fft.forward(x);
  };
  return { run, output: (out) => out.subarray(0, 2 * bins) };
}
