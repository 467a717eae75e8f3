/**
 * Dense layers and convolutions in plain TypeScript, in double: the reference, and the path where SIMD cannot run.
 * @module
 */
import { roundUp } from '../simd/blocks.js';
import { createSimdWindows, packWindows, type WindowEngine, type WindowSpec } from '../simd/nn.js';
import { activateFours } from './activation.js';
import { product, type Rows } from './product.js';

/** The engine for these weights: SIMD for Float32Array where it runs, else TypeScript. */
export function createWindows(spec: WindowSpec): WindowEngine {
  return (spec.weights.BYTES_PER_ELEMENT === 4 ? createSimdWindows(spec) : undefined) ?? createJsWindows(spec);
}

/** The TypeScript engine. */
function createJsWindows(spec: WindowSpec): WindowEngine<Float64Array> {
  const { weights, bias } = packWindows(spec, (length) => new Float64Array(length));
  const stride = roundUp(spec.columns, 8);
  let [x, y] = [new Float64Array(0), new Float64Array(0)];
  const rows: Rows = { data: x, at: 0, stride: 0, rows: 0, offsets: new Int32Array(0), run: 0 };
  return {
    name: 'js',
    stride,
    get x() {
      return x;
    },
    get y() {
      return y;
    },
    prepare(inputs, outputs, offsets, run) {
      if (x.length < inputs) x = new Float64Array(inputs);
      if (y.length < outputs) y = new Float64Array(outputs);
      rows.data = x;
      rows.offsets = Int32Array.from(offsets);
      rows.run = run;
    },
    run(lines, count, lineStep, step) {
      rows.stride = step;
      rows.rows = count;
      for (let i = 0; i < lines; i++) {
        rows.at = i * lineStep;
        product(rows, weights, stride, bias, 0, 0, y, i * count * stride, stride);
      }
      activateFours(spec.activation, y, 0, (lines * count * stride) / 4, 4);
    },
  };
}
