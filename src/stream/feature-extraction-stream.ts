/**
 * The short-term features of pyAudioAnalysis, of signals that arrive in chunks.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { readOptions } from '../core/options.js';
import { expectSampleRate } from '../convert/sample-rate.js';
import { FEATURE_EXTRACTION_DEFAULTS, type FeatureExtractionOptions, planFeatureRows } from '../pyaudioanalysis/feature-extraction.js';
import { setAffine } from '../pyaudioanalysis/normalization.js';
import { type FeatureStream, type StreamArray, type StreamDtype, type StreamOptions } from './feature-stream.js';
import { createRowStream, isSingleDtype } from './row-stream.js';

/** Options of {@link createFeatureExtractionStream}: those of `featureExtraction`, and what streams need. */
export interface FeatureExtractionStreamOptions<D extends StreamDtype = StreamDtype>
  extends Omit<FeatureExtractionOptions, 'sampleRate' | 'mean' | 'peak'>, StreamOptions<D> {
  /** Samples per second, Hz, >= 1000. Must be given: chunks do not carry it. */
  sampleRate: number;
  /** Subtracted from the samples, in their unit. Must be given: the mean of the whole signal is not known before its end. */
  mean: number;
  /** The samples are divided by it, > 0. Must be given: so is the peak. */
  peak: number;
}

/**
 * The 34 short-term features of pyAudioAnalysis, and their differences from frame to frame, of a signal that arrives in chunks:
 * `featureExtraction` of `@audiolab/dsp/pyaudioanalysis` with the same `mean` and `peak`, bit for bit, as soon as they can be known.
 *
 * The package frees a signal of its mean and peak first, which a stream cannot know. Give 0 and 1 for samples that are right as they are,
 * or what `measureNormalization` says of a recording made with the same microphone.
 *
 * @param options - {@link FeatureExtractionStreamOptions}; `sampleRate`, `window`, `step`, `mean` and `peak` must be given.
 * @returns The stream. Frames have shape `[68, frames]`, or `[34, frames]` without deltas.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range.
 * @example
 * ```ts
 * const stream = createFeatureExtractionStream({ sampleRate: 8000, window: 400, step: 400, mean: 0, peak: 1 });
 * stream.push(new Float32Array(1000).fill(0.5)).shape; // [68, 2]
 * stream.push(new Float32Array(200).fill(0.5)).get(1, 0); // 0.25
 * ```
 * @see pyAudioAnalysis 0.3.14 `ShortTermFeatures.feature_extraction`.
 */
export function createFeatureExtractionStream<D extends StreamDtype = 'float32'>(
  options: FeatureExtractionStreamOptions<D>,
): FeatureStream<StreamArray<D>, FeatureExtractionStreamOptions<D>> {
  const caller = 'createFeatureExtractionStream';
  const settings = readOptions(caller, options, { ...FEATURE_EXTRACTION_DEFAULTS, dtype: 'float32' as D });
  const { sampleRate, window, step, compat, dtype, mean, peak } = settings;
  expectSampleRate(sampleRate, caller);
  if (mean === null) throw new ParameterError(caller, 'mean', 'must be given, since that of the whole signal is not known before its end');
  if (peak === null) throw new ParameterError(caller, 'peak', 'must be given, since that of the whole signal is not known before its end');
  isSingleDtype(dtype, caller);
  const features = planFeatureRows({ ...settings, sampleRate }, caller);
  const affine = new Float64Array(3);
  setAffine(affine, mean, peak, compat);
  const { width, memory } = features;
  return createRowStream({
    name: 'FeatureExtractionStream',
    options: { ...settings, sampleRate, mean, peak },
    dtype,
    sampleRate,
    framing: { nFft: window, hopLength: step, center: false, padMode: 'constant' },
    rows: { width, memory, into: (row, x) => features.into(row, x, 0, affine), lanes: undefined },
  });
}
