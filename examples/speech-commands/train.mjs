// Trains the network of 506,586 weights that hears words in raw samples, on Speech Commands (Warden, 2018, CC BY 4.0):
//   node examples/speech-commands/train.mjs FOLDER [epochs]
// FOLDER has a folder of one-second clips for each word, as WAV; for FLAC: npm install @audio/decode-flac
import { existsSync } from 'node:fs';
import { adam, fit, tensor } from '@audiolab/dsp/nn';
import { speechCommandsConv1d } from '@audiolab/dsp/networks';
import { readClips, splitClips } from './clips.mjs';

const [folder, epochs = '5'] = process.argv.slice(2);
if (!folder || !existsSync(folder)) {
  console.log(`Skipped: ${folder ? `there is no folder ${folder}` : 'no folder was given'}.`);
  console.log('usage: node examples/speech-commands/train.mjs FOLDER [epochs]   (a folder with yes/, no/ and so on)');
  process.exit(0);
}
const begin = performance.now();
const seconds = () => `${((performance.now() - begin) / 1000).toFixed(1)} s`;
const clips = await readClips(folder);
if (clips.words.length < 2 || clips.sounds.length < 10 * clips.words.length) {
  console.log(`Skipped: there are no folders of clips in ${folder}.`);
  process.exit(0);
}
console.log(`${clips.sounds.length} clips of ${clips.words.length} words read, ${clips.short} of another length left out, ${seconds()}`);

const { train, test } = splitClips(clips);
const net = speechCommandsConv1d({ classes: clips.words.length, seed: 1 });
console.log(net.summary());

const batchSize = 32;
const steps = Math.ceil(train.y.length / batchSize);
let epochBegin = performance.now();
let testing = 0;
const [x, unseen] = [tensor(train.data, train.shape), tensor(test.data, test.shape)];
const percent = (share) => `${(100 * share).toFixed(1)} %`;
await fit(net, x, train.y, {
  loss: 'sparseCategoricalCrossentropy',
  optimizer: adam(),
  metrics: ['accuracy'],
  validationData: { x: unseen, y: test.y },
  batchSize,
  epochs: Number(epochs),
  seed: 1,
  callbacks: [
    {
      onEpochEnd({ epoch }, { accuracy, valAccuracy, loss }) {
        const step = (performance.now() - epochBegin) / steps;
        testing = Math.max(testing, valAccuracy);
        console.log(
          `epoch ${epoch}: loss ${loss.toFixed(4)}, ${percent(accuracy)} of the training, ${percent(valAccuracy)} of the test; ` +
            `${step.toFixed(1)} ms a step with the test, ${seconds()}`,
        );
        epochBegin = performance.now();
      },
    },
  ],
});
console.log(`best: ${percent(testing)} of ${test.y.length} clips`);
