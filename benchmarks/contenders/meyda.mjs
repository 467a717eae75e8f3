/**
 * Meyda, one `extract` per frame as its API has it. `mfcc` cannot equal librosa's (ln(1 + x) instead of dB, filter edges rounded to bins,
 * a DCT without scale, a symmetric window). `complexSpectrum` can, with the rectangular window; that checks the framing and its FFT.
 */
import { importThirdparty, Unsupported } from '../harness/thirdparty.mjs';

const N = 2048;
const HOP = 512;

export async function prepare({ task, sampleRate }, _variant, input) {
  const { default: Meyda } = await importThirdparty('meyda');
  Meyda.bufferSize = N;
  Meyda.sampleRate = sampleRate;
  if (task === 'stft') {
    Meyda.windowingFunction = 'rect';
    const run = () => {
      const frames = [];
      for (let at = 0; at + N <= input.length; at += HOP) frames.push(Meyda.extract('complexSpectrum', input.subarray(at, at + N)));
      return frames;
    };
    return { run, output: (frames) => frames.flatMap(interleave) };
  }
  if (task !== 'mfcc') throw new Unsupported(task);
  Meyda.windowingFunction = 'hanning';
  Meyda.melBands = 128;
  Meyda.numberOfMFCCCoefficients = 20;
  const run = () => {
    const padded = new Float32Array(input.length + N);
    padded.set(input, N / 2);
    const frames = [];
    for (let at = 0; at + N <= padded.length; at += HOP) frames.push(Meyda.extract('mfcc', padded.subarray(at, at + N)));
    return frames;
  };
  return { run, output: (frames) => frames.flatMap((frame) => Array.from(frame)) };
}

function interleave({ real, imag }) {
  const out = [];
  for (let k = 0; k <= N / 2; k++) out.push(real[k], imag[k]);
  return out;
}
