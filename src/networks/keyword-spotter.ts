/**
 * A network that reads windows, over frames that arrive one after the other.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectAllFinite } from '../core/finite.js';
import { isNdArray, nd, type NdArray, toRowMajor } from '../core/nd.js';
import { expectInteger, readOptions } from '../core/options.js';
import { type FloatArray, isFloatArray } from '../core/types.js';
import { type Model } from '../nn/model-core.js';
import { floats } from '../nn/parameter.js';
import { tensor } from '../nn/tensor.js';

/** Options of {@link createKeywordSpotter}. */
export interface KeywordSpotterOptions {
  /** Frames from one window to the next, >= 1. @defaultValue `1` */
  hop?: number | undefined;
}

/** A network over a stream of frames. */
export interface KeywordSpotter {
  /** The options in force. */
  readonly options: Readonly<Required<KeywordSpotterOptions>>;
  /** Frames of a window: no posterior comes before so many. */
  readonly frames: number;
  /** Values of a frame. */
  readonly bands: number;
  /** What the network tells apart. */
  readonly classes: number;
  /** Frames that are missing until the next posterior. */
  readonly framesLeft: number;
  /**
   * Takes any number of frames, `[bands, frames]` as features have them, or a typed array of whole frames, and gives the posteriors of all
   * windows that they complete, `[windows, classes]`. Refuses NaN and forgets nothing then.
   */
  process(frames: FloatArray | NdArray<FloatArray>): NdArray<FloatArray>;
  /** Forgets all frames. */
  reset(): void;
}

/** Windows that the network reads at once, so that memory does not grow with the length of a chunk. */
const BATCH = 32;

/**
 * Runs a network such as `keywordCrnn` over frames as they arrive: every `hop` frames it reads the last ones. However the frames are cut
 * into chunks, the posteriors are the same bits, and those of `net.predict` for the same windows.
 *
 * @param net - A model from `[batch, frames, bands, 1]` to `[batch, classes]`.
 * @param options - {@link KeywordSpotterOptions}.
 * @returns {@link KeywordSpotter}.
 * @throws `ParameterError` for another network, an unknown option or one out of range.
 * @example
 * ```ts
 * const net = keywordCrnn({ filters: 4, kernelSize: [5, 5], strides: [4, 4], recurrentLayers: 1, recurrentUnits: 4, denseUnits: 8 });
 * const spotter = createKeywordSpotter(net, { hop: 10 });
 * spotter.process(new Float32Array(40 * 150)).shape; // [0, 2]
 * spotter.process(new Float32Array(40 * 11)).shape; // [2, 2]
 * spotter.framesLeft; // 10
 * ```
 */
export function createKeywordSpotter(net: Model, options?: KeywordSpotterOptions): KeywordSpotter {
  const caller = 'createKeywordSpotter';
  const { hop } = readOptions(caller, options, { hop: 1 });
  expectInteger(hop, caller, 'hop', 1);
  const [frames, bands, classes] = sizesOf(net, caller);
  const window = floats(net.dtype, frames * bands);
  let filled = 0; // frames in the window
  let skip = 0; // frames between windows that no window reads
  return {
    options: Object.freeze({ hop }),
    frames,
    bands,
    classes,
    get framesLeft() {
      return skip + frames - filled;
    },
    process(chunk) {
      const data = readFrames(chunk, bands);
      const posteriors: FloatArray[] = [];
      let batch = floats(net.dtype, 0);
      let waiting = 0;
      const run = (): void => {
        if (!waiting) return;
        posteriors.push(
          net.predict(tensor(batch.subarray(0, waiting * window.length), [waiting, frames, bands, 1]), { batchSize: BATCH }).data,
        );
        waiting = 0;
      };
      for (let at = 0; at < data.length; at += bands) {
        if (skip) {
          skip--;
          continue;
        }
        window.set(data.subarray(at, at + bands), filled * bands);
        if (++filled < frames) continue;
        if (!batch.length) batch = floats(net.dtype, BATCH * window.length);
        batch.set(window, waiting++ * window.length);
        if (waiting === BATCH) run();
        window.copyWithin(0, Math.min(hop, frames) * bands);
        filled = Math.max(0, frames - hop);
        skip = Math.max(0, hop - frames);
      }
      run();
      const out = floats(
        net.dtype,
        posteriors.reduce((sum, { length }) => sum + length, 0),
      );
      posteriors.reduce((at, part) => {
        out.set(part, at);
        return at + part.length;
      }, 0);
      return nd(out, [out.length / classes, classes]);
    },
    reset() {
      filled = 0;
      skip = 0;
    },
  };
}

/** Frames, bands and classes of a network that fits. */
function sizesOf(net: Model, caller: string): [number, number, number] {
  if (typeof net !== 'object' || net === null || typeof net.predict !== 'function')
    throw new TypeError(`${caller}: "net" must be a model, got ${show(net)}`);
  const inputs = net.inputShapes;
  const [frames, bands, channels] = inputs?.[0] ?? [];
  const outputs = inputs && net.outputShapes(inputs);
  const classes = outputs?.[0]?.[0];
  const fits = inputs?.length === 1 && inputs[0]!.length === 3 && channels === 1 && outputs?.length === 1 && outputs[0]!.length === 1;
  if (!fits || !frames || !bands || !classes)
    throw new ParameterError(caller, 'net', 'must read [batch, frames, bands, 1] and give [batch, classes]');
  return [frames, bands, classes];
}

/** Whole frames, one after the other. */
function readFrames(chunk: FloatArray | NdArray<FloatArray>, bands: number): FloatArray {
  const caller = 'KeywordSpotter.process';
  let data: FloatArray;
  if (isFloatArray(chunk)) {
    data = chunk;
    if (data.length % bands)
      throw new ParameterError(caller, 'frames', `must be whole frames of ${bands} values, got ${data.length} values`);
  } else {
    if (!isNdArray(chunk) || !isFloatArray(chunk.data))
      throw new TypeError(`${caller}: "frames" must be a Float32Array, a Float64Array or an ndarray of one, got ${show(chunk)}`);
    if (chunk.shape.length !== 2 || chunk.shape[0] !== bands)
      throw new ParameterError(caller, 'frames', `must have the shape [${bands}, any], got [${chunk.shape.join(', ')}]`);
    data = toRowMajor(chunk, [1, 0]);
  }
  expectAllFinite(data, caller, 'frames');
  return data;
}
