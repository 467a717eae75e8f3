/**
 * What single precision costs, on both engines: the rows of the README's second table, and the bounds that are promised.
 * `npm run accuracy` writes the table.
 */
import { appendFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import { type SignalInput } from '../../src/core/signal.js';
import { type FloatArray } from '../../src/core/types.js';
import { melSpectrogram } from '../../src/feature/mel-spectrogram.js';
import { mfcc } from '../../src/feature/mfcc.js';
import { fft, ifft, irfft, rfft } from '../../src/fft/index.js';
import { setEngine } from '../../src/simd/engine.js';
import { spectrogram } from '../../src/stft/spectrogram.js';
import { stft } from '../../src/stft/stft.js';
import { asInput, compare, foldedOptions, type GoldenCase, goldenCases, isGoldenArray } from '../support/golden.js';
import { RATE, SIGNALS, tone } from './signals.js';

afterEach(() => setEngine('auto'));

/** Where `npm run accuracy` collects the errors. */
const record = process.env['AUDIOLAB_ACCURACY'];

/** A row: `measure` yields the errors of its cases on the engine in force. */
interface Row {
  what: string;
  against: string;
  measured: string;
  bound: number;
  measure: () => Iterable<number>;
}

const random = createRandom(2048);
const samples = Float32Array.from({ length: 264_000 }, () => 2 * random.uniform() - 1);
const LENGTHS = [
  ...Array.from({ length: 511 }, (_, i) => i + 2),
  ...[625, 640, 882, 1000, 1009, 1024, 1323, 2018, 2048, 2187, 2205, 4096, 4410, 8191, 16384, 44100, 65536, 131072],
];

function* transforms(run: (x: FloatArray, n: number) => FloatArray): Generator<number> {
  for (const n of LENGTHS) {
    const x = samples.subarray(n % 1000, (n % 1000) + 2 * n + 2);
    const [single, double] = [run(x, n), run(Float64Array.from(x), n)];
    let [error, energy] = [0, 0];
    for (let i = 0; i < double.length; i++) {
      error += (single[i]! - double[i]!) ** 2;
      energy += double[i]! ** 2;
    }
    yield Math.sqrt(error / energy) / Math.log2(n);
  }
}

function distance(single: FloatArray, double: FloatArray): number {
  let worst = 0;
  for (let i = 0; i < double.length; i++) worst = Math.max(worst, Math.abs(double[i]! - single[i]!));
  return worst;
}

/** Below 1e-20, squares are no numbers of single precision. */
function peakOf(x: FloatArray): number {
  let most = 1e-20;
  for (let i = 0; i < x.length; i++) most = Math.max(most, Math.abs(x[i]!));
  return most;
}

/** Against the same in double precision. */
function* double(run: (y: FloatArray) => NdArray<FloatArray>, sounds: readonly Float32Array[], relative: boolean): Generator<number> {
  for (const y of sounds) {
    const want = run(Float64Array.from(y)).data;
    yield distance(run(y).data, want) / (relative ? peakOf(want) : 1);
  }
}

type Run = (y: SignalInput, options: object) => NdArray<FloatArray>;

/** Against what librosa computed in double precision, from samples that are rounded here. */
function* goldens(reference: string, run: Run, relative: boolean, only: (golden: GoldenCase) => boolean = () => true): Generator<number> {
  for (const folder of ['librosa', 'librosa-frames']) {
    for (const golden of goldenCases(folder, reference)) {
      const [input, ...others] = Object.entries(golden.inputs);
      if (!only(golden) || input![0] === 'S' || others.length > 0 || !isGoldenArray(input![1])) continue;
      const options = foldedOptions(golden.params);
      if (Array.isArray(options['window']) && typeof options['window'][0] === 'number') {
        options['window'] = Float64Array.from(options['window']);
      }
      const given = asInput(input![1]) as Float64Array | NdArray<Float64Array>;
      const y = given instanceof Float64Array ? Float32Array.from(given) : nd(Float32Array.from(given.data), given.shape);
      const [output] = golden.outputs;
      const want = (output!.value as { data: Float64Array }).data;
      const peak = want.reduce((most, v) => Math.max(most, Math.abs(v)), 0) || 1;
      const error = compare(run(y, options), output!).relative * peak; // of complex values: of their parts
      yield relative ? error / Math.max(peak, 1e-20) : error;
    }
  }
}

const rate = { sampleRate: RATE };
/** Broadband: no band is far below its neighbours. */
const BROAD = ['noise', 'music', 'faint noise', 'noise as integers', 'loud, then faint', 'subnormal numbers', 'silence', 'an impulse'].map(
  (name) => SIGNALS[name]!,
);
const TONES = [50, 440, 3000, 10_000].map((hertz) => tone(hertz));
/** One channel, since librosa takes the loudest of all as the reference of `topDb`; rows that are not scaled by length or lifter. */
const unscaled = ({ params, inputs }: GoldenCase): boolean =>
  params['norm'] !== null && !params['lifter'] && (Object.values(inputs)[0] as { shape: number[] }).shape.length === 1;
const DB = 'dB';
const PEAK = 'relative to the peak';
const RMS = 'relative, root mean square, over log2 n';
const SELF = 'double precision';
const LIBROSA = 'librosa';

const ROWS: readonly Row[] = [
  {
    what: 'FFT, complex',
    against: SELF,
    measured: RMS,
    bound: 2e-7,
    measure: () => transforms((x, n) => fft(x.slice(0, 2 * n), { n }).data),
  },
  {
    what: 'FFT, complex, inverse',
    against: SELF,
    measured: RMS,
    bound: 2e-7,
    measure: () => transforms((x, n) => ifft(nd(x.slice(0, 2 * n), [n, 2])).data),
  },
  { what: 'FFT, real', against: SELF, measured: RMS, bound: 2e-7, measure: () => transforms((x, n) => rfft(x.slice(0, n)).data) },
  {
    what: 'FFT, real, inverse',
    against: SELF,
    measured: RMS,
    bound: 2e-7,
    measure: () => transforms((x, n) => irfft(nd(x.slice(0, 2 * (n >> 1) + 2), [(n >> 1) + 1, 2]), { n }) as FloatArray),
  },
  { what: 'STFT', against: LIBROSA, measured: PEAK, bound: 5e-7, measure: () => goldens('librosa.stft', stft, true) },
  { what: 'STFT', against: SELF, measured: PEAK, bound: 5e-7, measure: () => double((y) => stft(y), Object.values(SIGNALS), true) },
  {
    what: 'power spectrogram',
    against: SELF,
    measured: PEAK,
    bound: 1e-6,
    measure: () => double((y) => spectrogram(y, { power: 2 }), BROAD, true),
  },
  {
    what: 'mel spectrogram',
    against: LIBROSA,
    measured: PEAK,
    bound: 1e-6,
    measure: () => goldens('librosa.feature.melspectrogram', melSpectrogram, true),
  },
  {
    what: 'mel spectrogram',
    against: SELF,
    measured: PEAK,
    bound: 1e-6,
    measure: () => double((y) => melSpectrogram(y, rate), BROAD, true),
  },
  { what: 'MFCC, broadband sounds', against: SELF, measured: DB, bound: 1e-4, measure: () => double((y) => mfcc(y, rate), BROAD, false) },
  // Vowels leave 70 dB of nothing above them, of which samples in single precision leave 1e-4 dB of doubt by themselves.
  {
    what: 'MFCC, synthetic speech and music',
    against: LIBROSA,
    measured: DB,
    bound: 2.5e-4,
    measure: () => goldens('librosa.feature.mfcc', mfcc, false, unscaled),
  },
  {
    what: 'MFCC, pure tones, 80 dB deep',
    against: SELF,
    measured: DB,
    bound: 3e-3,
    measure: () => double((y) => mfcc(y, rate), TONES, false),
  },
];

describe('single precision stays within its bounds', () => {
  test.each(ROWS.map((row) => [row.what, row.against, row] as const))('%s, against %s', (_, __, row) => {
    const { measure, ...about } = row;
    const worst = (['simd', 'js'] as const).map((choice) => {
      setEngine(choice);
      const errors = [...measure()];
      setEngine('auto');
      expect(errors.length).toBeGreaterThan(2);
      return { cases: errors.length, error: errors.reduce((most, e) => Math.max(most, Number.isNaN(e) ? Infinity : e), 0) };
    });
    const [simd, js] = worst as [(typeof worst)[0], (typeof worst)[0]];
    expect(simd.error).toBeLessThan(row.bound);
    expect(js.error).toBeLessThan(row.bound);
    expect(simd.error).toBeGreaterThan(0); // or it was TypeScript
    if (record)
      appendFileSync(record, `${JSON.stringify({ single: true, ...about, cases: simd.cases, simd: simd.error, js: js.error })}\n`);
  });
});
