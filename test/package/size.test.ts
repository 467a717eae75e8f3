/**
 * Importing one function must not drag in others. Ceilings are bytes after esbuild --minify and gzip, dependencies included. When one
 * breaks: look at what came along (`leaks`) before raising it, and say in the commit what the bytes buy.
 */
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';

const ROOT = new URL('../../', import.meta.url).pathname; // resolves its own name through `exports`, as a bundler does for a user

async function bundle(code: string): Promise<{ bytes: number; text: string }> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: ROOT, loader: 'js' },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    legalComments: 'none',
    logLevel: 'error',
  });
  const bytes = gzipSync(outputFiles[0]!.contents, { level: 9 }).length;
  return { bytes, text: outputFiles[0]!.text };
}

describe('bytes of an import, min + gz', () => {
  test.each([
    // what, ceiling, a word that may not come along
    // the quick logarithm and exponential, the same bits everywhere, 1.2 k; kinds and orders of arrays 1.2, messages 0.4
    ['hzToMel', 2_900, ['hopLength', 'RIFF', 'mahjong', 'radix']],
    // mfcc, where the bytes go: ndarray 2.1 k, FFT of any length 2.9, windows 1.1, kinds of signals 1.1, mel 1.1, framing and padding 0.9,
    // options and errors 0.7, deterministic maths 0.7, message texts 1.2 (in all of these), cepstrum 0.5, view for strict pages 0.4: 13.5 k;
    // SIMD kernels 4.1, their tables, rooms and fall-backs 4.2; the dialects 7.7: steps before the window and rules of framing 1.0, their
    // options, checks and refusals 2.1, filters of Kaldi, python_speech_features and talkbox 1.0, logarithms (of the same bits on every engine) and energies 1.6, presets 0.9,
    // frames of dialects on the SIMD kernels 0.8, plans kept from call to call 0.2, a speaker's warp and bins without filters 0.4;
    // tables for large transforms by rows 0.5, a quicker logarithm 0.3, transforms of powers of two in an array of their own 2.6 (in double
    // precision a fifth of the time of a spectrogram)
    ['mfcc', 34_400, ['RIFF', 'mela', 'colormap']],
    // A stream speaks no dialect, and pays for none; the logarithm of the same bits on every engine is 0.6.
    ['createMfccStream', 26_500, ['RIFF', 'talkbox', 'whisper']],
    ['decodeWav', 9_200, ['hopLength', 'nMels']],
  ])('%s', async (name, ceiling, leaks) => {
    const { bytes, text } = await bundle(`export { ${name} } from '@audiolab/dsp';`);
    expect(bytes).toBeLessThanOrEqual(ceiling);
    for (const word of leaks) expect(text, `${name} drags in code that says ${word}`).not.toContain(word);
  });

  test.each([
    // What of /nn, ceiling, words that may not come along: BPTT, matrix products for gradients, other layers, the `ndarray` package.
    ['tensor', 1_400, ['units', 'glorot', 'iota']],
    // lstm, with what infers, by what each part adds: the layer 1.6 k, its options, weights and checks 1.1, its kernels on SIMD 1.8 and around
    // them 1.2, in TypeScript 2.2 (Float64 and where SIMD cannot run), cutting sequences for either 0.6; fresh weights 1.7 (random numbers and
    // the logarithm among it), constraints and penalties by name 0.5, what all layers do (`call`, weights, masks) 1.1; options, errors, names
    // nearly right 0.8, ndarrays read and made 0.9, finding SIMD and reading the text of kernels 0.5, the rest 1.0: 14.97 k.
    // What constraints do comes with the optimisers, gradients with who trains: 9.8 more.
    ['lstm', 15_000, ['projectionTurned', 'kernelSize', 'iota']],
    ['gru', 15_000, ['projectionTurned', 'kernelSize', 'iota', 'unitForgetBias:!0']],
    ['simpleRnn', 14_500, ['projectionTurned', 'kernelSize', 'iota', 'unitForgetBias:!0']],
    ['dense', 13_200, ['returnSequences', 'kernelSize', 'iota']],
    ['lstm, training', 24_900, ['kernelSize', 'iota']],
    ['lstm, dense, sequential, fit, adam', 46_600, ['kernelSize', 'iota']],
  ])('nn: %s', async (name, ceiling, leaks) => {
    const { bytes, text } = await bundle(`export { ${name} } from '@audiolab/dsp/nn';`);
    expect(bytes).toBeLessThanOrEqual(ceiling);
    for (const word of leaks) expect(text, `${name} drags in code that says ${word}`).not.toContain(word);
  });

  test('everything of nn', async () => {
    const { bytes } = await bundle(`export * from '@audiolab/dsp/nn';`);
    expect(bytes).toBeLessThanOrEqual(99_000);
  });

  test('everything', async () => {
    // 63 k of TypeScript, kernels 16.4 and 7 around them, streams 3, that of pyAudioAnalysis' features 2.9, convolution 2, metrics 8, dialects 7
    // and their explanation 3, which of them it was 1; filters, peaks, loudness, masks 15
    const { bytes } = await bundle(`export * from '@audiolab/dsp';`);
    expect(bytes).toBeLessThanOrEqual(260_000);
  });
});
