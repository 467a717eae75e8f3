// Embeddings by softmax alone, with center loss, with triplets, on the Free Spoken Digit Dataset (github.com/Jakobovski/free-spoken-digit-dataset):
//   node examples/embeddings/compare.mjs FOLDER/recordings                 digits: do two recordings say the same?
//   node examples/embeddings/compare.mjs FOLDER/recordings --of speaker    speakers: is it the same voice?
//   ... --seed 2 --out FOLDER     another seed; where the pictures go (out/embeddings)
// Every way gets the same network, weights to begin with, batches and epochs. Tested on recordings 0 to 4 of each digit and speaker (the
// dataset's own split), and once more on two speakers that were not learnt from. Every pair of tested recordings is a trial.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { silhouetteScore } from '@audiolab/dsp';
import { labelEncoder } from '@audiolab/dsp/ml';
import { encodePng, scatter } from '@audiolab/dsp/plot';
import { readRecordings } from '../spoken-digits/digits.mjs';
import { sideBySide, trainEmbedding, verify, WAYS } from './embeddings.mjs';

const { values: given, positionals } = parseArgs({
  options: {
    of: { type: 'string', default: 'digit' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: 'out/embeddings' },
  },
  allowPositionals: true,
});
const folder = positionals[0];
const skip = (why) => {
  console.log(`Skipped: ${why}.`);
  console.log(
    'usage: node examples/embeddings/compare.mjs FOLDER [--of digit|speaker] [--seed N] [--out FOLDER]   (a folder with 0_george_0.wav and so on)',
  );
  process.exit(0);
};
if (!folder || !existsSync(folder)) skip(folder ? `there is no folder ${folder}` : 'no folder was given');
if (!['digit', 'speaker'].includes(given.of)) throw new Error(`--of must be digit or speaker, got ${given.of}`);
const begin = performance.now();
const seconds = () => `${((performance.now() - begin) / 1000).toFixed(0)} s`;
const recordings = await readRecordings(folder);
if (recordings.length === 0) skip(`there are no recordings such as 0_george_0.wav in ${folder}`);
console.log(`${recordings.length} recordings read, ${seconds()}`);

const strangers = [...new Set(recordings.map(({ speaker }) => speaker))].sort().slice(-2);
const isStranger = ({ speaker }) => strangers.includes(speaker);
const splits = [
  { name: 'recordings 0 to 4 of known speakers', learnt: ({ index }) => index >= 5, tested: ({ index }) => index < 5 },
  { name: `speakers never heard: ${strangers.join(' and ')}`, learnt: (r) => !isStranger(r), tested: isStranger },
];
const percent = (share) => `${(100 * share).toFixed(1)} %`.padStart(9);
const middle = ({ voices }) => voices[2]; // the voice itself
const pictures = [];

for (const { name, learnt, tested } of splits) {
  const [seen, unseen] = [recordings.filter(learnt), recordings.filter(tested)];
  const encoder = labelEncoder().fit(seen.map((r) => r[given.of]));
  const classes = encoder.transform(seen.map((r) => r[given.of]));
  const truth = unseen.map((r) => r[given.of]);
  for (const dims of [2, 16]) {
    console.log(`\n${name}, ${dims} numbers each   (equal error rate by distance, by cosine; silhouette)`);
    for (const way of Object.keys(WAYS)) {
      const embed = await trainEmbedding(way, seen.map(middle), classes, { dims, seed: Number(given.seed) });
      const points = embed(unseen.map(middle));
      const { pairs, distance, cosine } = verify(points, truth);
      const silhouette = silhouetteScore(points, truth).toFixed(3);
      console.log(`${way.padEnd(18)}${percent(distance)}${percent(cosine)}${silhouette.padStart(8)}   ${pairs} pairs, ${seconds()}`);
      if (dims === 2 && tested !== isStranger)
        pictures.push({ way, plot: scatter(points, { labels: truth, aspect: 'equal', title: way, width: 380, height: 320 }) });
    }
  }
}

mkdirSync(given.out, { recursive: true });
for (const { way, plot } of pictures) writeFileSync(join(given.out, `${way.replaceAll(' + ', '-')}.svg`), plot.svg);
const rows = [pictures.slice(0, 2), pictures.slice(2)].map((row) => sideBySide(row.map(({ plot }) => plot)));
const width = rows[0].width;
const pixels = Uint8Array.from([...rows[0].pixels, ...rows[1].pixels]);
const png = join(given.out, 'embeddings.png');
writeFileSync(png, await encodePng({ pixels, width, height: rows[0].height + rows[1].height }));
console.log(`\n${png}: the known speakers' test recordings, embedded in a plane`);
