import { requireThirdparty } from '../harness/thirdparty.mjs';
import { lap } from './lap.mjs';

await lap(
  () => ({
    EssentiaWASM: requireThirdparty('essentia.js/dist/essentia-wasm.umd.js'),
    Essentia: requireThirdparty('essentia.js/dist/essentia.js-core.umd.js'),
  }),
  ({ Essentia, EssentiaWASM }, y) => {
    const e = new Essentia(EssentiaWASM);
    for (let at = 0; at + 2048 <= y.length; at += 512) {
      const frame = e.arrayToVector(y.subarray(at, at + 2048));
      const { spectrum } = e.Spectrum(e.Windowing(frame, true, 2048, 'hann').frame, 2048);
      e.vectorToArray(e.MFCC(spectrum, 2, 11025, 1025, 0, 'dbpow', 0, 'unit_tri', 128, 20, 22050).mfcc);
    }
  },
);
