/** @echogarden/pffft-wasm, SIMD build, float32. Variant `copies`: samples in and spectrum out of WASM memory, as a caller has to. */
import { readFileSync } from 'node:fs';
import { importThirdparty, requireThirdparty, Unsupported } from '../harness/thirdparty.mjs';

const FORWARD = 0;
const REAL = 0;

export async function prepare({ length: n }, variant, input) {
  let rest = n;
  for (const factor of [2, 3, 5]) while (rest % factor === 0) rest /= factor;
  if (rest !== 1 || n % 32 !== 0) throw new Unsupported('multiples of 32 with factors 2, 3, 5 only');
  const entry = requireThirdparty.resolve('@echogarden/pffft-wasm/simd');
  const { default: PFFFT } = await importThirdparty('@echogarden/pffft-wasm/simd');
  const m = await PFFFT({ wasmBinary: readFileSync(entry.replace(/\.js$/, '.wasm')) });
  const setup = m._pffft_new_setup(n, REAL);
  const at = m._pffft_aligned_malloc(3 * 4 * n);
  const view = (k) => new Float32Array(m.HEAPF32.buffer, at + 4 * n * k, n);
  const [x, y] = [view(0), view(1)];
  const out = new Float32Array(n);
  x.set(input);
  const transform = () => m._pffft_transform_ordered(setup, at, at + 4 * n, at + 8 * n, FORWARD);
  const withCopies = () => {
    x.set(input);
    transform();
    out.set(y);
  };
  // [X[0], X[n/2], re 1, im 1, ...]
  const output = () => Float64Array.of(y[0], 0, ...y.subarray(2), y[1], 0);
  return { run: variant === 'copies' ? withCopies : transform, output };
}
