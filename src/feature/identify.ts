/**
 * Which dialect made a feature matrix.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectFiniteFeatures, readFeatures } from '../core/features.js';
import { type NdArray } from '../core/nd.js';
import { expectOneOf, readOptions } from '../core/options.js';
import { readSignal, resolveSampleRate, type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { createLogMel, type LogMel, type LogMelOptions } from './log-mel.js';
import { createMelSpectrogram, type MelSpectrogram, type MelSpectrogramOptions } from './mel-spectrogram.js';
import { type FrontEndOptions } from './front-end-options.js';
import { createMfcc, type Mfcc, type MfccOptions } from './mfcc.js';
import { presets, type PresetName } from './presets.js';

/** What a feature matrix may hold. */
export type FeatureKind = 'mfcc' | 'logMel' | 'melSpectrogram';

/** Options of {@link identify}. */
export interface IdentifyOptions {
  /** Samples per second, Hz, > 0. Needed unless the signal carries it. @defaultValue the signal's */
  sampleRate?: number | null | undefined;
  /** What the matrix may hold. @defaultValue `['mfcc', 'logMel', 'melSpectrogram']` */
  kinds?: readonly FeatureKind[] | undefined;
  /** The presets to try. @defaultValue all */
  among?: readonly PresetName[] | undefined;
  /** What is known beside: options that every preset gets, such as `{ hopLength: 256 }`. @defaultValue `{}` */
  known?: FrontEndOptions | undefined;
}

/** How well a preset explains a matrix. */
export interface Identified {
  /** The preset. */
  readonly preset: PresetName;
  /** The function that computes it. */
  readonly kind: FeatureKind;
  /** Its options: the preset, the number of rows, what is known, and what had to be otherwise than the preset says. */
  readonly options: Readonly<MfccOptions>;
  /**
   * 0: the same numbers; 1: no nearer than the mean of each row. Root of the mean over rows of the squared error, relative to the variance
   * of the row and at most 1; over the frames that both have.
   */
  readonly distance: number;
  /** Mean over rows of the correlation of both over time, in [-1, 1]: near 1 where only an offset and a scale for each row are missing. */
  readonly correlation: number;
  /** Frames of the matrix and of the preset. */
  readonly frames: readonly [matrix: number, preset: number];
  /** Whether the matrix lies as `[frames, rows]`, as psf, Kaldi and TensorFlow have it. */
  readonly transposed: boolean;
}

const KINDS: readonly FeatureKind[] = ['mfcc', 'logMel', 'melSpectrogram'];

/** A matrix frame by frame, and the variance of each row. */
interface Matrix {
  readonly rows: number;
  readonly frames: number;
  readonly data: FloatArray;
  readonly transposed: boolean;
}

/**
 * Ranks the presets by how near they come to a feature matrix of unknown origin, given the signal it was made from. Each is also tried at the
 * other usual scale of samples (1 or 32768), and cepstra without liftering, without energy, and without coefficient 0.
 *
 * @param matrix - Features, shape `[rows, frames]` or `[frames, rows]`.
 * @param y - The signal, one channel, shape `[samples]`.
 * @param options - {@link IdentifyOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns For each preset and kind that can have as many rows, the nearest attempt, nearest first. What several presets compute alike
 * (psf 0.6 and 0.6.1 at 16 kHz, say) is as near for all of them. Computes some fifty features of the signal: a clip of seconds is enough.
 * @throws {@link ParameterError} if an option is unknown or out of range, `y` has several channels, a number is not finite, or no preset
 * has that many rows.
 * @example
 * ```ts
 * const y = Float64Array.from({ length: 8000 }, (_, n) => Math.sin(0.1 * n) * Math.sin(1e-5 * n * n));
 * const unknown = mfcc(y, { sampleRate: 16000, preset: 'kaldi', scale: 1 });
 * const [first] = identify(unknown, y, { sampleRate: 16000 });
 * first.kind; // 'mfcc'
 * first.options; // { preset: 'kaldi', nMfcc: 13, scale: 1 }
 * first.distance; // 0
 * ```
 */
export function identify(matrix: NdArray<FloatArray>, y: SignalInput, options?: IdentifyOptions): Identified[] {
  const caller = 'identify';
  const read = readOptions(caller, options, {
    sampleRate: null as number | null,
    kinds: KINDS as readonly FeatureKind[],
    among: Object.keys(presets) as readonly PresetName[],
    known: {} as FrontEndOptions,
  });
  for (const kind of read.kinds) expectOneOf(kind, caller, 'kinds', KINDS);
  for (const name of read.among) expectOneOf(name, caller, 'among', Object.keys(presets) as PresetName[]);
  if (matrix.shape?.length !== 2 && Array.isArray(matrix.shape)) {
    throw new ParameterError(caller, 'matrix', `must have shape [rows, frames] or [frames, rows], got [${matrix.shape.join(', ')}]`);
  }
  const features = readFeatures(matrix, caller, 'matrix');
  expectFiniteFeatures(features, caller, 'matrix');
  const { bins, frames, data } = features;
  const upright: Matrix = { rows: bins, frames, data, transposed: false };
  const turned: Matrix = { rows: frames, frames: bins, data: turn(data, frames, bins), transposed: true };
  const signal = readSignal(y, caller);
  if (signal.channels.length !== 1) throw new ParameterError(caller, 'y', `must have one channel, got ${signal.channels.length}`);
  const samples = Float64Array.from(signal.channels[0]!);
  const sampleRate = resolveSampleRate(signal.sampleRate, read.sampleRate, caller);

  const found: Identified[] = [];
  let reason: unknown;
  for (const preset of read.among) {
    for (const kind of read.kinds) {
      let best: Identified | undefined;
      for (const whole of [upright, turned]) {
        for (const variant of variantsOf(preset, kind, whole.rows, read.known)) {
          try {
            const result = attempt(samples, whole, kind, variant, sampleRate);
            if (best === undefined || isNearer(result, best)) best = { preset, kind, options: variant, ...result };
          } catch (error) {
            if (!(error instanceof ParameterError)) throw error;
            reason ??= error; // this preset cannot have so many rows, frames, or this rate
          }
        }
      }
      if (best !== undefined) found.push(best);
    }
  }
  if (found.length === 0) {
    throw new ParameterError(caller, 'matrix', `is no feature of these presets with shape [${matrix.shape.join(', ')}]: ${String(reason)}`);
  }
  return found.sort((a, b) => (isNearer(a, b) ? -1 : isNearer(b, a) ? 1 : 0));
}

type Attempt = Omit<Identified, 'preset' | 'kind' | 'options'>;

/** By distance; between equals by how many frames only one of them has. */
const isNearer = (a: Attempt, b: Attempt): boolean => a.distance < b.distance || (a.distance === b.distance && missing(a) < missing(b));
const missing = ({ frames: [theirs, ours] }: Attempt): number => Math.abs(theirs - ours);

/** The preset as it is, then with single things otherwise: samples at the other scale, no liftering, no energy, no coefficient 0. */
function variantsOf(preset: PresetName, kind: FeatureKind, rows: number, known: FrontEndOptions): MfccOptions[] {
  const as = presets[preset];
  const fixed = as.melBank !== undefined && as.melBank !== 'mel'; // its number of bands cannot be asked for
  const size: MfccOptions = kind === 'mfcc' ? { nMfcc: rows } : fixed ? {} : { nMels: rows };
  let variants: MfccOptions[] = [{ preset, ...size, ...known }];
  const also = (change: MfccOptions): void => {
    variants = [...variants, ...variants.map((v) => ({ ...v, ...change }))];
  };
  if (as.normalizeSignal !== true && known.scale === undefined) also({ scale: (as.scale ?? 1) === 1 ? 32768 : 1 });
  if (kind !== 'mfcc') return variants;
  if ((as.lifter ?? 0) !== 0) also({ lifter: 0 });
  if (as.energy !== undefined && as.energy !== null) also({ energy: null });
  also({ energyPlace: 'omit', energy: null, nMfcc: rows + 1 });
  return variants;
}

function attempt(y: Float64Array, matrix: Matrix, kind: FeatureKind, options: MfccOptions, sampleRate: number): Attempt {
  const { plan, width } = planOf(kind, options, sampleRate);
  const frames = plan.frames(y.length);
  if (width !== matrix.rows) throw new ParameterError('identify', 'matrix', `must have ${width} rows for this preset, got ${matrix.rows}`);
  const mine = new Float64Array(frames * width);
  plan.processInto(mine, y);
  return { ...compare(mine, frames, matrix), frames: [matrix.frames, frames], transposed: matrix.transposed };
}

function planOf(kind: FeatureKind, options: MfccOptions, sampleRate: number): { plan: Mfcc | LogMel | MelSpectrogram; width: number } {
  const { nMfcc, ...front } = options; // of the others, only what all of them have was given
  if (kind === 'mfcc') {
    const plan = createMfcc({ ...front, nMfcc, sampleRate });
    return { plan, width: plan.nMfcc };
  }
  if (kind === 'logMel') {
    const plan = createLogMel({ ...front, sampleRate } as LogMelOptions);
    return { plan, width: plan.width };
  }
  const plan = createMelSpectrogram({ ...front, sampleRate } as MelSpectrogramOptions);
  return { plan, width: plan.nMels };
}

/** Over the frames that both have. A row that does not vary counts with a thousandth of the mean variance, for it divides. */
function compare(mine: Float64Array, frames: number, { data, rows, frames: theirs }: Matrix): { distance: number; correlation: number } {
  const count = Math.min(frames, theirs);
  const errors = new Float64Array(rows);
  const variances = new Float64Array(rows);
  let correlation = 0;
  let squares = 0;
  let mean = 0;
  for (let r = 0; r < rows; r++) {
    let [a, b, aa, bb, ab, error] = [0, 0, 0, 0, 0, 0];
    for (let t = 0; t < count; t++) {
      a += mine[t * rows + r]! / count;
      b += data[t * rows + r]! / count;
    }
    for (let t = 0; t < count; t++) {
      const [x, y] = [mine[t * rows + r]!, data[t * rows + r]!];
      aa += (x - a) ** 2;
      bb += (y - b) ** 2;
      ab += (x - a) * (y - b);
      error += (x - y) ** 2;
      squares += y * y;
    }
    errors[r] = error;
    variances[r] = bb;
    mean += bb / rows;
    if (aa > 0 && bb > 0) correlation += Math.max(-1, Math.min(1, ab / Math.sqrt(aa) / Math.sqrt(bb))) / rows;
  }
  const least = mean > 0 ? mean / 1000 : squares / rows; // a single frame varies nowhere: then the numbers themselves count
  let sum = 0;
  for (let r = 0; r < rows; r++) if (errors[r]! > 0) sum += Math.min(1, errors[r]! / Math.max(variances[r]!, least)) / rows;
  return { distance: Math.sqrt(sum), correlation };
}

function turn(data: FloatArray, frames: number, bins: number): Float64Array {
  const out = new Float64Array(frames * bins);
  for (let t = 0; t < frames; t++) for (let k = 0; k < bins; k++) out[k * frames + t] = data[t * bins + k]!;
  return out;
}
