/**
 * The steps from samples to cepstra in words, in the order in which they are taken.
 * @module
 */
import { type FrontEnd } from './front-end.js';
import { LOG_FACTORS } from './log-options.js';
import { type MfccSettings } from './mfcc.js';

/** A chain, ready to be told. */
export interface StepFacts {
  readonly settings: MfccSettings;
  readonly sampleRate: number;
  readonly front: FrontEnd;
  readonly samples: number | 'samples';
  readonly frames: number | 'frames';
}

type Shape = (number | 'samples' | 'frames')[];

interface Step {
  readonly name: string;
  /** The function that ends with this step, whether it is taken or not. */
  readonly ends?: 'melSpectrogram' | 'logMel';
  readonly options: readonly (keyof MfccSettings)[];
  /** What it does; `null` if it is not taken. */
  does(facts: StepFacts): string | null;
  shape(facts: StepFacts): Shape;
}

const signal = ({ samples }: StepFacts): Shape => [samples];
const cutFrames = ({ front, frames }: StepFacts): Shape => [front.grid.frameLength, frames];
const bands = ({ front, frames }: StepFacts): Shape => [front.nMels, frames];
const cepstra = ({ settings: { nMfcc }, frames }: StepFacts): Shape => [nMfcc, frames];

const START = {
  keep: 'the first one stays',
  repeat: 'the first one counts as its own neighbour',
  extrapolate: 'the first one becomes 3 x[0] - x[1]',
};
const PADS = {
  constant: 'zeros',
  edge: 'the last sample again',
  linear_ramp: 'a fall to zero',
  reflect: 'the mirror image',
  symmetric: 'the mirror image, the last sample twice',
};
const NORMS = { nFft: 'divided by nFft', half: 'divided by nFft / 2' };

function emphasis(place: 'signal' | 'frame'): (facts: StepFacts) => string | null {
  return ({ settings: { preemphasis, preemphasisOn, preemphasisStart } }) =>
    preemphasis === 0 || preemphasisOn !== place
      ? null
      : `x[n] - ${preemphasis} x[n - 1] in ${place === 'signal' ? 'the signal' : 'each frame'}, ${START[preemphasisStart]}`;
}

function noise(place: 'signal' | 'frame'): (facts: StepFacts) => string | null {
  return ({ settings: { dither, ditherOn, seed } }) =>
    dither === 0 || ditherOn !== place
      ? null
      : `normal noise of deviation ${dither} added to ${place === 'signal' ? 'the signal' : 'each frame'}, seed ${seed}`;
}

function framing({ front: { grid }, settings: { padMode } }: StepFacts): string {
  const { frameLength: size, hopLength: hop, center, frameRule } = grid;
  const pad = PADS[padMode];
  const every = `${size} samples every ${hop}`;
  const hops = size % 2 === 0 ? `floor(n / ${hop})` : `floor((n - 1) / ${hop})`;
  if (center) return `${every}, centred, outside ${pad}; ${frameRule === 'whole' ? '1 + ' : ''}${hops} frames`;
  if (frameRule === 'whole') return `${every} from the first on, whole ones only; 1 + floor((n - ${size}) / ${hop}) frames`;
  if (frameRule === 'cover') return `${every} from the first on, behind the end ${pad}; 1 + ceil((n - ${size}) / ${hop}) frames`;
  if (frameRule === 'padEnd') return `${every} from the first on, behind the end ${pad}; ceil(n / ${hop}) frames`;
  if (frameRule === 'same') return `${every}, on both sides ${pad}; ceil(n / ${hop}) frames`;
  return `${every}, in the middle of each hop, outside ${pad}; floor((n + ${hop >> 1}) / ${hop}) frames`;
}

function windowing({ settings: { window, fftbins, nFft, winLength, windowAlign } }: StepFacts): string {
  const size = winLength ?? nFft;
  const name = typeof window === 'string' ? window : Array.isArray(window) ? window.join(' ') : 'given';
  const kind =
    name === 'boxcar' ? 'none (boxcar)' : `${name}, ${name !== 'given' && (fftbins && name !== 'povey' ? 'periodic' : 'symmetric')}`;
  const zeros =
    size === nFft
      ? ''
      : size > nFft
        ? `; only the first ${nFft} go on`
        : windowAlign === 'left'
          ? '; zeros behind it'
          : '; zeros on both sides';
  return `${kind.replace(', false', '')}, of ${size} samples${zeros}`;
}

function filters({ settings, sampleRate, front }: StepFacts): string {
  const { melBank, nMels, fmin, fmax, htk, melNorm, melDomain, htkMode, vtln } = settings;
  if (melBank === 'bins') return `none: the ${front.nMels} bins of the spectrum`;
  if (melBank !== 'mel')
    return `${front.nMels} triangles of the Auditory Toolbox, ${melBank === 'talkbox' ? 'where they belong' : 'at half their frequency'}`;
  const scale = htk ? "HTK's mel (2595 log10(1 + f / 700) or 1127 ln: the same filters)" : "Slaney's mel";
  const straight = { hz: 'straight in Hz', mel: 'straight in mel', bins: 'with edges on whole bins' }[melDomain];
  const norm =
    melNorm === 'slaney' ? 'divided by their width' : melNorm === null ? 'of height 1' : `divided by their norm of order ${melNorm}`;
  const bug = htkMode && fmin > 0 ? ', the lowest weight 0' : '';
  const warp = vtln === null ? '' : `, moved by a factor of ${vtln[0]} between ${vtln[1]} and ${vtln[2]} Hz`;
  return `${nMels} triangles ${straight}, ${norm}, ${fmin} to ${fmax ?? sampleRate / 2} Hz, ${scale}${bug}${warp}`;
}

function logarithm({ settings: { log, floorRule, amin } }: StepFacts): string {
  const inner = { max: `max(x, ${amin})`, add: `x + ${amin}`, zero: `x, or ${amin} where it is 0` }[floorRule];
  return `${{ db: '10 log10', ln: 'ln', log10: 'log10' }[log]}(${inner})`;
}

function clipFloor({ settings: { topDb, topDbOver, log } }: StepFacts): string | null {
  if (topDb === null) return null;
  const range = (topDb / LOG_FACTORS.db) * LOG_FACTORS[log];
  return `raised to at least the loudest band of ${topDbOver === 'channel' ? 'its channel' : 'all channels'} - ${Number(range.toPrecision(12))}`;
}

function energyOf({ settings: { energy, energyFloor } }: StepFacts): string | null {
  if (energy === null) return null;
  const what = {
    raw: 'the squares before pre-emphasis and window',
    windowed: 'the squares of the windowed frame',
    spectrum: 'the spectrum',
  }[energy];
  return `coefficient 0 becomes the logarithm of the sum of ${what}${energyFloor > 0 ? `, at least ${energyFloor}` : ''}`;
}

/** All of them, those of {@link melSpectrogram} first, then those that {@link logMel} adds, then those of {@link mfcc}. */
export const STEPS: readonly Step[] = [
  {
    name: 'scale',
    options: ['scale'],
    does: ({ settings: { scale } }) => (scale === 1 ? null : `each sample times ${scale}`),
    shape: signal,
  },
  {
    name: 'normalisation',
    options: ['normalizeSignal'],
    does: ({ settings }) => (settings.normalizeSignal ? 'mean of the signal taken away, peak + 1e-10 divided out' : null),
    shape: signal,
  },
  { name: 'dither', options: ['dither', 'ditherOn', 'seed'], does: noise('signal'), shape: signal },
  { name: 'pre-emphasis', options: ['preemphasis', 'preemphasisOn', 'preemphasisStart'], does: emphasis('signal'), shape: signal },
  { name: 'framing', options: ['hopLength', 'center', 'frameRule', 'padMode', 'windowAlign'], does: framing, shape: cutFrames },
  { name: 'dither of frames', options: ['dither', 'ditherOn', 'seed'], does: noise('frame'), shape: cutFrames },
  {
    name: 'DC removal',
    options: ['removeDc'],
    does: ({ settings }) => (settings.removeDc ? 'mean of each frame taken away' : null),
    shape: cutFrames,
  },
  {
    name: 'pre-emphasis of frames',
    options: ['preemphasis', 'preemphasisOn', 'preemphasisStart'],
    does: emphasis('frame'),
    shape: cutFrames,
  },
  { name: 'window', options: ['window', 'fftbins', 'winLength', 'windowAlign', 'truncate'], does: windowing, shape: cutFrames },
  {
    name: 'spectrum',
    options: ['nFft', 'power', 'spectrumNorm'],
    does: ({ settings: { nFft, power, spectrumNorm } }) =>
      [`|X|${power === 1 ? '' : `^${power}`} of an FFT of ${nFft}`, spectrumNorm && NORMS[spectrumNorm]].filter(Boolean).join(', '),
    shape: ({ settings: { nFft }, frames }) => [(nFft >> 1) + 1, frames],
  },
  {
    name: 'mel filters',
    options: ['melBank', 'nMels', 'fmin', 'fmax', 'htk', 'melNorm', 'melDomain', 'htkMode', 'vtln'],
    does: filters,
    shape: bands,
  },
  {
    name: 'mel power',
    ends: 'melSpectrogram',
    options: ['melPower'],
    does: ({ settings: { melPower } }) => (melPower === 1 ? null : `each band to the power of ${melPower}`),
    shape: bands,
  },
  { name: 'logarithm', options: ['log', 'floorRule', 'amin'], does: logarithm, shape: bands },
  { name: 'floor of the clip', options: ['topDb', 'topDbOver'], does: clipFloor, shape: bands },
  {
    name: 'reference',
    options: ['logRef'],
    does: ({ settings }) => (settings.logRef === null ? null : 'the loudest band of the clip becomes 0'),
    shape: bands,
  },
  {
    name: 'offset and scale',
    options: ['logOffset', 'logScale'],
    does: ({ settings: { logOffset, logScale } }) => (logOffset === 0 && logScale === 1 ? null : `(x + ${logOffset}) times ${logScale}`),
    shape: bands,
  },
  {
    name: 'standardisation',
    ends: 'logMel',
    options: ['normalize'],
    does: ({ settings }) => (settings.normalize === null ? null : 'each band of the clip to mean 0 and deviation 1 (n - 1, and 1e-5 more)'),
    shape: bands,
  },
  {
    name: 'cosine transform',
    options: ['nMfcc', 'dctType', 'norm'],
    does: ({ settings: { nMfcc, dctType, norm }, front }) =>
      `first ${nMfcc} of type ${dctType}, ${{ ortho: 'orthonormal', htk: `scaled by sqrt(2 / ${front.nMels}), coefficient 0 too`, none: 'not scaled' }[norm ?? 'none']}`,
    shape: cepstra,
  },
  {
    name: 'lifter',
    options: ['lifter', 'lifterOrigin'],
    does: ({ settings: { lifter, lifterOrigin } }) =>
      lifter === 0 ? null : `times 1 + ${lifter / 2} sin(pi ${lifterOrigin === 0 ? 'n' : '(n + 1)'} / ${lifter})`,
    shape: cepstra,
  },
  { name: 'energy', options: ['energy', 'energyFloor'], does: energyOf, shape: cepstra },
  {
    name: 'order',
    options: ['energyPlace'],
    does: ({ settings: { energyPlace } }) =>
      ({ first: null, last: 'coefficient 0 comes last', omit: 'coefficient 0 is left out' })[energyPlace],
    shape: ({ settings: { nMfcc, energyPlace }, frames }) => [energyPlace === 'omit' ? nMfcc - 1 : nMfcc, frames],
  },
];
