import { importThirdparty } from '../harness/thirdparty.mjs';
import { lap } from './lap.mjs';

await lap(
  () => importThirdparty('meyda'),
  ({ default: Meyda }, y) => {
    Object.assign(Meyda, { bufferSize: 2048, sampleRate: 22050, melBands: 128, numberOfMFCCCoefficients: 20 });
    for (let at = 0; at + 2048 <= y.length; at += 512) Meyda.extract('mfcc', y.subarray(at, at + 2048));
  },
);
