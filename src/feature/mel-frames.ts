/**
 * From a signal to mel bands, one frame at a time.
 * @module
 */
import { expectPositive } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { applyMelBank, melBank } from '../filterbank/mel-bank.js';
import { MEL_DEFAULTS, type MelChoices, type MelNorm, type MelOptions, resolveMel, warnOfEmptyBands } from '../filterbank/mel-options.js';
import { useSimd } from '../simd/engine.js';
import { resolveFraming, type StftSettings } from '../stft/framing.js';
import { SPECTRUM_DEFAULTS, type SpectrumOptions } from '../stft/signal-source.js';
import { type Spectra, spectraOf } from '../stft/spectra.js';
import { buildLaneMel, type Cepstrum, keptLaneMel, type LaneMel } from './lane-mel.js';

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
  /** The SIMD kernels for these bands, kept or new; undefined where TypeScript must compute. */
  lanes(kept: boolean, cepstrum?: Cepstrum): LaneMel | undefined;
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
  let spectrum: Float64Array | undefined; // made when double precision is first asked for
  return {
    spectra,
    nMels: settings.nMels,
    into(out, at, y, t) {
      spectrum ??= new Float64Array(spectra.bins);
      spectra.magnitude(spectrum, y, t, power);
      applyMelBank(out, at, spectrum, 0, bank);
    },
    lanes(kept, cepstrum) {
      if (!useSimd() || (power !== 1 && power !== 2)) return undefined;
      return (kept ? keptLaneMel : buildLaneMel)({ framing, window: spectra.window, mel: melSettings, power, cepstrum });
    },
  };
}
