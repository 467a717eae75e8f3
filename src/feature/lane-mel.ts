/**
 * The SIMD kernels from frames to mel bands and cepstra.
 * @module
 */
import { keyOfSettings, memoize } from '../core/cache.js';
import { melBank } from '../filterbank/mel-bank.js';
import { type MelSettings } from '../filterbank/mel-options.js';
import { type LaneCepstra, planLaneCepstra } from '../simd/cepstra.js';
import { type LaneSpectra } from '../simd/spectra.js';
import { type Framing } from '../stft/framing.js';
import { planLanes } from '../stft/spectra.js';
import { type CepstrumSettings } from './cepstrum.js';

/** The kernels, with the room for frames. */
export interface LaneMel extends LaneCepstra {
  readonly spectra: LaneSpectra;
}

/** What comes behind the mel bands. */
export interface Cepstrum {
  readonly settings: CepstrumSettings;
  /** `nMfcc` x bands. */
  readonly matrix: Float64Array;
  /** Floor of the powers before the logarithm. */
  readonly amin: number;
}

/** All that decides the kernels. */
export interface LaneMelSpec {
  readonly framing: Framing;
  /** The samples of the window in `framing`. */
  readonly window: Float64Array;
  readonly mel: MelSettings;
  readonly power: number;
  readonly cepstrum: Cepstrum | undefined;
}

/** New kernels, or undefined where TypeScript must compute. */
export function buildLaneMel({ framing, window, mel, power, cepstrum }: LaneMelSpec): LaneMel | undefined {
  const spectra = planLanes(framing, window, mel.nMels);
  // Cosines of k (n + 1/2) / N or k n / (N - 1) half turns, types 2 and 1, are symmetric in n.
  const inner =
    spectra && planLaneCepstra(spectra, melBank(mel), power, cepstrum && { ...cepstrum, symmetric: cepstrum.settings.dctType <= 2 });
  return inner && { ...inner, spectra };
}

/** The same, kept for the next who asks. */
export const keptLaneMel: (spec: LaneMelSpec) => LaneMel | undefined = /* @__PURE__ */ memoize(
  8,
  ({ framing, mel, power, cepstrum }) =>
    keyOfSettings([framing, mel, { power }, cepstrum ? { ...cepstrum.settings, amin: cepstrum.amin } : {}].map(Object.values)),
  buildLaneMel,
);
