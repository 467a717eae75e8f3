/// <reference lib="dom" />
/**
 * The library inside Chromium: the golden values, the same bits as Node, an AudioBuffer, a Worker-like transfer.
 */
import { describe, expect, test } from 'vitest';
import { chromaStft, decodeWav, encodeWav, engine, mfcc, stft, toMono } from '../../src/index.js';
import { FINGERPRINT, fingerprint } from '../support/fingerprint.js';
import { joinBytes, sha256, SIMD_FINGERPRINT, simdOutputs } from '../support/simd-outputs.js';

interface Entry {
  file: string;
  shape: number[];
}
interface Case {
  id: string;
  inputs: { y: Entry };
  params: { sr: number; n_mfcc?: number };
  outputs: [Entry];
}

const bytesOf = async (path: string): Promise<ArrayBuffer> => (await fetch(`/test/goldens/${path}`)).arrayBuffer();
async function floats(path: string): Promise<Float64Array> {
  const buffer = await bytesOf(path);
  return new Float64Array(buffer.slice(10 + new DataView(buffer).getUint16(8, true)));
}

describe('in Chromium', () => {
  test('everything built from tables has the same bits as in Node', async () => {
    expect(await fingerprint()).toBe(FINGERPRINT);
  });

  test('everything that the kernels compute has the same bits as in Node', async () => {
    expect(engine().name).toBe('simd');
    expect(await sha256(joinBytes(simdOutputs()))).toBe(SIMD_FINGERPRINT);
  });

  test.each(['mfcc_0', 'mfcc_1', 'mfcc_music'])('librosa case %s', async (id) => {
    const cases = (await (await fetch('/test/goldens/librosa/cases.json')).json()) as Case[];
    const { inputs, params, outputs } = cases.find((c) => c.id === id)!;
    const want = await floats(outputs[0].file);
    const got = mfcc(await floats(inputs.y.file), { sampleRate: params.sr, nMfcc: params.n_mfcc });
    expect(got.shape).toEqual(outputs[0].shape);
    const [rows, frames] = outputs[0].shape as [number, number];
    let peak = 0;
    let worst = 0;
    for (let i = 0; i < rows; i++) {
      for (let t = 0; t < frames; t++) {
        peak = Math.max(peak, Math.abs(want[i * frames + t]!));
        worst = Math.max(worst, Math.abs(got.get(i, t) - want[i * frames + t]!));
      }
    }
    expect(worst / peak).toBeLessThan(1e-9);
  });

  test('takes an AudioBuffer', () => {
    const buffer = new OfflineAudioContext(2, 4000, 8000).createBuffer(2, 4000, 8000);
    buffer.getChannelData(0).set(Float32Array.from({ length: 4000 }, (_, n) => Math.sin(n / 3)));
    expect(chromaStft(buffer, { nFft: 512 }).shape).toEqual([2, 12, 8]);
    expect(stft(buffer, { nFft: 512 }).shape).toEqual([2, 257, 32, 2]);
    expect(toMono(buffer).length).toBe(4000);
  });

  test('WAV bytes there and back', () => {
    const y = Float32Array.from({ length: 1000 }, (_, n) => Math.round(Math.sin(n) * 20000) / 32768);
    const back = decodeWav(encodeWav({ samples: y, sampleRate: 8000 }));
    expect(back.sampleRate).toBe(8000);
    expect(back.samples).toEqual(y);
  });
});
