/** This library, built: `dist/`, or the folder in AUDIOLAB_DIST. Variants: `f64`, `f32` (functions), `f64 plan`, `f32 plan`. */
import { Unsupported } from '../harness/thirdparty.mjs';
import { pathToFileURL } from 'node:url';

const dist = process.env.AUDIOLAB_DIST ? pathToFileURL(`${process.env.AUDIOLAB_DIST}/`) : new URL('../../dist/', import.meta.url);
const lib = await import(new URL('index.js', dist).href);

export function prepare(workload, variant, input) {
  const x = variant.startsWith('f32') ? input : Float64Array.from(input);
  const Float = variant.startsWith('f32') ? Float32Array : Float64Array;
  const { sampleRate, options } = workload;
  const flat = { output: (array) => array.data };
  switch (workload.task) {
    case 'rfft': {
      const n = workload.length;
      const plan = lib.createRfft(n, { dtype: variant === 'f32' ? 'float32' : 'float64' });
      const out = new Float(2 * ((n >> 1) + 1));
      return { run: () => plan.forward(out, x), output: () => out };
    }
    case 'mfcc': {
      if (!variant.endsWith('plan')) return { run: () => lib.mfcc(x, { sampleRate, ...options }), ...flat };
      const plan = lib.createMfcc({ sampleRate, ...options });
      const out = new Float(plan.frames(x.length) * plan.nMfcc);
      return { run: () => plan.processInto(out, x), output: () => out };
    }
    case 'mel':
      return { run: () => lib.melSpectrogram(x, { sampleRate, ...options }), ...flat };
    case 'stft':
      return { run: () => lib.stft(x, variant === 'f64 boxcar' ? { window: 'boxcar', center: false } : options), ...flat };
    case 'resample':
      return { run: () => lib.resample(x, { origSr: sampleRate, targetSr: workload.targetRate }), output: (y) => y };
    default:
      throw new Unsupported(workload.task);
  }
}
