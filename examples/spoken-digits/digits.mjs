// Spoken digits from WAV files: what the recordings become, and the network that reads them.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { mfcc } from '@audiolab/dsp';
import { padSequences, standardScaler } from '@audiolab/dsp/ml';
import { adam, bidirectional, cosineDecay, dense, dropout, fit, lstm, sequential } from '@audiolab/dsp/nn';
import { load } from '@audiolab/dsp/node';

/** Voices as if the vocal tract were longer or shorter: the mel bands stand on a stretched frequency axis. The middle one is the voice itself. */
const WARPS = [0.85, 0.92, 1, 1.09, 1.18];
const HOP = 80; // 10 ms
const FRAME = 256;

/** Reads a folder of recordings named `digit_speaker_index.wav`; each becomes MFCCs of all its voices. */
export async function readRecordings(folder) {
  const files = (await readdir(folder)).filter((name) => /^\d_[a-z]+_\d+\.wav$/.test(name)).sort();
  const recordings = [];
  for (const file of files) {
    const [digit, speaker, index] = file.slice(0, -4).split('_');
    const samples = trim((await load(join(folder, file), { sampleRate: 8000 })).samples);
    recordings.push({ digit: Number(digit), speaker, index: Number(index), voices: WARPS.map((warp) => features(samples, warp)) });
  }
  return recordings;
}

/** Thirteen MFCCs every 10 ms, 35 dB deep so that the noise of the room does not count, without their mean, which is that of the microphone. */
function features(samples, warp) {
  const options = { nMfcc: 13, nFft: FRAME, hopLength: HOP, nMels: 40, fmax: 3250, topDb: 35 };
  return standardScaler({ axis: -2, withStd: false }).fitTransform(mfcc(samples, { sampleRate: 8000 * warp, ...options }));
}

/** Cuts what is 30 dB below the loudest frame off both ends. */
function trim(samples) {
  const powers = [];
  for (let start = 0; start + FRAME <= samples.length; start += HOP) {
    let power = 0;
    for (let n = start; n < start + FRAME; n++) power += samples[n] * samples[n];
    powers.push(power);
  }
  const floor = Math.max(...powers) / 1000;
  const first = powers.findIndex((power) => power > floor);
  if (first < 0) return samples;
  const last = powers.findLastIndex((power) => power > floor);
  return samples.subarray(first * HOP, last * HOP + FRAME);
}

/** Trains a bidirectional LSTM; gives a function from recordings to the probabilities of the ten digits, the mean over the voices. */
export async function train(recordings, { seed = 1, epochs = 4, onEpoch = () => {} } = {}) {
  const examples = recordings.flatMap(({ digit, voices }) => voices.map((voice) => ({ digit, voice })));
  const scaler = standardScaler({ axis: -2 }).fit(examples.map(({ voice }) => voice));
  const pad = (voices) => padSequences(scaler.transform(voices));
  const { data, lengths } = pad(examples.map(({ voice }) => voice));
  const net = sequential(
    [bidirectional({ layer: lstm({ units: 64, dropout: 0.1 }) }), dropout({ rate: 0.4 }), dense({ units: 10, activation: 'softmax' })],
    { inputShape: [null, 13], seed },
  );
  const batchSize = 32;
  const steps = epochs * Math.ceil(examples.length / batchSize);
  const rate = cosineDecay({ initialLearningRate: 0, warmupTarget: 0.004, warmupSteps: 50, decaySteps: steps - 50 });
  await fit(
    net,
    data,
    examples.map(({ digit }) => digit),
    {
      loss: 'sparseCategoricalCrossentropy',
      optimizer: adam({ learningRate: rate, globalClipnorm: 1 }),
      metrics: ['accuracy'],
      lengths,
      bucketing: 8,
      batchSize,
      epochs,
      seed,
      callbacks: [{ onEpochEnd: ({ epoch }, { loss, accuracy }) => onEpoch(epoch, loss, accuracy) }],
    },
  );
  return (unseen) => {
    const mean = new Float64Array(unseen.length * 10);
    for (let v = 0; v < WARPS.length; v++) {
      const part = pad(unseen.map(({ voices }) => voices[v]));
      net.predict(part.data, { lengths: part.lengths, batchSize: 100 }).data.forEach((p, i) => (mean[i] += p / WARPS.length));
    }
    return mean;
  };
}

/** The likeliest digit of each row of ten. */
export function likeliest(probabilities) {
  return Array.from({ length: probabilities.length / 10 }, (_, i) => {
    const row = probabilities.subarray(10 * i, 10 * i + 10);
    return row.indexOf(Math.max(...row));
  });
}
