/**
 * From a signal to mel bands, one frame at a time.
 * @module
 */
import { keyOfSettings, memoize } from '../core/cache.js';
import { expectPositive } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { applyMelBank, melBank } from '../filterbank/mel-bank.js';
import {
  MEL_DEFAULTS,
  type MelChoices,
  type MelNorm,
  type MelOptions,
  type MelSettings,
  resolveMel,
  warnOfEmptyBands,
} from '../filterbank/mel-options.js';
import { useSimd } from '../simd/engine.js';
import { type LaneCepstra, planLaneCepstra } from '../simd/cepstra.js';
import { type LaneSpectra } from '../simd/spectra.js';
import { type Framing, resolveFraming, type StftSettings } from '../stft/framing.js';
import { SPECTRUM_DEFAULTS, type SpectrumOptions } from '../stft/signal-source.js';
import { planLanes, type Spectra, spectraOf } from '../stft/spectra.js';
import { AMIN, cepstrumMatrix, type CepstrumSettings } from './cepstrum.js';

/** Options of everything that begins with a mel spectrogram. */
export interface MelFrameOptions extends SpectrumOptions, MelOptions {
  /** Samples per second, Hz, > 0. Needed unless the signal carries it. @defaultValue the signal's */
  sampleRate?: number | null | undefined;
  /** Exponent of the magnitudes before they are added up, > 0. @defaultValue `2` */
  power?: number | undefined;
}

/** {@link MelFrameOptions} with defaults filled in. */
export interface MelFrameSettings extends StftSettings, MelChoices {
  sampleRate: number | null;
  power: number;
}

/** The defaults of librosa's `melspectrogram`. */
export const melFrameDefaults = (): MelFrameSettings => ({ ...SPECTRUM_DEFAULTS, ...MEL_DEFAULTS, sampleRate: null, power: 2 });

/** Computes mel bands of frames; calls allocate nothing. */
export interface MelFrames {
  readonly spectra: Spectra;
  readonly nMels: number;
  /** `out[at + m]` becomes band m of frame `t` of `y`. */
  into(out: Float64Array, at: number, y: FloatArray, t: number): void;
  /**
   * The SIMD kernels for these bands, and for their cepstra if such are asked for; undefined where TypeScript must compute. Those that are
   * kept are shared by all who ask for the same.
   */
  lanes(kept: boolean, cepstrum?: CepstrumSettings): LaneMel | undefined;
}

/** The kernels from frames to cepstra. */
export interface LaneMel extends LaneCepstra {
  readonly spectra: LaneSpectra;
}

/** All that decides the kernels. */
interface LaneSettings {
  readonly framing: Framing;
  readonly mel: MelSettings;
  readonly power: number;
  readonly cepstrum: CepstrumSettings | undefined;
  readonly window: Float64Array;
}

const keptLanes: (settings: LaneSettings) => LaneMel | undefined = /* @__PURE__ */ memoize(
  8,
  ({ framing, mel, power, cepstrum }) => keyOfSettings([framing, mel, { power }, cepstrum ?? {}].map(Object.values)),
  buildLanes,
);

function buildLanes({ framing, mel, power, cepstrum, window }: LaneSettings): LaneMel | undefined {
  const spectra = planLanes(framing, window, mel.nMels);
  const matrix = cepstrum && cepstrumMatrix(cepstrum, mel.nMels, '');
  const cepstra = spectra && planLaneCepstra(spectra, melBank(mel), power, AMIN, matrix);
  return cepstra && { ...cepstra, spectra };
}

/** Checks settings and builds what they need; `normName` is what the caller calls the norm of the mel filters. */
export function planMelFrames(settings: MelFrameSettings, norm: MelNorm, sampleRate: number, caller: string, normName?: string): MelFrames {
  const { power } = settings;
  const framing = resolveFraming(settings, caller);
  expectPositive(power, caller, 'power');
  const melSettings = resolveMel(settings, norm, sampleRate, framing.nFft, caller, normName);
  const spectra = spectraOf(framing, caller);
  const bank = melBank(melSettings);
  warnOfEmptyBands(bank, melSettings, settings, caller);
  const spectrum = new Float64Array(spectra.bins);
  return {
    spectra,
    nMels: settings.nMels,
    into(out, at, y, t) {
      spectra.magnitude(spectrum, y, t, power);
      applyMelBank(out, at, spectrum, 0, bank);
    },
    lanes(kept, cepstrum) {
      if (!useSimd() || (power !== 1 && power !== 2)) return undefined;
      const { window } = spectra;
      return (kept ? keptLanes : buildLanes)({ framing, mel: melSettings, power, cepstrum, window });
    },
  };
}
