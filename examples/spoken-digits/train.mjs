// Trains a network that hears digits, on the Free Spoken Digit Dataset (github.com/Jakobovski/free-spoken-digit-dataset), one core:
//   node examples/spoken-digits/train.mjs FOLDER/recordings              the dataset's own split: recordings 0 to 4 of each digit and speaker are the test
//   node examples/spoken-digits/train.mjs FOLDER/recordings --speakers   every speaker in turn is the test, and no one of them is learnt from
import { existsSync } from 'node:fs';
import { leaveOneGroupOut } from '@audiolab/dsp/ml';
import { likeliest, readRecordings, train } from './digits.mjs';

const folder = process.argv[2];
if (!folder || !existsSync(folder)) {
  console.log(`Skipped: ${folder ? `there is no folder ${folder}` : 'no folder was given'}.`);
  console.log('usage: node examples/spoken-digits/train.mjs FOLDER [--speakers]   (a folder with 0_george_0.wav and so on)');
  process.exit(0);
}
const begin = performance.now();
const seconds = () => `${((performance.now() - begin) / 1000).toFixed(1)} s`;
const recordings = await readRecordings(folder);
if (recordings.length === 0) {
  console.log(`Skipped: there are no recordings such as 0_george_0.wav in ${folder}.`);
  process.exit(0);
}
console.log(`${recordings.length} recordings read, ${seconds()}`);

/** Trains on some recordings, and tells the share of the others that is heard right. */
async function measure(seen, unseen, quiet) {
  const say = (epoch, loss, accuracy) =>
    quiet || console.log(`epoch ${epoch}: loss ${loss.toFixed(4)}, ${percent(accuracy)} of the training, ${seconds()}`);
  const predict = await train(seen, { onEpoch: say });
  const heard = likeliest(predict(unseen));
  return heard.filter((digit, i) => digit === unseen[i].digit).length / unseen.length;
}
const percent = (share) => `${(100 * share).toFixed(1)} %`;

if (process.argv.includes('--speakers')) {
  let sum = 0;
  const splits = leaveOneGroupOut(recordings.map(({ speaker }) => speaker));
  for (const { group, train: seen, test } of splits) {
    const right = await measure(
      Array.from(seen, (i) => recordings[i]),
      Array.from(test, (i) => recordings[i]),
      true,
    );
    sum += right;
    console.log(`${group.padEnd(10)} ${percent(right)}, ${seconds()}`);
  }
  console.log(`mean       ${percent(sum / splits.length)}`);
} else {
  const right = await measure(
    recordings.filter(({ index }) => index >= 5),
    recordings.filter(({ index }) => index < 5),
    false,
  );
  console.log(`${percent(right)} of the test heard right, ${seconds()} from WAV files to answers`);
}
