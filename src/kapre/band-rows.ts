/**
 * From frames to bands.
 * @module
 */
import { keyOfSettings, memoize } from '../core/cache.js';
import { buildLaneMel, type LaneMel } from '../feature/lane-mel.js';
import { applyMelBank, type MelBank } from '../filterbank/mel-bank.js';
import { type MelSettings } from '../filterbank/mel-options.js';
import { useSimd } from '../simd/engine.js';
import { type RowPlan } from '../stft/lane-frames.js';
import { type Analysis, type FrameSizes } from './analysis.js';

/** The FFT length that filters are made for: kapre takes that of the number of bins to be even. */
export const bankFftLength = ({ nFft, compat }: FrameSizes): number => (compat ? nFft - (nFft % 2) : nFft);

/** `|X|^power` added up in bands, as rows. */
export function planBandRows({ spectra }: Analysis, bank: MelBank, power: 1 | 2, lanes: LaneMel | undefined): RowPlan {
  const spectrum = new Float64Array(spectra.bins);
  return {
    framing: spectra.framing,
    width: bank.start.length,
    into(row, y, t) {
      spectra.magnitude(spectrum, y, t, power);
      applyMelBank(row, 0, spectrum, 0, bank);
    },
    lanes: lanes && { spectra: lanes.spectra, run: lanes.mel },
  };
}

interface LaneRequest {
  readonly analysis: Analysis;
  readonly mel: MelSettings;
  readonly power: 1 | 2;
}

/** The SIMD kernels for mel bands; undefined where TypeScript must compute. */
export const lanesOf = (analysis: Analysis, mel: MelSettings, power: 1 | 2): LaneMel | undefined =>
  useSimd() ? kept({ analysis, mel, power }) : undefined;

const kept: (asked: LaneRequest) => LaneMel | undefined = /* @__PURE__ */ memoize(
  8,
  ({ analysis, mel, power }: LaneRequest) => keyOfSettings([Object.values(analysis.sizes), Object.values(mel), power]),
  ({ analysis: { spectra }, mel, power }) =>
    buildLaneMel({ framing: spectra.framing, window: spectra.window, mel, power, cepstrum: undefined }),
);
