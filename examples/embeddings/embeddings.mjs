// Embeddings of recordings: one network, trained with one loss or with two, and how well pairs of recordings are told apart by them.
import { equalErrorRate } from '@audiolab/dsp';
import { padSequences, standardScaler } from '@audiolab/dsp/ml';
import {
  adam,
  apply,
  batchTripletLoss,
  bidirectional,
  cosineDecay,
  createCenterLoss,
  dense,
  dropout,
  fit,
  input,
  lstm,
  model,
} from '@audiolab/dsp/nn';

const CROSSENTROPY = { name: 'sparseCategoricalCrossentropy', fromLogits: true };

/** All triplets of a batch, the mean of those that the margin of 1 does not hold. */
const triplets = (embeddings, labels) => batchTripletLoss(embeddings, labels.data, { mining: 'all', margin: 1, reduction: 'nonzero' });

/** What each way lowers: a cross-entropy of the logits, a loss of the embeddings, or both, and how much each counts. */
export const WAYS = {
  softmax: { logits: 1 },
  'softmax + center': { logits: 1, embeddings: 0.1, loss: (classes, dims) => createCenterLoss({ classes, dims }) },
  'softmax + triplet': { logits: 1, embeddings: 1, loss: () => triplets },
  triplet: { embeddings: 1, loss: () => triplets },
};

/**
 * Trains an embedding of sequences `[bins, frames]` whose classes are 0, 1, 2, ...; gives a function from sequences to embeddings, a
 * Float32Array of `dims` numbers each. Weights, batches and dropout are the same for every way that has the same seed.
 */
export async function trainEmbedding(way, sequences, classes, { dims = 2, units = 48, epochs = 8, seed = 1 } = {}) {
  const { logits, embeddings: weight, loss } = WAYS[way];
  const kinds = Math.max(...classes) + 1;
  const scaler = standardScaler({ axis: -2 }).fit(sequences);
  const { data, lengths } = padSequences(scaler.transform(sequences));

  const frames = input([null, data.shape[2]]);
  const read = apply(dropout({ rate: 0.3 }), apply(bidirectional({ layer: lstm({ units }) }), frames));
  const embedding = apply(dense({ units: dims, name: 'embedding' }), read);
  const outputs = [];
  const losses = [];
  const lossWeights = [];
  const add = (output, one, counts) => (outputs.push(output), losses.push(one), lossWeights.push(counts));
  if (logits) add(apply(dense({ units: kinds, name: 'logits' }), embedding), CROSSENTROPY, logits);
  if (weight) add(embedding, loss(kinds, dims), weight);
  const net = model({ inputs: frames, outputs, seed });

  const batchSize = 64;
  const steps = epochs * Math.ceil(classes.length / batchSize);
  const warmupSteps = Math.min(50, Math.floor(steps / 5));
  const rate = cosineDecay({ initialLearningRate: 0, warmupTarget: 0.005, warmupSteps, decaySteps: steps - warmupSteps });
  await fit(net, data, outputs.length > 1 ? outputs.map(() => classes) : classes, {
    loss: losses,
    lossWeights,
    optimizer: adam({ learningRate: rate, globalClipnorm: 1 }),
    lengths,
    bucketing: 8,
    batchSize,
    epochs,
    seed,
  });

  const embed = model({ inputs: frames, outputs: embedding }); // the same layers
  return (unseen) => {
    const padded = padSequences(scaler.transform(unseen));
    return embed.predict(padded.data, { lengths: padded.lengths, batchSize: 100 });
  };
}

/** The equal error rate over all pairs of items: are they of one class? Scored by nearness and by the angle between them. */
export function verify({ data, shape: [items, dims] }, classes) {
  const same = [];
  const near = [];
  const cosines = [];
  const lengths = Array.from({ length: items }, (_, i) => Math.hypot(...data.subarray(i * dims, (i + 1) * dims)));
  for (let i = 0; i < items; i++) {
    for (let j = 0; j < i; j++) {
      let [square, dot] = [0, 0];
      for (let k = 0; k < dims; k++) {
        square += (data[i * dims + k] - data[j * dims + k]) ** 2;
        dot += data[i * dims + k] * data[j * dims + k];
      }
      same.push(classes[i] === classes[j]);
      near.push(-Math.sqrt(square));
      cosines.push(dot / (lengths[i] * lengths[j] || 1));
    }
  }
  return { pairs: same.length, distance: equalErrorRate(same, near).eer, cosine: equalErrorRate(same, cosines).eer };
}

/** Pictures of the same height as one. */
export function sideBySide(pictures) {
  const [{ height }] = pictures;
  const width = pictures.reduce((sum, picture) => sum + picture.width, 0);
  const pixels = new Uint8Array(3 * width * height);
  let left = 0;
  for (const picture of pictures) {
    for (let y = 0; y < height; y++) {
      pixels.set(picture.pixels.subarray(3 * y * picture.width, 3 * (y + 1) * picture.width), 3 * (y * width + left));
    }
    left += picture.width;
  }
  return { pixels, width, height };
}
