/** What the library set out to reach in plain TypeScript, checked against this run. Ratios only, except for the cold start. */

const ratio = (numerator, denominator) => (results) => {
  const [top, bottom] = [numerator, denominator].map(([id, row]) => results.find((r) => r.id === id)?.rows.find((r) => r.id === row));
  if (!top?.times || !bottom?.times) return undefined;
  const perRound = top.times.map((t, round) => t / bottom.times[round]).filter(Number.isFinite);
  return perRound.sort((a, b) => a - b)[perRound.length >> 1];
};

const REAL = (n) => [`rfft-${n}`, 'audiolab f32'];

const LIST = [
  {
    what: 'rfft 2048, float32: speed relative to fft.js `realTransform`',
    value: ratio(['rfft-2048', 'fft.js realTransform'], REAL(2048)),
    atLeast: 5,
  },
  ...[256, 1024, 2048, 16384, 65536].map((n) => ({
    what: `rfft ${n}, float32: time relative to FFTW in C`,
    value: ratio(REAL(n), [`rfft-${n}`, 'FFTW f32 (C)']),
    atMost: 1.8,
  })),
  ...[400, 480, 1000, 4410].map((n) => ({
    what: `rfft ${n}, float32: speed relative to fftw-js`,
    value: ratio([`rfft-${n}`, 'fftw-js f32'], REAL(n)),
    atLeast: 2,
  })),
  {
    what: 'rfft 2048: speed relative to fft.js `realTransform`',
    value: ratio(['rfft-2048', 'fft.js realTransform'], ['rfft-2048', 'audiolab f64']),
    atLeast: 1.2,
  },
  {
    what: 'MFCC of 30 s: time relative to librosa, float32',
    value: ratio(['mfcc-30s', 'audiolab mfcc(y) f32'], ['mfcc-30s', 'librosa f32']),
    atMost: 2,
  },
  {
    what: 'MFCC of 30 s: time relative to librosa, float64',
    value: ratio(['mfcc-30s', 'audiolab mfcc(y) f64'], ['mfcc-30s', 'librosa f64']),
    atMost: 2,
  },
  {
    what: 'MFCC of 30 s: speed relative to Meyda',
    value: ratio(['mfcc-30s', 'meyda'], ['mfcc-30s', 'audiolab mfcc(y) f32']),
    atLeast: 40,
  },
  {
    what: 'MFCC of 1 s, plan at hand: time relative to librosa, float32',
    value: ratio(['mfcc-1s', 'audiolab plan.processInto f32'], ['mfcc-1s', 'librosa f32']),
    atMost: 1,
  },
  {
    what: 'MFCC of 1 s, plan at hand: time relative to librosa, float64',
    value: ratio(['mfcc-1s', 'audiolab plan.processInto f64'], ['mfcc-1s', 'librosa f64']),
    atMost: 1,
  },
];

export function targets(results, coldStart) {
  const rows = LIST.map(({ what, value, atLeast, atMost }) => {
    const measured = value(results);
    const met = measured === undefined ? undefined : atLeast === undefined ? measured <= atMost : measured >= atLeast;
    return { what, reach: atLeast === undefined ? `≤ ${atMost} ×` : `≥ ${atLeast} ×`, measured, unit: '×', met };
  });
  const cold = coldStart?.find(({ id }) => id === 'audiolab')?.ms;
  rows.push({
    what: 'Import and first MFCC of 1 s, fresh process',
    reach: '< 100 ms',
    measured: cold,
    unit: 'ms',
    met: cold && cold < 100,
  });
  return rows;
}
