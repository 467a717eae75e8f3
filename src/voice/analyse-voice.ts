/**
 * The 25 descriptors of each frame before they are smoothed.
 * @module
 */
import { log2 } from '../core/math.js';
import { alphaRatioKernel } from './alpha-ratio.js';
import { FORMANTS, formantValues } from './formants.js';
import { type FrameSpectra, planLong, planShort } from './frame-spectra.js';
import { hammarbergIndexKernel } from './hammarberg-index.js';
import { harmonicPower, levelOf, strongestNear } from './harmonic-levels.js';
import { harmonicsToNoiseKernel } from './harmonics-to-noise-ratio.js';
import { jitterOf, periodKernel } from './jitter.js';
import { loudnessKernel } from './loudness.js';
import { shimmerOf } from './shimmer.js';
import { spectralFluxKernel } from './spectral-flux.js';
import { spectralSlopeKernel } from './spectral-slope.js';
import { newPeriodMeasures } from './new-periods.js';
import { pitchOf } from './subharmonic-pitch.js';
import { CEPSTRA, cepstraKernel } from './voice-cepstra.js';
import { voicedValues } from './voiced-input.js';

/** Raw descriptors: one array each, in the order of their names. */
export interface VoiceAnalysis {
  /** Of 20 ms frames: as many as there are. */
  readonly short: readonly Float64Array[];
  /** Of 60 ms frames. */
  readonly long: readonly Float64Array[];
  /** Whether a 60 ms frame is voiced. */
  readonly voiced: readonly boolean[];
  /** 60 ms frames that the tracker had decided on before the signal ended. */
  readonly decided: number;
}

/** What the amplitude of a formant is where there is no voice or no formant, dB. */
export const NO_AMPLITUDE = -201;

/** Runs everything over a signal of at least 60 ms. */
export function analyseVoice(x: Float64Array, sampleRate: number, compat: boolean): VoiceAnalysis {
  const { f0, decided } = pitchOf(x, sampleRate, compat);
  const shortSpectra = planShort(sampleRate);
  const formants = formantValues(x, shortSpectra, compat);
  const voice = [semitones(f0), ...measures(x, f0, sampleRate, compat)];
  return {
    short: shortDescriptors(x, shortSpectra, compat),
    long: [...voice, ...spectralMeasures(x, f0, formants, planLong(sampleRate), compat)],
    voiced: Array.from(f0, (f) => f > 0),
    decided,
  };
}

function shortDescriptors(x: Float64Array, spectra: FrameSpectra, compat: boolean): Float64Array[] {
  const frames = spectra.frames(x.length);
  const kernels = [
    loudnessKernel(spectra),
    alphaRatioKernel(spectra),
    hammarbergIndexKernel(spectra),
    spectralSlopeKernel(spectra, 0, 500, compat),
    spectralSlopeKernel(spectra, 500, 1500, compat),
    spectralFluxKernel(spectra),
  ];
  const cepstra = cepstraKernel(spectra);
  const cepstrum = new Float64Array(CEPSTRA);
  const out = Array.from({ length: kernels.length + CEPSTRA }, () => new Float64Array(frames));
  for (let t = 0; t < frames; t++) {
    const power = spectra.power(x, t);
    for (const [i, kernel] of kernels.entries()) out[i]![t] = kernel(power);
    cepstra(cepstrum, 0, power);
    for (let i = 0; i < CEPSTRA; i++) out[kernels.length + i]![t] = cepstrum[i]!;
  }
  return out;
}

/** Semitones above 27.5 Hz; 0 where unvoiced, and therefore never less than 1 elsewhere. */
const semitones = (f0: Float64Array): Float64Array => f0.map((f) => (f > 0 ? Math.max(1, 12 * log2(f / 27.5)) : 0));

/** Jitter, shimmer and harmonics-to-noise ratio; the periods are looked for once. */
function measures(x: Float64Array, f0: Float64Array, sampleRate: number, compat: boolean): Float64Array[] {
  const ratio = voicedValues(x, f0, harmonicsToNoiseKernel(sampleRate));
  if (compat) {
    const { jitter, shimmer } = newPeriodMeasures(x, f0, sampleRate);
    return [jitter, shimmer, ratio];
  }
  const shimmer = new Float64Array(f0.length);
  let t = 0;
  const both = periodKernel(sampleRate, (periods) => {
    shimmer[t] = shimmerOf(periods);
    return jitterOf(periods);
  });
  const jitter = voicedValues(x, f0, (y, frame, f) => both(y, (t = frame), f));
  return [jitter, shimmer, ratio];
}

/** H1-H2, H1-A3, and frequency, bandwidth and amplitude of each formant. openSMILE takes the second harmonic for the first in the former. */
function spectralMeasures(
  x: Float64Array,
  f0: Float64Array,
  formants: Float64Array,
  spectra: FrameSpectra,
  compat: boolean,
): Float64Array[] {
  const out = Array.from({ length: 2 + 3 * FORMANTS }, () => new Float64Array(f0.length));
  const first = compat ? 2 : 1;
  for (let t = 0; t < f0.length; t++) {
    const f = f0[t]!;
    const at = t * 2 * FORMANTS;
    const power = f > 0 ? spectra.power(x, t) : undefined;
    if (power) {
      const base = harmonicPower(power, spectra, f, first, compat);
      out[0]![t] = levelOf(base, harmonicPower(power, spectra, f, first + 1, compat));
      const third = formants[at + 2]!;
      const near = strongestNear(power, spectra, f, third, compat);
      if (near > 0) out[1]![t] = levelOf(base, near);
    }
    for (let i = 0; i < FORMANTS; i++) {
      const frequency = formants[at + i]!;
      out[2 + 3 * i]![t] = frequency;
      out[3 + 3 * i]![t] = formants[at + FORMANTS + i]!;
      const near = power ? strongestNear(power, spectra, f, frequency, compat) : 0;
      out[4 + 3 * i]![t] =
        !power || frequency === 0 ? NO_AMPLITUDE : near > 0 ? levelOf(near, harmonicPower(power, spectra, f, 1, compat)) : 0;
    }
  }
  return out;
}
