import { importOurs } from '../harness/thirdparty.mjs';
import { lap } from './lap.mjs';

await lap(
  () => importOurs('index.js'),
  ({ mfcc }, y) => mfcc(y, { sampleRate: 22050 }),
);
