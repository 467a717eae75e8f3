/**
 * The features of one frame.
 * @module
 */
import { LN10 } from '../core/math.js';
import { type FloatArray } from '../core/types.js';
import { applyCepstrum, cepstrumMatrix } from '../feature/cepstrum.js';
import { applyMelBank } from '../filterbank/mel-bank.js';
import { TALKBOX_GRID, talkboxBank } from '../filterbank/talkbox-bank.js';
import { applyChroma, chromaMap, compatChromaMap } from './chroma-map.js';
import { EPSILON, planBlockEntropy } from './entropy.js';
import { MFCCS, ROW } from './feature-names.js';
import { planFrameSpectrum } from './frame-spectrum.js';
import { planSpectralShape } from './spectral-shape.js';

/** What the features of a frame depend on. */
export interface FrameSettings {
  sampleRate: number;
  window: number;
  deltas: boolean;
  compat: boolean;
}

/** Computes rows of features, frame after frame; calls allocate nothing. */
export interface FrameFeatures {
  /** Numbers of a row: 34 or 68. */
  readonly width: number;
  /** The frame that begins at `from`, of samples `(y affine[0] - affine[1]) / affine[2]`. */
  into(row: Float64Array, y: FloatArray, from: number, affine: Float64Array): void;
  /** Forgets the frame before. */
  reset(): void;
  /** What the next row depends on. */
  readonly memory: readonly Float64Array[];
}

/** Plans the features; `caller` refuses what pyAudioAnalysis cannot do. */
export function planFrameFeatures({ sampleRate, window, deltas, compat }: FrameSettings, caller: string): FrameFeatures {
  const bank = talkboxBank({ ...TALKBOX_GRID, sampleRate, nFft: window, halved: compat }, caller);
  const map = compat ? compatChromaMap(sampleRate, window, caller) : chromaMap(sampleRate, window);
  const spectrum = planFrameSpectrum(window, compat);
  const { bins, frame, magnitude, power } = spectrum;
  const bands = new Float64Array(bank.start.length);
  const nMfcc = Math.min(MFCCS, bands.length);
  const matrix = cepstrumMatrix({ nMfcc, dctType: 2, norm: 'ortho', lifter: 0, lifterOrigin: 1 }, bands.length, caller).map(
    (v) => v / LN10,
  );
  const shape = planSpectralShape(bins, compat ? 1 / bins : 2 / window, compat);
  const frameEntropy = planBlockEntropy(window, compat);
  const spectrumEntropy = planBlockEntropy(bins, compat);
  const total = new Float64Array(1);
  const last = new Float64Array(ROW.features);
  const known = new Float64Array(1);
  return {
    width: deltas ? 2 * ROW.features : ROW.features,
    memory: [shape.before, last, known],
    reset: () => void known.fill(0),
    into(row, y, from, affine) {
      spectrum.load(y, from, affine);
      crossings(row, frame);
      frameEntropy.into(row, 2, frame, total);
      row[1] = total[0]! / window;
      spectrum.transform();
      spectrumEntropy.into(row, 5, magnitude, total);
      shape.into(row, magnitude, power, total, known);
      applyMelBank(bands, 0, magnitude, 0, bank);
      for (let m = 0; m < bands.length; m++) bands[m] = Math.log(bands[m]! + EPSILON);
      applyCepstrum(row, ROW.mfcc, bands, 0, matrix, bands.length);
      for (let i = ROW.mfcc + nMfcc; i < ROW.chroma; i++) row[i] = 0;
      applyChroma(row, ROW.chroma, power, total, map);
      deviation(row);
      if (deltas) differences(row, last, known);
      known[0] = 1;
    },
  };
}

/** Half the sum of |sign x[n] - sign x[n - 1]|, for each pair. */
function crossings(row: Float64Array, x: Float64Array): void {
  let sum = 0;
  let before = Math.sign(x[0]!);
  for (let n = 1; n < x.length; n++) {
    const v = x[n]!;
    const sign = (v > 0 ? 1 : 0) - (v < 0 ? 1 : 0);
    sum += Math.abs(sign - before);
    before = sign;
  }
  row[0] = sum / 2 / (x.length - 1);
}

/** The standard deviation of the twelve classes. */
function deviation(row: Float64Array): void {
  let sum = 0;
  for (let i = ROW.chroma; i < ROW.chromaStd; i++) sum += row[i]!;
  const mean = sum / 12;
  let squares = 0;
  for (let i = ROW.chroma; i < ROW.chromaStd; i++) squares += (row[i]! - mean) * (row[i]! - mean);
  row[ROW.chromaStd] = Math.sqrt(squares / 12);
}

/** Differences to the row before; those of the first are 0. */
function differences(row: Float64Array, last: Float64Array, known: Float64Array): void {
  for (let i = 0; i < ROW.features; i++) {
    row[ROW.features + i] = known[0] === 0 ? 0 : row[i]! - last[i]!;
    last[i] = row[i]!;
  }
}
