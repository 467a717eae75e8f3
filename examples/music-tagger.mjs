// Tags of music by a published network: node examples/music-tagger.mjs FOLDER
// FOLDER holds music_tagger_crnn_weights_tensorflow.h5 of keunwoochoi/music-auto_tagging-keras (MIT) and log-mel inputs as .npy.
// HDF5 needs the package jsfive: npm install jsfive
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  batchNormalization,
  conv2d,
  dense,
  dropout,
  elu,
  gru,
  maxPooling2d,
  permute,
  reshape,
  sequential,
  tensor,
  zeroPadding2d,
} from '@audiolab/dsp/nn';

export const TAGS = [
  ...['rock', 'pop', 'alternative', 'indie', 'electronic', 'female vocalists', 'dance', '00s', 'alternative rock', 'jazz'],
  ...['beautiful', 'metal', 'chillout', 'male vocalists', 'classic rock', 'soul', 'indie rock', 'Mellow', 'electronica', '80s'],
  ...['folk', '90s', 'chill', 'instrumental', 'punk', 'oldies', 'blues', 'hard rock', 'ambient', 'acoustic'],
  ...['experimental', 'female vocalist', 'guitar', 'Hip-Hop', '70s', 'party', 'country', 'easy listening', 'sexy', 'catchy'],
  ...['funk', 'electro', 'heavy metal', 'Progressive rock', '60s', 'rnb', 'indie pop', 'sad', 'House', 'happy'],
];

/** MusicTaggerCRNN: 96 mel bands of 1366 frames, in dB, to 50 tags. Keras 1's GRU resets before the product, with its own hard sigmoid. */
export function musicTagger() {
  const cell = { units: 32, resetAfter: false, recurrentActivation: 'hardSigmoidKeras2' };
  const block = (number, filters, poolSize) => [
    conv2d({ filters, kernelSize: 3, padding: 'same', name: `conv${number}` }),
    batchNormalization({ name: `bn${number}` }),
    elu(),
    maxPooling2d({ poolSize }),
    dropout({ rate: 0.1 }),
  ];
  return sequential(
    [
      zeroPadding2d({ padding: [0, 37] }),
      batchNormalization({ axis: 2, name: 'bn_0_freq' }),
      ...block(1, 64, [2, 2]),
      ...block(2, 128, [3, 3]),
      ...block(3, 128, [4, 4]),
      ...block(4, 128, [4, 4]),
      permute({ dims: [2, 1, 3] }),
      reshape({ targetShape: [15, 128] }),
      gru({ ...cell, returnSequences: true, name: 'gru1' }),
      gru({ ...cell, name: 'gru2' }),
      dropout({ rate: 0.3 }),
      dense({ units: 50, activation: 'sigmoid', name: 'output' }),
    ],
    { inputShape: [96, 1366, 1], name: 'MusicTaggerCRNN' },
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const folder = process.argv[2];
  if (!folder) throw new Error('usage: node examples/music-tagger.mjs FOLDER');
  const { decodeNpy } = await import('@audiolab/dsp');
  const { loadWeights } = await import('@audiolab/dsp/node');
  const net = musicTagger();
  await loadWeights(net, join(folder, 'music_tagger_crnn_weights_tensorflow.h5'));
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.npy'))) {
    const { data } = decodeNpy(readFileSync(join(folder, name)));
    const scores = net.predict(tensor(Float32Array.from(data), [1, 96, 1366, 1])).data;
    const best = TAGS.map((tag, i) => [tag, scores[i]]).sort((a, b) => b[1] - a[1]);
    const list = best.slice(0, 10).map(([tag, score]) => `${tag} ${score.toFixed(3)}`);
    console.log(`${name.replace('.npy', '')}: ${list.join(', ')}`);
  }
}
