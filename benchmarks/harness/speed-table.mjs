/** The README's table of speeds: what others take, divided by what we take, and what we lose. */
import { busy, BUSY, digits, power, table } from './format.mjs';
import { ratio } from './goals.mjs';
import { BASE, DOUBLE, TYPESCRIPT } from './workloads.mjs';

const C = 'FFTW f32 (C)';
/** [work, workload, row of ours, rows of others and how to call them]. */
const ROWS = [
  ['real FFT, 2048 points', 'rfft-2048', BASE, [['fft.js realTransform', 'fft.js'], ['fftw-js f32', 'fftw-js'], ['pffft-wasm SIMD f32, copies', 'pffft-wasm'], [C, 'FFTW in C']]],
  ['real FFT, 400 points', 'rfft-400', BASE, [['fftw-js f32', 'fftw-js'], [C, 'FFTW in C']]],
  ['real FFT, 1009 points (a prime)', 'rfft-1009', BASE, [['kissfft-js f32', 'kissfft-js'], ['fftw-js f32', 'fftw-js'], [C, 'FFTW in C']]],
  ['MFCC of 1 s, with a plan', 'mfcc-1s', 'audiolab plan f32', [['librosa f32', 'librosa']]],
  ['MFCC of 30 s of music', 'mfcc-30s', BASE, [['librosa f32', 'librosa'], ['meyda', 'Meyda'], ['essentia.js', 'essentia.js'], ['C, FFTW, AVX', 'the same in C with FFTW']]],
  ['MFCC of 30 s of speech', 'mfcc-speech-30s', BASE, [['librosa f32', 'librosa'], ['C, FFTW, AVX', 'the same in C with FFTW']]],
  ['mel spectrogram of 30 s', 'mel-30s', BASE, [['librosa f32', 'librosa'], ['transformers.js spectrogram', 'transformers.js']]],
  ['STFT of 30 s', 'stft-30s', BASE, [['librosa f32', 'librosa']]],
  ['resampling 44.1 to 16 kHz', 'resample-10s', BASE, [['libsamplerate-js BEST', 'libsamplerate-js, best'], ['soxr HQ', 'soxr, HQ']]],
  ['LSTM, 1000 frames, 40 to 128', 'lstm-128', BASE, [['naive TypeScript', 'plain loops'], ['tfjs-layers, cpu', 'tfjs-layers, cpu'], ['numpy', 'numpy']]],
  ['without SIMD: MFCC of 30 s', 'mfcc-30s', TYPESCRIPT, [['librosa f32', 'librosa']]],
  ['float64: real FFT, 2048 points', 'rfft-2048', DOUBLE, [['fft.js realTransform', 'fft.js']]],
  ['float64: MFCC of 30 s', 'mfcc-30s', DOUBLE, [['librosa f64', 'librosa, float64']]],
]; // prettier-ignore

/** Text between the markers. @param run what bench.mjs collected */
export function speedTable({ results, machine, rounds, date }) {
  const find = (id) => results.find((result) => result.id === id);
  const lines = ROWS.flatMap(([work, id, ours, others]) => {
    const result = find(id);
    const row = (name) => result?.rows?.find((r) => r.id === name && r.ms !== undefined);
    const measured = others.filter(([name]) => ratio(result, name, ours) !== undefined);
    return measured.map(([name, called], k) => {
      const times = ratio(result, name, ours);
      const text = `${digits(times, times < 10 ? 2 : 3)}${busy(result)}`;
      return [k ? '' : work, named(called, row(name)), times < 1 ? `**${text}**` : text, k ? '' : error(row(ours)), error(row(name))];
    });
  });
  const used = new Set([...ROWS.map(([, id]) => id), 'memory', 'workers', 'cold-start']);
  const loaded = results.filter((result) => used.has(result.id) && busy(result));
  return [
    `Times of others divided by ours: above 1 we are faster, below 1, in bold, slower. Float32Array on the SIMD kernels but where it says otherwise; one core of ${machine.cpu}, Node ${machine.node.slice(1)}, ${date.slice(0, 10)}, medians over ${rounds} processes each. Errors are relative to the largest value, from our float64 result; of resampling, how far sines stand out of the rest.`,
    table(['work', 'against', 'ratio', 'our error', 'their error'], ['---', '---', '--:', '--:', '--:'], lines),
    ...(loaded.length ? [`† Preliminary: the machine had other things to do (load above ${BUSY}).`] : []),
    facts(find),
  ].join('\n\n');
}

/** The version stands behind the name, or behind that of the library a C program uses. */
function named(called, { version = '' }) {
  const number = version.replace(/^fftw-/, '').replace(/^(\d+\.\d+).*/, '$1');
  return called.includes('FFTW') ? called.replace('FFTW', `FFTW ${number}`) : `${called} ${number}`.trim();
}

function error(row) {
  if (row.reference) return 'reference';
  if (row.accuracy.snr) return `${Math.round(row.accuracy.snr)} dB`;
  if (row.differs) return 'computes something else';
  return row.accuracy.peak === undefined ? '' : power(row.accuracy.peak);
}

function facts(find) {
  const value = (id, row) => find(id)?.rows?.find((r) => r.id === row && !r.skipped);
  const [whole, streamed, librosa] = ['whole', 'streamed', 'librosa'].map((row) => value('memory', row));
  const [two, cold, meyda, sizes] = [
    value('workers', 'extractMany, files read'),
    value('cold-start', 'audiolab'),
    value('cold-start', 'meyda'),
    value('sizes', 'together'),
  ];
  const megabytes = (row) => `${digits(row.bytes / 1e6)} MB`;
  const list = [
    whole &&
      `MFCCs of an hour need ${megabytes(whole)} beyond input and output${busy(find('memory'))}${streamed ? `, streamed ${megabytes(streamed)}` : ''}${librosa ? ` (librosa ${megabytes(librosa)})` : ''}.`,
    two && `Two workers on two cores do ${digits(two.gain)}${busy(find('workers'))} times as much as one.`,
    cold &&
      `Import and first MFCC of 1 s in a fresh process: ${digits(cold.ms)} ms${busy(find('cold-start'))}${meyda ? ` (Meyda ${digits(meyda.ms)} ms)` : ''}.`,
    sizes && `All SIMD kernels together are ${digits(sizes.gzip / 1000)} kB gzipped; a function brings only its own.`,
  ];
  return list.filter(Boolean).map((line) => `- ${line}`).join('\n'); // prettier-ignore
}
