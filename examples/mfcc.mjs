// From a WAV file to its MFCCs: node examples/mfcc.mjs [FILE]
import { delta, mfcc } from '@audiolab/dsp';
import { load } from '@audiolab/dsp/node';

const file = process.argv[2] ?? new URL('audio/speech.wav', import.meta.url);
const speech = await load(file); // { samples, sampleRate, ... }: carries its rate
const coefficients = mfcc(speech, { nMfcc: 13 }); // an ndarray; indices as in librosa
const [rows, frames] = coefficients.shape;
const changes = delta(coefficients);

console.log(`${speech.duration.toFixed(2)} s at ${speech.sampleRate} Hz -> ${rows} coefficients x ${frames} frames`);
const middle = Math.floor(frames / 2);
console.log(`frame ${middle}:`);
for (let row = 0; row < rows; row++) {
  console.log(
    `  mfcc ${String(row).padStart(2)} ${coefficients.get(row, middle).toFixed(3).padStart(10)}  delta ${changes.get(row, middle).toFixed(3).padStart(8)}`,
  );
}
