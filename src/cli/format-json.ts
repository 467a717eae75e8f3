import { sizeOf, toRowMajor } from '../core/nd.js';
import { decimalOf } from './decimal.js';
import { type Format } from './format.js';
import { type FeatureResult, type Result } from './result.js';

/**
 * `{ file, sampleRate, feature, shape, hopLength, data }`: `data` is nested as `shape` says, so `data[bin][frame]` for one channel; a
 * complex number is `[re, im]`. `features` adds `columns`, the names of its rows. Several files become an array of such objects.
 */
export const json: Format = {
  many: true,
  info: true,
  frame: ['[\n', '\n]\n'],
  *item(result, index, together) {
    if (together && index > 0) yield ',\n';
    yield* object(result);
    if (!together) yield '\n';
  },
};

/** The same objects, one a line. */
export const ndjson: Format = {
  many: true,
  info: true,
  *item(result) {
    yield* object(result);
    yield '\n';
  },
};

function* object(result: Result): Generator<string> {
  if (result.kind === 'info') {
    yield JSON.stringify({ file: result.file, ...result.fields });
    return;
  }
  const { file, sampleRate, feature, hopLength, values, columns } = result;
  const head = { file, sampleRate, feature, shape: values.shape, hopLength, ...(feature === 'features' ? { columns } : {}) };
  yield `${JSON.stringify(head).slice(0, -1)},"data":`;
  yield* nested(result);
  yield '}';
}

/** The numbers in brackets: one piece for each run along the last axis, or the last two if that is (re, im). */
function* nested({ values, complex }: FeatureResult): Generator<string> {
  const data = toRowMajor(values);
  const decimal = decimalOf(data);
  const { shape } = values;
  const depth = shape.length - (complex ? 2 : 1); // axes outside a run
  const length = shape[depth]!;
  const runs = sizeOf(shape.slice(0, depth));
  const step = complex ? 2 : 1;
  for (let run = 0; run < runs; run++) {
    const opened = edges(shape.slice(0, depth), run);
    const closed = edges(shape.slice(0, depth), run + 1);
    let piece = `${run > 0 ? ',' : ''}${'['.repeat(run === 0 ? depth : opened)}[`;
    for (let t = 0; t < length; t++) {
      const i = (run * length + t) * step;
      const first = decimal(data[i]!);
      piece += `${t > 0 ? ',' : ''}${complex ? `[${first},${decimal(data[i + 1]!)}]` : first}`;
    }
    yield `${piece}]${']'.repeat(run === runs - 1 ? depth : closed)}`;
  }
}

/** How many of the axes begin anew at run number `run`. */
function edges(shape: readonly number[], run: number): number {
  let count = 0;
  let size = 1;
  for (let d = shape.length - 1; d >= 0; d--) {
    size *= shape[d]!;
    if (run % size !== 0) break;
    count++;
  }
  return count;
}
