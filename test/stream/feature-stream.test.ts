import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createFrameStream,
  createMelSpectrogramStream,
  createMfccStream,
  createRmsStream,
  createSpectrogramStream,
  createStftStream,
  mfcc,
  ParameterError,
  setEngine,
  spectrogram,
  stft,
} from '../../src/index.js';
import { noise } from '../simd/signals.js';
import { chunks, differs, drain, drawn, dtypeOf, every, inPrecision, KINDS, memoryOf, on, WAYS } from './kinds.js';

const SPEECH = { sampleRate: 16000, nFft: 512, hopLength: 160, nMels: 40, nMfcc: 13 } as const;

describe('a stream of MFCCs', () => {
  test('gives the frames of one call as they become known', () => {
    const y = noise(16_000);
    const stream = createMfccStream(SPEECH);
    const first = stream.push(y.subarray(0, 8000));
    const second = stream.push(y.subarray(8000));
    const last = stream.flush();
    expect([first.shape, second.shape, last.shape]).toEqual([
      [13, 49],
      [13, 50],
      [13, 2],
    ]);
    const want = mfcc(y, { ...SPEECH, topDb: null });
    expect(Float32Array.of(...first.data, ...second.data, ...last.data)).toEqual(want.data);
    expect(second.get(12, 3)).toBe(want.get(12, 52));
  });

  test('says what it is', () => {
    const stream = createMfccStream({ ...SPEECH, padMode: 'reflect' });
    expect(stream).toMatchObject({ bins: 13, width: 13, sampleRate: 16000, latency: 255, samplesIn: 0, framesOut: 0, framesLeft: 0 });
    expect(stream.options).toMatchObject({ ...SPEECH, winLength: 512, center: true, padMode: 'reflect', topDb: null, dtype: 'float32' });
    expect(Object.isFrozen(stream.options)).toBe(true);
    stream.push(new Float32Array(1000));
    expect(stream).toMatchObject({ samplesIn: 1000, framesOut: 5, framesLeft: 2 });
    expect(createStftStream({ nFft: 400 })).toMatchObject({ bins: 201, width: 402, sampleRate: null, latency: 199 });
    expect(createFrameStream({ sampleRate: 8000 })).toMatchObject({ bins: 2048, sampleRate: 8000, latency: 2047 });
    expect(createRmsStream({ frameLength: 5 }).latency).toBe(2);
  });
});

describe('any stream', () => {
  const kinds = fc.constantFrom(...Object.keys(KINDS));
  const ways = fc.constantFrom(...WAYS);

  test('gives frame t with sample t hopLength + latency, frame 0 of reflected even frames one later, none sooner', () => {
    fc.assert(
      fc.property(kinds, drawn, (name, { length, ...draw }) => {
        const kind = KINDS[name]!;
        const { hopLength } = draw;
        const stream = kind.create({ ...kind.options(draw), dtype: 'float64' });
        const y = new Float64Array(length).fill(1);
        const centred = draw.center && kind.centers;
        const late = Number(centred && draw.padMode === 'reflect' && draw.nFft % 2 === 0);
        for (let n = 0; n < Math.min(length, 300); n++) {
          let due = 0; // frames that came with samples 0 ... n
          while (due * hopLength + stream.latency <= n) due++;
          if (n < stream.latency + late) due = 0;
          stream.push(y.subarray(n, n + 1));
          expect(stream.framesOut).toBe(due);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('says before how many frames there will be', () => {
    fc.assert(
      fc.property(kinds, drawn, (name, { length, cuts, ...draw }) => {
        const kind = KINDS[name]!;
        const stream = kind.create({ ...kind.options(draw), dtype: 'float32' });
        for (const chunk of chunks(new Float32Array(length).fill(1), cuts)) {
          const { length: samples } = chunk;
          const [due, most, before] = [stream.framesFor(samples), stream.framesAtMost(samples), stream.framesOut];
          expect(stream.push(chunk).shape[1]).toBe(due);
          expect(stream.framesOut - before).toBe(due);
          expect(due).toBeLessThanOrEqual(most);
        }
        const left = stream.framesLeft;
        expect(stream.flush().shape[1]).toBe(left);
        expect([stream.framesLeft, stream.framesFor(100_000), stream.samplesIn]).toEqual([0, 0, length]);
      }),
    );
  });

  test('can give as many frames as it says a push can give at most', () => {
    fc.assert(
      fc.property(kinds, drawn, fc.nat(400), (name, draw, samples) => {
        const kind = KINDS[name]!;
        const stream = kind.create({ ...kind.options(draw), dtype: 'float32' });
        let most = 0;
        for (let n = 0; n < 2 * draw.nFft + draw.hopLength; n++) {
          most = Math.max(most, stream.framesFor(samples));
          stream.push(new Float32Array(1));
        }
        expect(most).toBe(stream.framesAtMost(samples));
      }),
    );
  });

  test('pushInto and flushInto give what push and flush give, wherever out lies', () => {
    fc.assert(
      fc.property(kinds, ways, drawn, (name, way, { length, cuts, ...draw }) => {
        const kind = KINDS[name]!;
        const y = inPrecision(way, noise(length, 5));
        on(way, () => {
          const make = () => kind.create({ ...kind.options(draw), dtype: dtypeOf(way) });
          const [one, two] = [make(), make()];
          const want = drain(one, chunks(y, cuts));
          const out = want.slice().fill(NaN);
          let at = 0;
          for (const chunk of chunks(y, cuts)) at += two.width * two.pushInto(out.subarray(at) as Float32Array, chunk as Float32Array);
          at += two.width * two.flushInto(out.subarray(at) as Float32Array);
          expect(at).toBe(out.length);
          expect(differs(out, want)).toBeUndefined();
        });
      }),
    );
  });

  test.each(Object.keys(KINDS))('%s begins anew after reset, at any time', (name) => {
    const kind = KINDS[name]!;
    const options = kind.options({ nFft: 64, hopLength: 20, center: true, padMode: 'reflect', share: 1, power: 2 });
    const y = noise(500, 3);
    const want = memoryOf(kind.offline(y, options));
    const stream = kind.create({ ...options, dtype: 'float32' });
    for (const samples of [0, 1, 30, 40, 500]) {
      stream.push(noise(samples, 4));
      if (samples > 30) stream.flush();
      stream.reset();
      expect([stream.samplesIn, stream.framesOut, stream.framesLeft]).toEqual([0, 0, 0]);
      expect(differs(drain(stream, chunks(y, [100, 101])), want)).toBeUndefined();
      stream.reset();
    }
  });

  test('is not disturbed by others that share its kernels', () => {
    const [a, b] = [noise(8000, 1), noise(8000, 2)];
    const want = [a, b].map((y) => mfcc(y, { ...SPEECH, topDb: null }).data);
    const streams = [createMfccStream(SPEECH), createMfccStream(SPEECH)];
    const got: number[][] = [[], []];
    for (const cut of every(8000, 333)) {
      for (const [i, y] of [a, b].entries()) {
        got[i]!.push(...streams[i]!.push(y.subarray(cut - 333, cut)).data);
        mfcc(noise(3000, 9), SPEECH); // makes the memory of the kernels grow
        stft(noise(3000, 9), { nFft: 512, hopLength: 160, center: false });
      }
    }
    for (const i of [0, 1]) {
      got[i]!.push(...streams[i]!.push([a, b][i]!.subarray(7992)).data, ...streams[i]!.flush().data);
      expect(Float32Array.from(got[i]!)).toEqual(want[i]);
    }
  });

  test('keeps the engine it was made with', () => {
    const y = noise(3000);
    const want = on('js', () => spectrogram(y).data);
    setEngine('js');
    const stream = createSpectrogramStream();
    setEngine('auto');
    expect(differs(drain(stream, [y]), want)).toBeUndefined();
    expect(differs(spectrogram(y).data, want)).toBeDefined();
  });

  test('copies its chunks, and gives fresh arrays', () => {
    const y = noise(4000, 6);
    const want = stft(y, { nFft: 256 }).data;
    const stream = createStftStream({ nFft: 256 });
    const block = new Float32Array(new SharedArrayBuffer(4 * 128)); // of a ring buffer, say
    const results = every(4000 + 128, 128).map((end) => {
      const chunk = y.subarray(end - 128, end);
      block.set(chunk);
      const frames = stream.push(block.subarray(0, chunk.length));
      block.fill(NaN);
      return frames.data;
    });
    results.push(stream.flush().data);
    expect(Float32Array.from(results.flatMap((r) => [...r]))).toEqual(want);
  });

  test('in double precision takes single precision as well', () => {
    const y = noise(3000);
    const stream = createStftStream({ nFft: 256, dtype: 'float64' });
    expect(
      differs(drain(stream, [y.subarray(0, 500), Float64Array.from(y.subarray(500))]), stft(Float64Array.from(y), { nFft: 256 }).data),
    ).toBe(undefined);
  });

  test('of no samples, or too few for a frame that is not centred, ends without frames', () => {
    for (const center of [true, false]) {
      const stream = createMelSpectrogramStream({ sampleRate: 16000, nMels: 40, center });
      if (!center) stream.push(new Float32Array(2047));
      expect(stream.framesLeft).toBe(0);
      expect(stream.flush().shape).toEqual([40, 0]);
    }
    expect(createStftStream({ nFft: 8 }).flush().shape).toEqual([5, 0, 2]);
  });

  test('of silence and of a constant is finite', () => {
    for (const name of Object.keys(KINDS)) {
      const kind = KINDS[name]!;
      const options = kind.options({ nFft: 256, hopLength: 64, center: true, padMode: 'constant', share: 1, power: 2 });
      for (const level of [0, 1]) {
        expect(drain(kind.create({ ...options, dtype: 'float32' }), [new Float32Array(2000).fill(level)]).every(Number.isFinite)).toBe(
          true,
        );
      }
    }
  });
});

describe('a refused chunk', () => {
  const y = noise(2000, 8);
  const want = mfcc(y, { ...SPEECH, topDb: null }).data;

  test.each([0, 100, 256, 300, 1000])('leaves the stream as it was: after %i samples', (samples) => {
    const stream = createMfccStream(SPEECH);
    const parts = [stream.push(y.subarray(0, samples)).data];
    const state = [stream.samplesIn, stream.framesOut, stream.framesLeft];
    const bad = y.slice(samples).fill(NaN, 7, 8);
    expect(() => stream.push(bad)).toThrow(
      new ParameterError('MfccStream.push', 'chunk', `must be finite, got NaN at index 7, which is sample ${samples + 7} of the stream`),
    );
    bad[7] = -Infinity;
    expect(() => stream.pushInto(new Float32Array(1000), bad)).toThrow(
      'MfccStream.pushInto: "chunk" must be finite, got -Infinity at index 7',
    );
    expect(() => stream.pushInto(new Float32Array(13 * stream.framesFor(2000 - samples) - 1), y.subarray(samples))).toThrow(ParameterError);
    expect([stream.samplesIn, stream.framesOut, stream.framesLeft]).toEqual(state);
    parts.push(stream.push(y.subarray(samples)).data, stream.flush().data);
    expect(Float32Array.from(parts.flatMap((p) => [...p]))).toEqual(want);
  });

  test.each(WAYS)('also if it overflows: %s', (way) => {
    on(way, () => {
      const signal = inPrecision(way, y);
      const options = { nFft: 512, power: 2, padMode: 'reflect' } as const;
      const loud = inPrecision(way, y.slice()).fill(way === 'double' ? 1e200 : 1e30, 300, 600);
      for (const samples of [0, 100, 300]) {
        const stream = createSpectrogramStream({ ...options, dtype: dtypeOf(way) });
        const parts = [stream.push(signal.subarray(0, samples) as Float32Array).data];
        expect(() => stream.push(loud.subarray(samples) as Float32Array)).toThrow(
          /^SpectrogramStream.push: "stream" is too loud: values up to 1(\.\d+)?e\+(30|200) overflow; reset\(\) it, or scale the chunk down$/,
        );
        parts.push(stream.push(signal.subarray(samples) as Float32Array).data, stream.flush().data);
        const numbers = parts.flatMap((p) => [...p]);
        const got = way === 'double' ? Float64Array.from(numbers) : Float32Array.from(numbers);
        expect(differs(got, spectrogram(signal, options).data)).toBeUndefined();
      }
    });
  });

  test('and a flush that overflows can be followed by a reset', () => {
    const stream = createSpectrogramStream({ nFft: 512, power: 2 });
    stream.push(new Float32Array(200).fill(1e30));
    expect(() => stream.flush()).toThrow('SpectrogramStream.flush: "stream" is too loud: values up to 1.0000000150474662e+30 overflow');
    expect(stream.framesLeft).toBe(2);
    stream.reset();
    expect(differs(drain(stream, [y]), spectrogram(y, { nFft: 512, power: 2 }).data)).toBeUndefined();
  });
});

describe('refuses', () => {
  const made = () => createMfccStream(SPEECH);
  const ended = () => {
    const stream = made();
    stream.flush();
    return stream;
  };
  const buffer = new ArrayBuffer(4000);
  const detached = new Float32Array(64);
  structuredClone(detached.buffer, { transfer: [detached.buffer] });

  test.each<[string, () => unknown, string]>([
    [
      'topDb',
      () => createMfccStream({ ...SPEECH, topDb: 80 as unknown as null }),
      'createMfccStream: "topDb" must be null in a stream, since the loudest band of the whole signal is not known before its end; got 80',
    ],
    ['no rate', () => createMfccStream({} as typeof SPEECH), 'createMfccStream: "sampleRate" must be given in Hz'],
    [
      'no rate for mel bands',
      () => createMelSpectrogramStream({} as typeof SPEECH),
      'createMelSpectrogramStream: "sampleRate" must be given in Hz',
    ],
    ['a rate that is none', () => createStftStream({ sampleRate: 0 }), 'createStftStream: "sampleRate" must be a finite number > 0, got 0'],
    [
      'a precision that is none',
      () => createRmsStream({ dtype: 'float16' as 'float32' }),
      'createRmsStream: "dtype" must be one of "float32", "float64", got "float16"; did you mean "float32"?',
    ],
    [
      'a typo',
      () => createFrameStream({ frameLenght: 3 } as object),
      'createFrameStream: "frameLenght" is not an option; did you mean "frameLength"?',
    ],
    ['an axis', () => createFrameStream({ axis: 0 } as object), 'createFrameStream: "axis" is not an option'],
    ['a hop of 0', () => createSpectrogramStream({ hopLength: 0 }), 'createSpectrogramStream: "hopLength" must be an integer >= 1, got 0'],
    [
      'padding with what is not known yet',
      () => createRmsStream({ padMode: 'mean' as 'edge' }),
      'createRmsStream: "padMode" cannot be "mean" in a stream, since it needs the whole signal',
    ],
    [
      'padding that no STFT has',
      () => createStftStream({ padMode: 'wrap' as 'edge' }),
      'createStftStream: "padMode" must be one of "constant", "edge", "linear_ramp", "reflect", "symmetric", got "wrap"',
    ],
    [
      'a plain array',
      () => made().push([1, 2] as unknown as Float32Array),
      'MfccStream.push: "chunk" must be a Float32Array, got an array of 2',
    ],
    [
      'double precision',
      () => made().push(new Float64Array(2) as unknown as Float32Array),
      'MfccStream.push: "chunk" must be a Float32Array, got a Float64Array; for double precision make the stream with dtype: \'float64\'',
    ],
    [
      'integers',
      () => createStftStream({ dtype: 'float64' }).push(new Int16Array(2) as unknown as Float32Array),
      'StftStream.push: "chunk" must be a Float64Array or a Float32Array, got an Int16Array',
    ],
    [
      'a buffer that was transferred',
      () => made().push(detached),
      'MfccStream.push: "chunk" has a detached buffer (it was transferred elsewhere)',
    ],
    [
      'an out of double precision',
      () => made().pushInto(new Float64Array(100) as unknown as Float32Array, new Float32Array(9)),
      'MfccStream.pushInto: "out" must be a Float32Array, got a Float64Array',
    ],
    [
      'an out of single precision',
      () => createRmsStream({ dtype: 'float64' }).flushInto(new Float32Array(1) as unknown as Float64Array),
      'RmsStream.flushInto: "out" must be a Float64Array, got a Float32Array',
    ],
    [
      'too little room',
      () => made().pushInto(new Float32Array(25), new Float32Array(416)),
      'MfccStream.pushInto: "out" must have room for 13 x 2 frames = 26 numbers, got 25',
    ],
    [
      'an out on top of the chunk',
      () => made().pushInto(new Float32Array(buffer, 0, 500), new Float32Array(buffer, 1996, 100)),
      'MfccStream.pushInto: "out" must not overlap "chunk"',
    ],
    [
      'a push after the flush',
      () => ended().push(new Float32Array(1)),
      'MfccStream.push: "stream" has been flushed; reset() it to begin anew',
    ],
    [
      'a pushInto after the flush',
      () => ended().pushInto(new Float32Array(1), new Float32Array(1)),
      'MfccStream.pushInto: "stream" has been flushed; reset() it to begin anew',
    ],
    ['a second flush', () => ended().flush(), 'MfccStream.flush: "stream" has been flushed; reset() it to begin anew'],
    [
      'a second flushInto',
      () => ended().flushInto(new Float32Array(1)),
      'MfccStream.flushInto: "stream" has been flushed; reset() it to begin anew',
    ],
    ['half a sample', () => made().framesFor(0.5), 'MfccStream.framesFor: "samples" must be an integer >= 0, got 0.5'],
    ['less than nothing', () => made().framesAtMost(-1), 'MfccStream.framesAtMost: "samples" must be an integer >= 0, got -1'],
  ])('%s', (_, call, message) => {
    let error: unknown;
    try {
      call();
    } catch (e) {
      error = e;
    }
    expect((error as Error | undefined)?.message).toBe(message);
    expect(error instanceof ParameterError || error instanceof TypeError).toBe(true);
  });
});
