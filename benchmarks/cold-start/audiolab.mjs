import { pathToFileURL } from 'node:url';
import { lap } from './lap.mjs';

const dist = process.env.AUDIOLAB_DIST ? pathToFileURL(`${process.env.AUDIOLAB_DIST}/`) : new URL('../../dist/', import.meta.url);

await lap(
  () => import(new URL('index.js', dist).href),
  ({ mfcc }, y) => mfcc(y, { sampleRate: 22050 }),
);
