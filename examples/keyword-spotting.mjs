// A small network that waits for a keyword, trained and then listening to a stream of sound:
//   node examples/keyword-spotting.mjs [FOLDER [WORD]]
// FOLDER as for examples/speech-commands/train.mjs; WORD is one of its folders ("yes"). Without a folder the "words" are made here: the
// keyword is a sweep that rises.
import { existsSync } from 'node:fs';
import { chirp, createMelSpectrogramStream, melSpectrogram } from '@audiolab/dsp';
import { createKeywordDetector, createKeywordSpotter, keywordCrnn } from '@audiolab/dsp/networks';
import { adam, fit, tensor } from '@audiolab/dsp/nn';

const SAMPLE_RATE = 8000;
const MEL = { sampleRate: SAMPLE_RATE, nFft: 256, hopLength: 80, nMels: 40, center: false }; // a frame every 10 ms
const FRAMES = 96; // the frames of a second, but for those that the last window would leave
const compress = (mel) => mel.map((power) => Math.log(1e-6 + power) / 4 + 2);

/** Numbers in [-1, 1), the same in every run. */
let state = 7;
const noise = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 31 - 1;

/** One second: a word that was made here, somewhere in noise. */
function madeWord(kind) {
  const y = Float32Array.from({ length: SAMPLE_RATE }, () => 0.01 * noise());
  const [low, high] = [400 + 200 * Math.abs(noise()), 1500 + 500 * Math.abs(noise())];
  if (kind !== 'nothing') {
    const sweep = chirp({ fmin: kind === 'rise' ? low : high, fmax: kind === 'rise' ? high : low, sampleRate: SAMPLE_RATE, duration: 0.5 });
    const start = Math.floor(SAMPLE_RATE * (0.05 + 0.4 * Math.abs(noise())));
    sweep.forEach((v, n) => (y[start + n] += 0.3 * v));
  }
  return y;
}

/** Clips and whether each is the keyword. */
async function words() {
  const [folder, word = 'yes'] = process.argv.slice(2);
  if (folder && existsSync(folder)) {
    const { readClips } = await import('./speech-commands/clips.mjs');
    const { sounds, labels } = await readClips(folder);
    return { sounds, keyword: labels.map((label) => label === word) };
  }
  const kinds = Array.from({ length: 90 }, (_, i) => ['rise', 'fall', 'nothing'][i % 3]);
  return { sounds: kinds.map(madeWord), keyword: kinds.map((kind) => kind === 'rise') };
}

const { sounds, keyword } = await words();
const held = (i) => i % 5 === 4; // every fifth clip is not learnt from, but listened to
const windowLength = FRAMES * MEL.nMels;
/** The clip with a second of faint noise on either side. */
const padded = (sound) => Float32Array.from({ length: 3 * SAMPLE_RATE }, (_, n) => sound[n - SAMPLE_RATE] ?? 0.003 * noise());
// A window over the whole clip, and two that see a third of it, in which no keyword is to be heard yet, or any more.
const windows = [...sounds.keys()]
  .filter((i) => !held(i))
  .flatMap((i) => {
    const mel = compress(melSpectrogram(padded(sounds[i]), MEL).data);
    return [35, 102, 169].map((frame) => ({
      x: mel.subarray(frame * MEL.nMels, frame * MEL.nMels + windowLength),
      y: Number(keyword[i] && frame === 102),
    }));
  });
const data = new Float32Array(windows.length * windowLength);
windows.forEach(({ x }, row) => data.set(x, row * windowLength));

const net = keywordCrnn({
  filters: 16,
  kernelSize: [20, 5],
  strides: [8, 2],
  recurrentLayers: 1,
  recurrentUnits: 16,
  denseUnits: 32,
  frames: FRAMES,
  seed: 1,
});
console.log(`${net.countParams().total} weights, ${windows.length} windows to learn from`);
await fit(
  net,
  tensor(data, [windows.length, FRAMES, MEL.nMels, 1]),
  windows.map(({ y }) => y),
  {
    loss: 'sparseCategoricalCrossentropy',
    metrics: ['accuracy'],
    optimizer: adam({ learningRate: 0.005 }),
    batchSize: 16,
    epochs: 12,
    seed: 1,
    callbacks: [
      {
        onEpochEnd: ({ epoch }, { loss, accuracy }) =>
          epoch % 4 === 0 && console.log(`epoch ${epoch}: loss ${loss.toFixed(3)}, ${(100 * accuracy).toFixed(1)} %`),
      },
    ],
  },
);

// Listening: sound in chunks of 20 ms, as from a microphone; a second of faint noise behind every clip, so that no window hears two.
const HOP = 8; // a posterior every 80 ms
const stream = createMelSpectrogramStream(MEL);
const spotter = createKeywordSpotter(net, { hop: HOP });
// A low threshold hears more keywords, and more that are none.
const ears = [0.2, 0.5, 0.8].map((threshold) => ({
  threshold,
  detector: createKeywordDetector({ smoothing: 3, window: 10, threshold, refractory: 12 }),
  found: new Set(),
}));
const clips = [...sounds.keys()].filter(held);
for (const i of clips) {
  const sound = Float32Array.from({ length: 2 * SAMPLE_RATE }, (_, n) => sounds[i][n] ?? 0.003 * noise());
  for (let at = 0; at < sound.length; at += 160) {
    const posteriors = spotter.process(compress(stream.push(sound.subarray(at, at + 160)).data));
    for (const { detector, found } of ears) {
      for (const { step } of detector.process(posteriors)) {
        const end = ((step * HOP + FRAMES) * MEL.hopLength) / SAMPLE_RATE; // of the window, in seconds
        found.add(clips[Math.floor(end / 2)]);
      }
    }
  }
}
const keywords = clips.filter((i) => keyword[i]).length;
console.log(`${2 * clips.length} s of sound with ${keywords} keywords and ${clips.length - keywords} other clips`);
for (const { threshold, found } of ears) {
  const count = (wanted) => clips.filter((i) => keyword[i] === wanted && found.has(i)).length;
  console.log(`threshold ${threshold}: ${count(true)} keywords heard, ${count(false)} false alarms`);
}
