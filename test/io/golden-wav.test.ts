import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DecodeError, type DecodedAudio, decodeAudio, decodeWav } from '../../src/index.js';
import { asInput, compare, GOLDENS, type GoldenCase, goldenCases, type GoldenOutput, isGoldenArray } from '../support/golden.js';

const cases = goldenCases('wav');
const fileOf = (c: GoldenCase): string => c.params['file'] as string;
const bytesOf = (c: GoldenCase): Uint8Array => readFileSync(GOLDENS + fileOf(c));
const valueOf = (c: GoldenCase, name: string): unknown => {
  const output = c.outputs.find((o) => o.name === name);
  return output && (isGoldenArray(output.value) ? asInput(output.value) : output.value.value);
};

/** Formats that only a registered decoder can read, and the package the refusal names. */
const FOREIGN: Record<string, string> = {
  flac: '@audio/decode-flac',
  mp3: '@audio/decode-mp3',
  ogg: '@audio/decode-vorbis',
  opus: '@audio/decode-opus',
  m4a: '',
};
const extension = (c: GoldenCase): string => fileOf(c).split('.').at(-1)!;
const good = cases.filter((c) => c.id.startsWith('good_'));
const bad = cases.filter((c) => c.id.startsWith('bad_'));
const own = good.filter((c) => !(extension(c) in FOREIGN));
const foreign = good.filter((c) => extension(c) in FOREIGN);

/** Samples as [channels, frames] beside the golden's: shape first, then every element by the golden's own rule. */
function expectSamples(audio: DecodedAudio, c: GoldenCase): void {
  const samples = c.outputs.find((o) => o.name === 'samples') as GoldenOutput;
  const flat = new Float64Array(audio.channels * audio.frames);
  const [first, second] = (audio.samples as { stride?: number[] }).stride ?? [audio.frames, 1];
  const data = 'data' in audio.samples ? audio.samples.data : audio.samples;
  for (let ch = 0; ch < audio.channels; ch++)
    for (let n = 0; n < audio.frames; n++) flat[ch * audio.frames + n] = data[ch * first! + n * second!]!;
  if (isGoldenArray(samples.value)) {
    expect([audio.channels, audio.frames]).toEqual(samples.value.shape);
    const mono = { ...samples, value: { ...samples.value, shape: [flat.length] } };
    const found = compare(flat, { ...mono, tolerance: { rtol: 0, atol: 1e-12 } }); // the goldens' own rule for what is lossless
    expect(found.broken, `worst at flat index ${found.at}, ${found.relative} of the peak`).toBe(0);
  } else {
    const rows = (samples.value.value as unknown[][]).map((row) => row.map((v) => (typeof v === 'string' ? Number(v) : (v as number))));
    expect(
      Array.from({ length: audio.channels }, (_, ch) => Array.from(flat.subarray(ch * audio.frames, (ch + 1) * audio.frames))),
    ).toEqual(rows);
  }
}

describe('good files', () => {
  // ADPCM is called lossy there, but decoding it is not: 16-bit integers, and ffmpeg's to the last one
  test.each(own.map((c) => [c.id, c] as const))('%s: equal samples, no warning', async (id, c) => {
    const audio = await decodeAudio(bytesOf(c), { dtype: 'float64' });
    expect(audio.sampleRate).toBe(valueOf(c, 'sample_rate'));
    expectSamples(audio, c);
    const streamed = id === 'good_streaming_sizes'; // its sizes were never filled in, and that is told
    expect(audio.truncated).toBe(streamed);
    expect(audio.warnings.map((w) => w.code)).toEqual(streamed ? ['streamed-size'] : []);
  });

  test.each(foreign.map((c) => [c.id, c] as const))('%s: says what is missing', async (_, c) => {
    const error = await decodeAudio(bytesOf(c)).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(DecodeError);
    expect((error as DecodeError).code).toBe('no-decoder');
    const pkg = FOREIGN[extension(c)]!;
    expect((error as DecodeError).message).toContain(pkg ? `run "npm install ${pkg}"` : 'registerDecoder');
  });
});

describe('bad files', () => {
  test.each(bad.map((c) => [c.id, c] as const))('%s', (_, c) => {
    const outcome = tryDecode(bytesOf(c));
    expect(c.raw['accept']).toContain(outcome.kind);
    if (outcome.kind === 'error') {
      expect(outcome.error).toBeInstanceOf(DecodeError);
      expect((outcome.error as DecodeError).code).toMatch(/^[a-z-]+$/);
      expect((outcome.error as DecodeError).offset).toBeGreaterThanOrEqual(0);
    } else {
      expect(outcome.audio.frames, 'no silent empty result').toBeGreaterThan(0);
      if (c.outputs.some((o) => o.name === 'samples')) expectSamples(outcome.audio, c);
    }
  });
});

function tryDecode(bytes: Uint8Array): { kind: 'ok' | 'partial'; audio: DecodedAudio } | { kind: 'error'; error: unknown } {
  try {
    const audio = decodeWav(bytes, { dtype: 'float64' });
    return { kind: audio.truncated || audio.warnings.length > 0 ? 'partial' : 'ok', audio };
  } catch (error) {
    return { kind: 'error', error };
  }
}
