/** MFCCs of one hour: `node --expose-gc mfcc.mjs whole|streamed`. Memory beyond input and output, and time. */
import { noise } from '../harness/inputs.mjs';
import { importOurs } from '../harness/thirdparty.mjs';
import { risesBy } from './peak.mjs';

const RATE = 22050;
const CHUNK = 4096;
const streamed = process.argv[2] === 'streamed';
const options = streamed ? { sampleRate: RATE, topDb: null } : { sampleRate: RATE }; // a stream cannot know the loudest frame to come
const lib = await importOurs('index.js');
const say = (result) => process.stdout.write(`\n@@${JSON.stringify(result)}\n`);
if (streamed && !lib.createMfccStream) {
  say({ unsupported: 'createMfccStream is not in this build' });
  process.exit(0);
}

const y = noise(3600 * RATE, 440);
const frames = 1 + Math.floor(y.length / 512);
const out = new Float32Array(streamed ? 20 * frames : 0).fill(1);

function stream(signal) {
  const mfccs = lib.createMfccStream(options);
  const rows = new Float32Array(20 * mfccs.framesAtMost(CHUNK));
  let at = 0;
  const take = (count) => {
    out.set(rows.subarray(0, 20 * count), at);
    at += 20 * count;
  };
  for (let n = 0; n < signal.length; n += CHUNK) take(mfccs.pushInto(rows, signal.subarray(n, n + CHUNK)));
  const rest = mfccs.flush();
  out.set(rest.data.subarray(0, 20 * rest.shape[1]), at);
  return out;
}

const work = streamed ? stream : (signal) => lib.mfcc(signal, options).data;
work(y.subarray(0, 30 * RATE)); // compiles
let result;
let ms;
const rise = risesBy(() => {
  const start = performance.now();
  result = work(y);
  ms = performance.now() - start;
});
const bytes = rise - (streamed ? 0 : result.byteLength);
const same = streamed ? lib.mfcc(y, options).data.every((value, i) => value === result[i]) : undefined;
say({ bytes: Math.max(0, bytes), ms, same });
process.exit(0);
