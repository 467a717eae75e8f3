/** ml-fft: complex, in place, global tables. The copy into (re, im) is part of every use of it. */
import { importThirdparty, onlyPowersOfTwo } from '../harness/thirdparty.mjs';

export async function prepare({ length: n }, _variant, input) {
  onlyPowersOfTwo(n);
  const { default: ml } = await importThirdparty('ml-fft');
  ml.FFT.init(n);
  const x = Float64Array.from(input);
  const re = new Float64Array(n);
  const im = new Float64Array(n);
  const run = () => {
    re.set(x);
    im.fill(0);
    ml.FFT.fft(re, im);
  };
  return { run, output: () => Float64Array.from({ length: 2 * ((n >> 1) + 1) }, (_, k) => (k & 1 ? im : re)[k >> 1]) };
}
