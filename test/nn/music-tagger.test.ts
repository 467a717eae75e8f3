/**
 * A published network with its published weights (keunwoochoi/music-auto_tagging-keras, MIT): the tags that its authors print.
 * Weights and inputs are no part of the repository: set MUSIC_TAGGER to a folder that has them.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nd } from '../../src/core/nd.js';
import { decodeNpy } from '../../src/index.js';
import { loadWeights } from '../../src/nn/index.js';
import { tagger } from './networks.js';

const FOLDER = process.env['MUSIC_TAGGER'] ?? '';
const WEIGHTS = join(FOLDER, 'music_tagger_crnn_weights_tensorflow.h5');

/** Names of the outputs. */
const TAGS = [
  ...['rock', 'pop', 'alternative', 'indie', 'electronic', 'female vocalists', 'dance', '00s', 'alternative rock', 'jazz'],
  ...['beautiful', 'metal', 'chillout', 'male vocalists', 'classic rock', 'soul', 'indie rock', 'Mellow', 'electronica', '80s'],
  ...['folk', '90s', 'chill', 'instrumental', 'punk', 'oldies', 'blues', 'hard rock', 'ambient', 'acoustic'],
  ...['experimental', 'female vocalist', 'guitar', 'Hip-Hop', '70s', 'party', 'country', 'easy listening', 'sexy', 'catchy'],
  ...['funk', 'electro', 'heavy metal', 'Progressive rock', '60s', 'rnb', 'indie pop', 'sad', 'House', 'happy'],
];

/** The ten most likely tags as they were published, rounded to three digits. */
const PUBLISHED: Record<string, string> = {
  'bensound-cute':
    'jazz .444, instrumental .151, folk .103, Hip-Hop .103, ambient .077, guitar .068, rock .058, acoustic .054, experimental .051, electronic .042',
  'bensound-actionable':
    'jazz .416, instrumental .181, Hip-Hop .085, folk .085, rock .081, ambient .068, guitar .062, Progressive rock .048, experimental .046, acoustic .046',
  'bensound-dubstep':
    'Hip-Hop .245, rock .183, alternative .081, electronic .076, alternative rock .053, metal .051, indie .028, instrumental .027, electronica .024, hard rock .023',
  'bensound-thejazzpiano':
    'jazz .299, instrumental .174, electronic .089, ambient .061, chillout .052, rock .044, guitar .044, funk .033, chill .032, Progressive rock .029',
};

test('has the published number of weights', () => {
  const { total, trainable } = tagger().countParams();
  expect([total, trainable]).toEqual([400_562, 396_786]);
});

describe.skipIf(!existsSync(WEIGHTS))('with its weights (skipped without MUSIC_TAGGER)', () => {
  test.each(Object.keys(PUBLISHED))('%s gets the published tags', async (name) => {
    const net = tagger();
    await loadWeights(net, readFileSync(WEIGHTS));
    const { data } = decodeNpy(readFileSync(join(FOLDER, `${name}.npy`))) as { data: Float32Array };
    const scores = net.predict(nd(Float32Array.from(data), [1, 96, 1366, 1])).data;
    const order = [...TAGS.keys()].sort((a, b) => scores[b]! - scores[a]!).slice(0, 10);
    const published = PUBLISHED[name]!.split(', ').map((one) => /^(.*) (\.\d+)$/.exec(one)!.slice(1) as [string, string]);
    const got = order.map((i) => TAGS[i]!);
    for (const [tag, score] of published) expect(Math.abs(scores[TAGS.indexOf(tag)]! - Number(score)), tag).toBeLessThan(0.002);
    expect([...got].sort()).toEqual(published.map(([tag]) => tag).sort());
  });
});
