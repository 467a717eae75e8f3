/**
 * Weights as Keras 1 kept them: an array for every gate, and kernels of convolutions with the filters first.
 * @module
 */
import { type Layer } from '../layer.js';
import { type FileArray } from './fill-weights.js';

/** Gates in our order, as places in Keras 1's: it wrote i, c, f, o, and z, r, h. */
const GATES: Readonly<Record<string, readonly number[]>> = { lstm: [0, 2, 1, 3], gru: [0, 1, 2] };

/** The arrays of a layer as later versions keep them; those that already are come back as they are. */
export function fromKeras1(layer: Layer, arrays: readonly FileArray[]): readonly FileArray[] {
  const { forwardLayer, backwardLayer } = layer as Layer & Partial<Record<'forwardLayer' | 'backwardLayer', Layer>>;
  if (forwardLayer && backwardLayer) {
    const half = arrays.length / 2;
    return [...fromKeras1(forwardLayer, arrays.slice(0, half)), ...fromKeras1(backwardLayer, arrays.slice(half))];
  }
  const gates = Object.hasOwn(GATES, layer.kind) ? GATES[layer.kind] : undefined;
  if (gates && arrays.length === 3 * gates.length) {
    const parts = [0, 1, 2].map((part) => gates.map((gate) => arrays[3 * gate + part]!));
    const alike = parts.every(([one, ...others]) => others.every(({ shape }) => String(shape) === String(one!.shape)));
    return alike ? parts.map(joinColumns) : arrays;
  }
  const kernel = layer.parameters[0];
  const [first, ...rest] = arrays;
  if (layer.kind !== 'conv2d' || !kernel || first?.shape.length !== 4) return arrays;
  const [rows, columns, channels, filters] = kernel.shape as [number, number, number, number];
  const filtersFirst = [filters, channels, rows, columns];
  // a kernel that fits both ways is one of the version's own default, filters last
  const fits = (shape: readonly number[]): boolean => shape.every((n, d) => n === first.shape[d]);
  return !fits(kernel.shape) && fits(filtersFirst) ? [filtersLast(first, filtersFirst), ...rest] : arrays;
}

/** Matrices side by side, or vectors end to end. */
function joinColumns(arrays: readonly FileArray[]): FileArray {
  const widths = arrays.map(({ shape }) => shape.at(-1) ?? 0);
  const width = widths.reduce((a, b) => a + b, 0);
  const rows = arrays[0]!.shape.length > 1 ? arrays[0]!.shape[0]! : 1;
  const data = new Float64Array(rows * width);
  let column = 0;
  arrays.forEach(({ data: from }, i) => {
    const n = widths[i]!;
    for (let r = 0; r < rows; r++) for (let c = 0; c < n; c++) data[r * width + column + c] = from[r * n + c]!;
    column += n;
  });
  return { name: arrays[0]!.name, data, shape: arrays[0]!.shape.length > 1 ? [rows, width] : [width] };
}

/** `[filters, channels, rows, columns]` -> `[rows, columns, channels, filters]`. */
function filtersLast({ name, data: from }: FileArray, [filters, channels, rows, columns]: readonly number[]): FileArray {
  const data = new Float64Array(from.length);
  let at = 0;
  for (let r = 0; r < rows!; r++) {
    for (let c = 0; c < columns!; c++) {
      for (let i = 0; i < channels!; i++) {
        for (let o = 0; o < filters!; o++) data[at++] = from[((o * channels! + i) * rows! + r) * columns! + c]!;
      }
    }
  }
  return { name, data, shape: [rows!, columns!, channels!, filters!] };
}
