/** What every unit conversion takes and returns, shown on a few. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  a4ToTuning,
  aWeighting,
  dbToAmplitude,
  dbToPower,
  framesToSamples,
  framesToTime,
  hzToMel,
  hzToMidi,
  hzToNote,
  hzToOcts,
  melToHz,
  midiToHz,
  midiToNote,
  muCompress,
  muExpand,
  noteToMidi,
  octsToHz,
  samplesToFrames,
  samplesToTime,
  timeToFrames,
  timeToSamples,
  tuningToA4,
} from '../../src/convert/index.js';
import { ParameterError } from '../../src/core/errors.js';
import { nd, toRowMajor } from '../../src/core/nd.js';
import { StridedView } from '../../src/core/strided.js';
import { expectClose } from '../support/close.js';

const HZ = [0, 27.5, 440, 999.9999, 1000, 8000];

describe('one number or many', () => {
  const want = HZ.map((hz) => hzToMel(hz));

  test('a number gives a number', () => expect(hzToMel(60)).toBeCloseTo(0.9, 12));
  test('a list gives a Float64Array', () => expect(hzToMel(HZ)).toEqual(Float64Array.from(want)));
  test('a Float64Array gives one', () => expect(hzToMel(Float64Array.from(HZ))).toEqual(Float64Array.from(want)));
  test('a Float32Array gives one, computed in double', () =>
    expect(hzToMel(Float32Array.from(HZ))).toEqual(Float32Array.from(HZ, (hz) => hzToMel(Math.fround(hz)))));
  test('integers give a Float64Array', () => expect(hzToMel(Int32Array.of(0, 60))).toEqual(hzToMel([0, 60])));
  test('nothing gives nothing', () => {
    expect(hzToMel([])).toEqual(new Float64Array(0));
    expect(hzToNote(new Float32Array(0))).toEqual([]);
  });
  test('a subarray is read from its start, and left alone', () => {
    const all = Float64Array.from(HZ);
    expect(hzToMel(all.subarray(2, 4))).toEqual(Float64Array.from(want.slice(2, 4)));
    expect(all).toEqual(Float64Array.from(HZ));
  });
  test('shared memory is read, the result is not shared', () => {
    const shared = new Float64Array(new SharedArrayBuffer(16));
    shared.set([440, 880]);
    const out = hzToMidi(shared);
    expect([...out]).toEqual([69, 81]);
    expect(out.buffer).toBeInstanceOf(ArrayBuffer);
  });
});

describe('ndarrays', () => {
  const data = Float64Array.from({ length: 24 }, (_, i) => 20 + 300 * i);
  test.each([
    ['row-major', nd(data, [4, 6])],
    ['time-major', nd(data, [4, 6], [1, 4])],
    ['cropped', nd(data, [4, 6]).lo(1, 2).hi(2, 3)],
    ['reversed', nd(data, [4, 6]).step(-1, 2)],
    ['one row', nd(data, [4, 6]).pick(2, null)],
    ['three axes', nd(data, [2, 3, 4]).transpose(2, 0, 1)],
    ['no axis', nd(data, [], [], 5)],
    ['our own view', new StridedView(data, [3, 4], [8, 2], 0)],
  ])('%s: same shape, every element converted, methods intact', (_, x) => {
    const view = x as ReturnType<typeof nd<Float64Array>>;
    const out = hzToMel(view);
    expect(out.shape).toEqual([...view.shape]);
    expect([...toRowMajor(out)]).toEqual([...toRowMajor(view)].map((hz) => hzToMel(hz)));
    expect(out.dtype).toBe('float64');
    expect(out.dimension).toBe(view.dimension);
    expect(out.size).toBe(view.size);
    expect(out.order).toEqual(view.order);
    const at = view.shape.map(() => 1);
    expect(out.get(...at)).toBe(hzToMel(view.get(...at)));
    if (view.dimension > 0) {
      expect([...toRowMajor(out.transpose(...[...view.shape.keys()].reverse()))].length).toBe(view.size);
      expect(out.pick(1).shape).toEqual(view.pick(1).shape);
    }
    out.set(...at, -7);
    expect(view.get(...at)).not.toBe(-7);
  });

  test('float32 stays float32', () => {
    const out = hzToMel(nd(Float32Array.of(60, 110), [1, 2]));
    expect(out.data).toBeInstanceOf(Float32Array);
    expect(out.dtype).toBe('float32');
    expect(out.get(0, 1)).toBe(Math.fround(1.65));
  });

  test('shape and stride are not shared with the input', () => {
    const x = nd(data, [4, 6]);
    const out = hzToMel(x);
    out.shape[0] = 99;
    out.stride[0] = 99;
    expect(x.shape).toEqual([4, 6]);
    expect(x.stride).toEqual([6, 1]);
  });

  test('names come in row-major order', () => {
    expect(hzToNote(nd(Float64Array.of(440, 880, 220, 110), [2, 2], [1, 2]))).toEqual(['A4', 'A3', 'A5', 'A2']);
  });
});

describe('properties', () => {
  const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  const pairs: [string, (x: number) => number, (y: number) => number, fc.Arbitrary<number>][] = [
    ['mel, Slaney', (x) => hzToMel(x), (y) => melToHz(y), number(0, 1e5)],
    ['mel, HTK', (x) => hzToMel(x, { htk: true }), (y) => melToHz(y, { htk: true }), number(0, 1e5)],
    ['MIDI', (x) => hzToMidi(x), (y) => midiToHz(y), number(1e-3, 1e5)],
    ['octaves', (x) => hzToOcts(x, { tuning: 0.3 }), (y) => octsToHz(y, { tuning: 0.3 }), number(1e-3, 1e5)],
    ['tuning', (x) => a4ToTuning(x), (y) => tuningToA4(y), number(100, 1000)],
    ['mu-law', (x) => muCompress(x, { quantize: false }), (y) => muExpand(y, { quantize: false }), number(-1, 1)],
    ['power', (x) => 10 * Math.log10(x), (y) => dbToPower(y), number(1e-9, 1e9)],
    ['amplitude', (x) => 20 * Math.log10(x), (y) => dbToAmplitude(y), number(1e-5, 1e5)],
    ['seconds', (x) => samplesToTime(x, { sampleRate: 44100 }), (y) => y * 44100, number(-1e9, 1e9)],
  ];
  test.each(pairs)('%s there and back again', (_, there, back, numbers) => {
    fc.assert(fc.property(numbers, (x) => Math.abs(back(there(x)) - x) <= 1e-12 * Math.max(1, Math.abs(x))));
  });
  test.each(pairs)('%s ascends', (_, there, __, numbers) => {
    fc.assert(fc.property(numbers, numbers, (a, b) => Math.sign(there(a) - there(b)) * Math.sign(a - b) >= 0));
  });

  test('the two halves of the mel scale meet at 1 kHz', () => {
    const [below, at, above] = hzToMel([1000 - 1e-9, 1000, 1000 + 1e-9]);
    expect(at! - below!).toBeLessThan(1e-10);
    expect(above! - at!).toBeLessThan(1e-10);
  });

  test('frames to samples and time and back, with any hop and offset', () => {
    const hop = fc.integer({ min: 1, max: 5000 });
    fc.assert(
      fc.property(fc.nat(1_000_000), hop, fc.option(hop), fc.integer({ min: 100, max: 400_000 }), (frame, hopLength, nFft, sampleRate) => {
        expect(samplesToFrames(framesToSamples(frame, { hopLength, nFft }), { hopLength, nFft })).toBe(frame);
        const seconds = framesToTime(frame, { hopLength, nFft, sampleRate });
        // half a sample later, so that rounding down does not lose one
        expect(timeToFrames(seconds + 0.5 / sampleRate, { hopLength, nFft, sampleRate })).toBe(frame);
      }),
    );
  });

  test('quantised mu-law ascends, is odd but for one step, and comes back within a step', () => {
    fc.assert(
      fc.property(number(-1, 1), fc.constantFrom(15, 255, 65535), (x, mu) => {
        const q = muCompress(x, { mu });
        expect(q).toBeGreaterThanOrEqual(-(mu + 1) / 2);
        expect(q).toBeLessThanOrEqual((mu + 1) / 2 - 1);
        expect(Math.abs(q + muCompress(-x, { mu }))).toBeLessThanOrEqual(1);
        const c = muCompress(x, { mu, quantize: false });
        expect(Math.abs((2 * q) / (1 + mu) - c)).toBeLessThanOrEqual(4 / (1 + mu));
      }),
    );
  });

  test('notes there and back, below MIDI 0 as well, in every key', () => {
    const key = fc.tuple(fc.constantFrom(...'CDEFGAB'), fc.constantFrom('maj', 'min', 'dor', 'loc'), fc.constantFrom('', '#', 'b'));
    fc.assert(
      fc.property(fc.integer({ min: -60, max: 200 }), key, fc.boolean(), (midi, [tonic, scale, sign], unicode) => {
        const back = noteToMidi(midiToNote(midi, { key: `${tonic}${sign}:${scale}`, unicode }));
        // librosa writes the octave of the pitch, not of the letter: B♯ and C♭ come back an octave off
        expect([-12, 0, 12]).toContain(back - midi);
        expect(noteToMidi(midiToNote(midi, { unicode }))).toBe(midi);
      }),
    );
  });

  test('below MIDI 0, where librosa is an octave off', () => expect(midiToNote([-1, -2, -12, -13])).toEqual(['B-2', 'A♯-2', 'C-2', 'B-3']));

  test('lists are their elements', () => {
    fc.assert(
      fc.property(fc.array(number(0, 1e5)), (list) => {
        expectClose(
          aWeighting(list),
          list.map((hz) => aWeighting(hz)),
          0,
        );
      }),
    );
  });
});

describe('refusals', () => {
  test.each<[string, () => unknown, string]>([
    ['NaN', () => hzToMel([1, NaN]), 'hzToMel: "frequencies" must be finite and >= 0, got NaN at index 1'],
    ['Infinity', () => midiToHz(Float64Array.of(1, 2, -Infinity)), 'midiToHz: "notes" must be finite, got -Infinity at index 2'],
    ['a negative frequency', () => hzToMel(-1), 'hzToMel: "frequencies" must be finite and >= 0, got -1 at index 0'],
    ['0 Hz', () => hzToMidi([440, 0]), 'hzToMidi: "frequencies" must be finite and > 0, got 0 at index 1'],
    [
      'a string in a list',
      () => hzToMel([1, '5' as unknown as number]),
      'hzToMel: "frequencies" must be finite and >= 0, got "5" at index 1',
    ],
    [
      'its place in an ndarray',
      () => hzToOcts(nd(Float64Array.of(1, 2, -3, 4), [2, 2], [1, 2])),
      'hzToOcts: "frequencies" must be finite and > 0, got -3 at index 1',
    ],
    [
      'a view beyond its data',
      () => hzToMel(nd(new Float64Array(3), [2, 2])),
      'hzToMel: "frequencies" must be finite and >= 0, got undefined at index 3',
    ],
    ['overflow', () => midiToHz(20_000), 'midiToHz: "notes" is too large: 20000 gives Infinity'],
    [
      'overflow of float32',
      () => dbToPower(Float32Array.of(400)),
      'dbToPower: "SDb" is too large: 400 gives 1e+40, more than a Float32Array holds; use a Float64Array',
    ],
    [
      'indices that float32 rounds',
      () => timeToSamples(Float32Array.of(1000), { sampleRate: 44100 }),
      'timeToSamples: "times" is too large: 1000 gives 44100000, more than a Float32Array holds exactly; use a Float64Array',
    ],
    ['no rate', () => framesToTime(3, {} as never), 'framesToTime: "sampleRate" must be given in Hz'],
    ['a rate of 0', () => samplesToTime(3, { sampleRate: 0 }), 'samplesToTime: "sampleRate" must be a finite number > 0, got 0'],
    ['a hop of 0', () => framesToSamples(3, { hopLength: 0 }), 'framesToSamples: "hopLength" must be an integer >= 1, got 0'],
    ['half a hop', () => framesToSamples(3, { hopLength: 0.5 }), 'framesToSamples: "hopLength" must be an integer >= 1, got 0.5'],
    ['an unknown option', () => hzToMel(3, { hkt: true } as never), 'hzToMel: "hkt" is not an option; did you mean "htk"?'],
    ['loud samples', () => muCompress([0, 1.5]), 'muCompress: "x" must be in [-1, 1], got 1.5'],
    ['loud codes', () => muExpand(200), 'muExpand: "x" must be in [-128, 128], got 200'],
    ['mu of 0', () => muCompress(0, { mu: 0 }), 'muCompress: "mu" must be a finite number > 0, got 0'],
    ['mu below 1 with steps', () => muCompress(0, { mu: 0.5 }), 'muCompress: "mu" must be >= 1 to be quantised, got 0.5'],
  ])('%s', (_, call, message) => {
    expect(call).toThrow(ParameterError);
    expect(call).toThrow(new RegExp(`^${message.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`));
  });

  test.each<[string, unknown, string]>([
    ['a string', '440', '"440"'],
    ['nothing', undefined, 'undefined'],
    ['null', null, 'null'],
    ['16-bit integers', Int16Array.of(1), 'an Int16Array'],
    ['an ndarray of integers', nd(Int32Array.of(1), [1]), 'an Int32Array'],
    ['an object', {}, 'an object'],
  ])('%s is a TypeError', (_, input, got) => {
    expect(() => hzToMel(input as number)).toThrow(TypeError);
    expect(() => hzToMel(input as number)).toThrow(`hzToMel: "frequencies" must be a number, an array or an ndarray of floats, got ${got}`);
  });

  test('a detached buffer', () => {
    const x = new Float64Array(4);
    structuredClone(x.buffer, { transfer: [x.buffer] });
    expect(() => hzToMel(x)).toThrow('hzToMel: "frequencies" must be a number, an array or an ndarray of floats, got a detached buffer');
  });

  test('wrong types of options', () => {
    expect(() => hzToMel(1, { htk: 1 as never })).toThrow('hzToMel: "htk" must be true or false, got 1');
    expect(() => hzToMel(1, null as never)).toThrow('hzToMel: options must be a plain object, got null');
    expect(() => hzToMel(1, JSON.parse('{"__proto__": {"htk": true}}') as never)).toThrow('hzToMel: "__proto__" is not an option');
  });
});
