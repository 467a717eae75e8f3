/**
 * Noise that is there in training only.
 * @module
 */
import { expectFinite, expectInteger, readOptions } from '../core/options.js';
import { createRandom, type Random } from '../core/random.js';
import { zeros } from '../core/tensor.js';
import { type FinishedLayer } from './finish-layer.js';
import { expectRank, makeLayer, type NamedOptions, oneToOne } from './make-layer.js';
import { type Pass } from './layer.js';

/** Options of {@link dropout} and {@link spatialDropout1d}. */
export interface DropoutOptions extends NamedOptions {
  /** Share of the values that become 0, in [0, 1). */
  rate: number;
  /** Numbers of its own: an integer >= 0; `null` takes those of the model. @defaultValue `null` */
  seed?: number | null | undefined;
}

/** Options of {@link gaussianNoise}. */
export interface GaussianNoiseOptions extends NamedOptions {
  /** Standard deviation, >= 0. */
  stddev: number;
  /** Numbers of its own: an integer >= 0; `null` takes those of the model. @defaultValue `null` */
  seed?: number | null | undefined;
}

/** The stream of a layer: its own, or that of the pass. */
function streamOf(seed: number | null, caller: string): (pass: Pass) => Random {
  if (seed === null) return (pass) => pass.random;
  expectInteger(seed, caller, 'seed', 0);
  const own = createRandom(seed);
  return () => own;
}

/**
 * Sets a share of the values to 0 in training, and divides the others by what is left, so that the mean stays.
 *
 * @param options - Rate and seed.
 * @returns A layer that keeps the shape.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * const x = tensor(Float32Array.of(1, 1, 1, 1), [1, 4]);
 * dropout({ rate: 0.5 }).call(x).data; // [1, 1, 1, 1]
 * ```
 * @see `keras.layers.Dropout`
 */
export function dropout(options: DropoutOptions): FinishedLayer {
  return create('dropout', options, false);
}

/**
 * Dropout of whole channels: what is 0 is so in all frames of an item.
 *
 * @param options - Rate and seed.
 * @returns A layer that keeps the shape `[batch, time, channels]`.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * const x = tensor(Float32Array.of(1, 1, 1, 1), [1, 2, 2]);
 * spatialDropout1d({ rate: 0.5 }).call(x).data; // [1, 1, 1, 1]
 * ```
 * @see `keras.layers.SpatialDropout1D`
 */
export function spatialDropout1d(options: DropoutOptions): FinishedLayer {
  return create('spatialDropout1d', options, true);
}

function create(caller: string, options: DropoutOptions, channels: boolean): FinishedLayer {
  const { rate, seed, name } = readOptions(caller, options, { name: '', rate: NaN, seed: null as number | null });
  expectFinite(rate, caller, 'rate', 0, 1 - 2 ** -31);
  const stream = streamOf(seed, caller);
  return makeLayer({
    kind: caller,
    name,
    config: { rate, seed },
    outputShape: ([shape]) => {
      if (channels) expectRank(shape!, ['time', 'channels'], caller);
      return shape!;
    },
    run([x], pass, _, mask) {
      if (!pass.training || rate === 0) return oneToOne(x!, mask, pass, (dy) => dy);
      const [batch, time, width] = channels ? (x!.shape as [number, number, number]) : [1, 1, x!.data.length];
      const kept = draw(new Uint8Array(batch * width), rate, stream(pass).uint32());
      const factor = 1 / (1 - rate);
      const drop = (from: typeof x): typeof x => {
        const out = zeros(from!.data, from!.shape);
        const [to, source] = [out.data, from!.data];
        for (let item = 0, at = 0; item < batch; item++) {
          const first = item * width;
          for (let t = 0; t < time; t++) for (let c = 0; c < width; c++, at++) to[at] = kept[first + c]! * factor * source[at]!;
        }
        return out;
      };
      return oneToOne(drop(x)!, mask, pass, (dy) => drop(dy));
    },
  });
}

/**
 * Ones, and zeros with the probability `rate`. sfc32 as in `src/core/random.ts`, but with its state in local variables: calling a stream
 * for each of a million values takes four times as long.
 */
function draw(kept: Uint8Array, rate: number, seed: number): Uint8Array {
  const random = createRandom(seed);
  let a = random.uint32() | 0;
  let b = random.uint32() | 0;
  let c = random.uint32() | 0;
  let counter = 1;
  const limit = Math.round(rate * 2147483648);
  for (let i = 0; i < kept.length; i++) {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    kept[i] = 1 + (((t >>> 1) - limit) >> 31); // a branch would be guessed wrong too often
  }
  return kept;
}

/**
 * Adds normal noise in training.
 *
 * @param options - Standard deviation and seed.
 * @returns A layer that keeps the shape.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * const x = tensor(Float32Array.of(1, 2), [1, 2]);
 * gaussianNoise({ stddev: 0.1 }).call(x).data; // [1, 2]
 * ```
 * @see `keras.layers.GaussianNoise`
 */
export function gaussianNoise(options: GaussianNoiseOptions): FinishedLayer {
  const caller = 'gaussianNoise';
  const { stddev, seed, name } = readOptions(caller, options, { name: '', stddev: NaN, seed: null as number | null });
  expectFinite(stddev, caller, 'stddev', 0);
  const stream = streamOf(seed, caller);
  return makeLayer({
    kind: caller,
    name,
    config: { stddev, seed },
    outputShape: ([shape]) => shape!,
    run([x], pass, _, mask) {
      if (!pass.training || stddev === 0) return oneToOne(x!, mask, pass, (dy) => dy);
      const random = stream(pass);
      const y = zeros(x!.data, x!.shape);
      for (let i = 0; i < y.data.length; i++) y.data[i] = x!.data[i]! + stddev * random.normal();
      return oneToOne(y, mask, pass, (dy) => dy);
    },
  });
}
