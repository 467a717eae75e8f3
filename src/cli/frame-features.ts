/**
 * One table of everything that is said about a frame.
 * @module
 */
import { type Warning } from '../core/errors.js';
import { type NdArray, timeMajor, toRowMajor } from '../core/nd.js';
import { type AudioSignal } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { chromaStft } from '../feature/chroma-stft.js';
import { mfcc } from '../feature/mfcc.js';
import { rms } from '../feature/rms.js';
import { spectralBandwidthFromSpectrogram } from '../feature/spectral-bandwidth.js';
import { spectralCentroidFromSpectrogram } from '../feature/spectral-centroid.js';
import { spectralContrastFromSpectrogram } from '../feature/spectral-contrast.js';
import { spectralFlatnessFromSpectrogram } from '../feature/spectral-flatness.js';
import { spectralRolloffFromSpectrogram } from '../feature/spectral-rolloff.js';
import { zeroCrossingRate } from '../feature/zero-crossing-rate.js';
import { spectrogram, type SpectrogramOptions } from '../stft/spectrogram.js';

/** Options of the table; each part has librosa's defaults for the rest. */
export interface FrameFeatureOptions extends Omit<SpectrogramOptions, 'power' | 'hopLength'> {
  readonly hopLength?: number | undefined;
  readonly nMfcc?: number | undefined;
  readonly nMels?: number | undefined;
  readonly rollPercent?: number | undefined;
  readonly onWarning?: ((warning: Warning) => void) | undefined;
}

/** Names and sizes of the parts, for the help. */
export const PARTS = 'mfcc, chroma, contrast, centroid, bandwidth, rolloff, flatness, rms and zcr';

const KEYS = ['c', 'cs', 'd', 'ds', 'e', 'f', 'fs', 'g', 'gs', 'a', 'as', 'b'];
const CONTRASTS = 7; // six octave bands and what lies above
const MFCCS = 13;

/** The names of the rows, in order. */
export function frameFeatureNames({ nMfcc = MFCCS }: FrameFeatureOptions): string[] {
  return [
    ...Array.from({ length: nMfcc }, (_, i) => `mfcc_${i}`),
    ...KEYS.map((key) => `chroma_${key}`),
    ...Array.from({ length: CONTRASTS }, (_, i) => `contrast_${i}`),
    ...['centroid', 'bandwidth', 'rolloff', 'flatness', 'rms', 'zcr'],
  ];
}

/** All features of a signal's frames, shape `[...channels, features, frames]`. */
export function frameFeatures(y: AudioSignal, options: FrameFeatureOptions): NdArray<FloatArray> {
  const { nMfcc = MFCCS, nMels = 128, rollPercent = 0.85, hopLength = 512, onWarning, ...rest } = options;
  const framing = { ...rest, hopLength };
  const { nFft = 2048, center = true } = framing;
  const { sampleRate } = y;
  const S = spectrogram(y, framing);
  return stack([
    mfcc(y, { ...framing, nMfcc, nMels, onWarning }),
    chromaStft(y, { ...framing, onWarning }),
    spectralContrastFromSpectrogram(S, { sampleRate }),
    spectralCentroidFromSpectrogram(S, { sampleRate }),
    spectralBandwidthFromSpectrogram(S, { sampleRate }),
    spectralRolloffFromSpectrogram(S, { sampleRate, rollPercent }),
    spectralFlatnessFromSpectrogram(S),
    rms(y, { frameLength: nFft, hopLength, center }),
    zeroCrossingRate(y, { frameLength: nFft, hopLength, center }),
  ]);
}

/** Puts features of the same frames one above the other. */
function stack(parts: readonly NdArray<FloatArray>[]): NdArray<FloatArray> {
  const [first] = parts as [NdArray<FloatArray>];
  const lead = first.shape.slice(0, -2);
  const frames = first.shape.at(-1)!;
  const bins = parts.reduce((sum, { shape }) => sum + shape.at(-2)!, 0);
  const rows = lead.reduce((product, n) => product * n, frames);
  const out = arrayLike(first.data, rows * bins);
  let to = 0;
  for (const part of parts) {
    const width = part.shape.at(-2)!;
    const data = toRowMajor(part, [...lead.map((_, d) => d), lead.length + 1, lead.length]);
    for (let row = 0; row < rows; row++) out.set(data.subarray(row * width, (row + 1) * width), row * bins + to);
    to += width;
  }
  return timeMajor(out, lead, bins, frames);
}
