// Clips of words in folders: DATA/yes/abc.wav, DATA/no/def.flac, as Speech Commands has them.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { labelEncoder, trainTestSplit } from '@audiolab/dsp/ml';
import { load } from '@audiolab/dsp/node';

/** Reads all clips that are one second long at 8 kHz; `words` are the folders, but those that begin with "_". */
export async function readClips(folder, samples = 8000) {
  const entries = await readdir(folder, { withFileTypes: true });
  const words = entries.flatMap((entry) => (entry.isDirectory() && !/^[._]/.test(entry.name) ? [entry.name] : [])).sort();
  const [sounds, labels] = [[], []];
  let short = 0;
  for (const word of words) {
    for (const file of (await readdir(join(folder, word))).filter((name) => /\.(wav|flac)$/i.test(name)).sort()) {
      const clip = await load(join(folder, word, file), { sampleRate: samples });
      if (clip.samples.length !== samples) short++;
      else {
        sounds.push(clip.samples);
        labels.push(word);
      }
    }
  }
  return { words, sounds, labels, short };
}

/** Divides the clips, every word alike: four fifths to learn from, one fifth to test with; as arrays that a network takes. */
export function splitClips({ sounds, labels }, { seed = 229, testSize = 0.2 } = {}) {
  const encoder = labelEncoder().fit(labels);
  const classes = encoder.transform(labels);
  const { train, test } = trainTestSplit(labels, { testSize, stratify: labels, seed });
  const part = (items) => {
    const data = new Float32Array(items.length * sounds[0].length);
    items.forEach((item, i) => data.set(sounds[item], i * sounds[0].length));
    return { data, shape: [items.length, sounds[0].length, 1], y: Array.from(items, (item) => classes[item]) };
  };
  return { train: part(train), test: part(test), words: encoder.classes };
}
