/**
 * This library, built: `dist/`, or the folder in AUDIOLAB_DIST. A variant is some words: `f64` or `f32`, the precision; `js`: TypeScript even
 * where there are kernels; `plan`: made before the clock starts; `boxcar`; a number: that length instead of the workload's.
 */
import { importOurs, Unsupported } from '../harness/thirdparty.mjs';

const lib = await importOurs('index.js');

export function prepare(workload, variant, input) {
  const words = variant.split(' ');
  const single = words.includes('f32');
  const Float = single ? Float32Array : Float64Array;
  const length = Number(words.find((word) => word > 0) ?? workload.length);
  const x = Float.from({ length }, (_, n) => input[n % input.length]);
  const { sampleRate, options } = workload;
  const flat = { output: (array) => array.data };
  if (words.includes('js')) lib.setEngine('js');
  switch (workload.task) {
    case 'rfft': {
      const plan = lib.createRfft(length, { dtype: single ? 'float32' : 'float64' });
      const out = new Float(2 * ((length >> 1) + 1));
      return { run: () => plan.forward(out, x), output: () => out };
    }
    case 'mfcc': {
      if (!words.includes('plan')) return { run: () => lib.mfcc(x, { sampleRate, ...options }), ...flat };
      const plan = lib.createMfcc({ sampleRate, ...options });
      const out = new Float(plan.frames(length) * plan.nMfcc);
      return { run: () => plan.processInto(out, x), output: () => out };
    }
    case 'mel':
      return { run: () => lib.melSpectrogram(x, { sampleRate, ...options }), ...flat };
    case 'stft':
      return { run: () => lib.stft(x, words.includes('boxcar') ? { window: 'boxcar', center: false } : options), ...flat };
    case 'resample':
      return { run: () => lib.resample(x, { origSr: sampleRate, targetSr: workload.targetRate }), output: (y) => y };
    default:
      throw new Unsupported(workload.task);
  }
}
