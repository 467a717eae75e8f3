/**
 * essentia.js, frame by frame. Its Windowing has a symmetric Hann only, so the frames are multiplied by the periodic one here (which is
 * less work than calling Windowing); Spectrum, MelBands and MFCC then agree with librosa.
 */
import { requireThirdparty, Unsupported } from '../harness/thirdparty.mjs';

const N = 2048;
const HOP = 512;

export function prepare({ task, sampleRate }, _variant, input) {
  const EssentiaWASM = requireThirdparty('essentia.js/dist/essentia-wasm.umd.js');
  const Essentia = requireThirdparty('essentia.js/dist/essentia.js-core.umd.js');
  const e = new Essentia(EssentiaWASM);
  const nyquist = sampleRate / 2;
  const features = {
    mel: (s) => e.MelBands(s, nyquist, N / 2 + 1, false, 0, 'unit_tri', 128, sampleRate, 'power', 'slaneyMel', 'linear').bands,
    mfcc: (s) => {
      const { mfcc, bands } = e.MFCC(
        s, 2, nyquist, N / 2 + 1, 0, 'dbpow', 0, 'unit_tri', 128, 20, sampleRate, 1e-10, 'power', 'slaneyMel', 'linear',
      ); // prettier-ignore
      bands.delete();
      return mfcc;
    },
  };
  const feature = features[task];
  if (!feature) throw new Unsupported(task);
  const hann = Float64Array.from({ length: N }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / N));
  const windowed = new Float32Array(N);
  const run = () => {
    const padded = new Float32Array(input.length + N);
    padded.set(input, N / 2);
    const frames = [];
    for (let at = 0; at + N <= padded.length; at += HOP) {
      for (let n = 0; n < N; n++) windowed[n] = padded[at + n] * hann[n];
      const frame = e.arrayToVector(windowed);
      const { spectrum } = e.Spectrum(frame, N);
      const result = feature(spectrum);
      frames.push(e.vectorToArray(result));
      for (const vector of [frame, spectrum, result]) vector.delete();
    }
    return frames;
  };
  return { run, output: (frames) => frames.flatMap((frame) => Array.from(frame)) };
}
