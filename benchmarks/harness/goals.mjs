/** What the library set out to reach: a gate that it must pass, and what it would like. Ratios within one run, but for sizes and the cold start. */
import { digits, power } from './format.mjs';
import { BASE, DOUBLE, TYPESCRIPT } from './workloads.mjs';

const PLAN = 'audiolab plan f32';
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const rowOf = (result, id) => result?.rows?.find((row) => row.id === id && !row.skipped);

/** Median over the rounds of the time of one row relative to that of another. */
export function ratio(result, top, bottom) {
  const [a, b] = [rowOf(result, top)?.times, rowOf(result, bottom)?.times];
  const perRound = a && b ? a.map((t, round) => t / b[round]).filter((r) => Number.isFinite(r) && r > 0) : [];
  return perRound.length ? median(perRound) : undefined;
}

const RMS = { of: (a) => a?.rms, show: (v) => `${power(v)} RMS` };
const ABSOLUTE = { of: (a) => a?.absolute, show: power };
const SNR = { of: (a) => a?.snr, show: (v) => `${Math.round(v)} dB` };

/** How many times as fast as they we are. */
const speed = (what, id, ours, theirs, gate, stretch, accuracy) => ({ what, id, ours, theirs, gate, stretch, accuracy, more: true });
/** Our time, as a part of theirs. */
const part = (what, id, ours, theirs, gate, stretch, accuracy) => ({ what, id, ours, theirs, gate, stretch, accuracy, more: false });
const fft = (n) => ({ ...RMS, allowed: 2e-7 * Math.log2(n) });
const decibels = { ...ABSOLUTE, allowed: 1e-4 };
const sines = { ...SNR, least: 120 };
const gates = { ...ABSOLUTE, allowed: 1e-5 };

const FFTW = 'FFTW f32 (C)';
const RATIOS = [
  speed('rfft 2048, copies included', 'rfft-2048', BASE, 'fft.js realTransform', 5, 8, fft(2048)),
  ...[256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536].map((n) => part(`rfft ${n}`, `rfft-${n}`, BASE, FFTW, 1.8, 1.2, fft(n))),
  ...[400, 480, 1000, 4410].flatMap((n) => [
    speed(`rfft ${n}`, `rfft-${n}`, BASE, 'fftw-js f32', 2, 4, fft(n)),
    part(`rfft ${n}`, `rfft-${n}`, BASE, FFTW, undefined, 1.5, fft(n)),
  ]),
  // 20 µs and 6 µs on a machine where 2048 points take 1.5 µs
  part('rfft 1009, a prime', 'rfft-1009', BASE, 'audiolab f32, 2048 points', 20 / 1.5, 6 / 1.5, fft(1009)),
  speed('MFCC, 30 s of music', 'mfcc-30s', BASE, 'librosa f32', 3.5, 5, decibels),
  speed('MFCC, 30 s of speech', 'mfcc-speech-30s', BASE, 'librosa f32', 3.5, 5, decibels),
  speed('MFCC, 1 s, with a plan', 'mfcc-1s', PLAN, 'librosa f32', 8, 15, decibels),
  part('MFCC, 30 s of music', 'mfcc-30s', BASE, 'C, FFTW, AVX', 1.8, 1.2, decibels),
  part('MFCC, 30 s of speech', 'mfcc-speech-30s', BASE, 'C, FFTW, AVX', 1.8, 1.2, decibels),
  speed('resampling, 44.1 to 16 kHz', 'resample-10s', BASE, 'libsamplerate-js BEST', 80, undefined, sines),
  part('resampling, 44.1 to 16 kHz', 'resample-10s', BASE, 'soxr HQ', undefined, 2, sines),
  speed('LSTM, T = 1000, 40 to 128', 'lstm-128', BASE, 'naive TypeScript', 12, undefined, gates),
  speed('LSTM, T = 1000, 40 to 128', 'lstm-128', BASE, 'tfjs-layers, cpu', 60, undefined, gates),
  speed('LSTM, T = 1000, 40 to 128', 'lstm-128', BASE, 'numpy', 1.5, 2, gates),
  speed('rfft 2048 in TypeScript, float64', 'rfft-2048', DOUBLE, 'fft.js realTransform', 1.4, 1.8),
  part('MFCC, 30 s of music, in TypeScript', 'mfcc-30s', TYPESCRIPT, 'librosa f32', 1.6, 1.15, decibels),
  part('MFCC, 30 s of music, in TypeScript, float64', 'mfcc-30s', DOUBLE, 'librosa f64', 1.6, 1.15),
];

const AMOUNTS = [
  { what: 'MFCC of 1 h: memory beyond input and output', id: 'memory', row: 'whole', of: (r) => r.bytes / 1e6, unit: 'MB', gate: 64 },
  {
    what: 'MFCC of 1 h, streamed: memory beyond input and output',
    id: 'memory',
    row: 'streamed',
    of: (r) => r.bytes / 1e6,
    unit: 'MB',
    stretch: 4,
  },
  {
    what: 'two workers on two cores',
    id: 'workers',
    row: 'extractMany, files read',
    of: (r) => r.gain,
    unit: '× one',
    gate: 1.8,
    stretch: 1.9,
    more: true,
  },
  { what: 'all SIMD modules, gzipped', id: 'sizes', row: 'together', of: (r) => r.gzip / 1000, unit: 'kB', gate: 20, stretch: 12 },
  {
    what: 'import and first MFCC of 1 s, fresh process',
    id: 'cold-start',
    row: 'audiolab',
    of: (r) => r.ms,
    unit: 'ms',
    gate: 60,
    stretch: 40,
  },
];

/** @returns One entry per goal: `{ what, against, measured, unit, gate, stretch, met, ours, theirs, result }`; `met` undefined if not in this run. */
export function goals({ results }) {
  const find = (id) => results.find((result) => result.id === id);
  return [
    ...RATIOS.map(({ id, ours, theirs, ...goal }) => {
      const result = find(id);
      const measured = goal.more ? ratio(result, theirs, ours) : ratio(result, ours, theirs);
      const errors = [ours, theirs].map((row) => goal.accuracy?.of(rowOf(result, row)?.accuracy));
      return { ...judge(goal, measured, '×', errors), against: theirs, result };
    }),
    ...AMOUNTS.map(({ id, row, of, unit, ...goal }) => {
      const result = find(id);
      const found = rowOf(result, row);
      return { ...judge(goal, found && of(found), unit, []), against: '', result };
    }),
  ];
}

/** `'stretch'`, `'gate'`, `'short'` where there is no gate and the stretch was not reached, or `'missed'`. */
function verdict(beyond, gate, stretch) {
  if (gate !== undefined && !beyond(gate)) return 'missed';
  if (stretch !== undefined && beyond(stretch)) return 'stretch';
  return gate === undefined ? 'short' : 'gate';
}

function judge({ what, gate, stretch, more = false, accuracy }, measured, unit, [own, other]) {
  const limit = (value) => (value === undefined ? '' : `${more ? '≥' : '≤'} ${digits(value)} ${unit}`);
  const show = (value) => (Number.isFinite(value) ? accuracy.show(value) : '');
  const exact = own === undefined || (accuracy.least === undefined ? own <= accuracy.allowed : own >= accuracy.least);
  const met = exact ? verdict((value) => (more ? measured >= value : measured <= value), gate, stretch) : 'missed';
  return {
    what,
    measured,
    unit,
    gate: limit(gate),
    stretch: limit(stretch),
    met: measured === undefined ? undefined : met,
    ours: `${show(own)}${exact ? '' : ' **too far**'}`,
    allowed: accuracy && (accuracy.least === undefined ? `≤ ${accuracy.show(accuracy.allowed)}` : `≥ ${accuracy.show(accuracy.least)}`),
    theirs: show(other),
  };
}
