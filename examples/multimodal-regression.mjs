// Two sequences to one number, as in multimodal deep regression (Qin and Yang, ACL 2019: what the voice and the words of an earnings call say
// about the volatility that follows): node examples/multimodal-regression.mjs
// The calls of the paper are not published; the ones here are made up: what decides is the audio of a sentence times its text.
import { pathToFileURL } from 'node:url';
import { padSequences } from '@audiolab/dsp/ml';
import { adam, apply, bidirectional, concatenate, dense, evaluate, fit, input, lstm, masking, model, tensor } from '@audiolab/dsp/nn';

/** Fills up calls of fewer sentences. No feature has this value, so that silence (zeros) still is a sentence. */
export const PADDING = -1000;

/**
 * A network that reads, sentence by sentence, `audio` numbers of the voice and `text` numbers of the words: a bidirectional LSTM of each,
 * side by side into a third over both, then a hidden layer and one number. Sentences filled with `PADDING` do not count.
 */
export function multimodalRegression({ audio = 27, text = 300, units = 100, fused = 100, hidden = 100, ...options } = {}) {
  const inputs = [input([null, audio], { name: 'audio' }), input([null, text], { name: 'text' })];
  const read = (x, count) => bidirectional({ layer: lstm({ units: count, returnSequences: x }) });
  const contexts = inputs.map((x) => apply(read(true, units), apply(masking({ maskValue: PADDING }), x)));
  const both = apply(read(false, fused), apply(concatenate(), contexts));
  const outputs = apply(dense({ units: 1 }), apply(dense({ units: hidden, activation: 'relu' }), both));
  return model({ inputs, outputs, name: 'multimodalRegression', ...options });
}

/** Made-up calls of 3 to 8 sentences. The number to find is the mean over the sentences of audio[0] times text[0]. */
export function makeCalls(count, { audio = 3, text = 4, seed = 1 } = {}) {
  let state = seed;
  const chance = () => (state = (state * 48271) % 2147483647) / 2147483647;
  const calls = Array.from({ length: count }, () => {
    const sentences = 3 + Math.floor(6 * chance());
    const features = (width) =>
      tensor(
        Float32Array.from({ length: sentences * width }, () => 2 * chance() - 1),
        [sentences, width],
      );
    const [voice, words] = [features(audio), features(text)];
    let volatility = 0;
    for (let s = 0; s < sentences; s++) volatility += (voice.get(s, 0) * words.get(s, 0)) / sentences;
    return { voice, words, volatility };
  });
  const pad = (sequences) => padSequences(sequences, { timeAxis: 0, value: PADDING }).data;
  return {
    x: [pad(calls.map(({ voice }) => voice)), pad(calls.map(({ words }) => words))],
    y: calls.map(({ volatility }) => volatility),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const net = multimodalRegression({ audio: 3, text: 4, units: 8, fused: 8, hidden: 8, seed: 1 });
  console.log(net.summary());
  const { x, y } = makeCalls(32);
  const variance = y.reduce((sum, v) => sum + v * v, 0) / y.length - (y.reduce((sum, v) => sum + v, 0) / y.length) ** 2;
  const loss = 'meanSquaredError';
  const rate = adam({ learningRate: 0.01, globalClipnorm: 1 });
  for (let round = 0; round <= 2; round++) {
    if (round) await fit(net, x, y, { loss, optimizer: rate, epochs: 40, seed: round });
    const told = await evaluate(net, x, y, { loss });
    console.log(`after ${40 * round} epochs: ${((100 * told.loss) / variance).toFixed(2)} % of the variance is not explained`);
  }
}
