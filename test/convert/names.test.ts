import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  aWeighting,
  fifthsToNote,
  frequencyWeighting,
  hzToFjs,
  hzToNote,
  hzToSvaraH,
  intervalFrequencies,
  intervalToFjs,
  keyToDegrees,
  keyToNotes,
  listMela,
  melaToDegrees,
  melaToSvara,
  midiToNote,
  midiToSvaraC,
  midiToSvaraH,
  multiFrequencyWeighting,
  noteToHz,
  noteToMidi,
  noteToSvaraC,
  noteToSvaraH,
  plimitIntervals,
  pythagoreanIntervals,
  thaatToDegrees,
  zWeighting,
} from '../../src/convert/index.js';
import { nd } from '../../src/core/nd.js';

const tonic = fc.tuple(fc.constantFrom(...'ABCDEFG'), fc.constantFrom('', '#', 'b', '##', 'bb', '♯', '𝄫')).map((parts) => parts.join(''));
const scale = fc.constantFrom('maj', 'min', 'ion', 'dor', 'phr', 'lyd', 'mix', 'aeo', 'loc');

describe('keys', () => {
  test('every note has the pitch of its place, and every letter appears in the scale once', () => {
    fc.assert(
      fc.property(tonic, scale, fc.boolean(), (t, s, unicode) => {
        const notes = keyToNotes(`${t}:${s}`, { unicode });
        notes.forEach((note, k) => expect(Math.abs(noteToMidi(note) - k) % 12).toBe(0));
        const degrees = keyToDegrees(`${t}:${s}`);
        expect(Math.abs(noteToMidi(t) - degrees[0]!) % 12).toBe(0);
        expect(new Set(degrees).size).toBe(7);
      }),
    );
    // one accidental at most: each letter once
    for (const key of ['C:maj', 'F#:maj', 'Gb:maj', 'D#:min', 'Cb:maj', 'B:loc']) {
      expect(keyToDegrees(key).map((k) => keyToNotes(key)[k]![0]).sort().join('')).toBe('ABCDEFG'); // prettier-ignore
    }
  });

  test('fifths add up', () => {
    fc.assert(
      fc.property(tonic, fc.integer({ min: -20, max: 20 }), fc.integer({ min: -20, max: 20 }), (unison, a, b) => {
        const there = fifthsToNote({ unison: fifthsToNote({ unison, fifths: a }), fifths: b });
        expect(there).toBe(fifthsToNote({ unison, fifths: a + b }));
      }),
    );
  });
});

describe('just intervals', () => {
  test('135/128 has a name, though librosa does not find it for its tie in the sixth digit', () => {
    expect(intervalToFjs(135 / 128)).toBe(intervalToFjs(1.054687)); // which librosa calls D♭⁵
    expect(intervalToFjs(135 / 128)).toBe('D♭⁵');
  });
  test('an octave more or less, or almost, is the same name', () => {
    expect(intervalToFjs([5 / 4, 5 / 2, 5 / 32, 2, 1.9999999999, 1e-3 * 1.25 * 1024e-3 * 1e6])).toEqual([
      'E⁵',
      'E⁵',
      'E⁵',
      'C',
      'C',
      expect.any(String),
    ]);
  });
  test('an empty list has no lowest frequency and needs none', () => expect(hzToFjs([])).toEqual([]));
  test('all intervals lie in one octave, ascending, each once', () => {
    const primes = fc.subarray([3, 5, 7, 11], { minLength: 1 });
    fc.assert(
      fc.property(primes, fc.integer({ min: 1, max: 40 }), (p, binsPerOctave) => {
        const ratios = plimitIntervals({ primes: p, binsPerOctave });
        const factors = plimitIntervals({ primes: p, binsPerOctave, returnFactors: true });
        ratios.forEach((r, i) => {
          expect(r).toBeGreaterThan(i === 0 ? 0.999 : ratios[i - 1]!);
          expect(r).toBeLessThan(2);
          const exact = Object.entries(factors[i]!).reduce((product, [prime, power]) => product * Number(prime) ** power, 1);
          expect(Math.abs(exact - r)).toBeLessThan(1e-12);
        });
      }),
      { numRuns: 30 },
    );
  });
  test('a list of intervals is one octave', () => {
    expect([...intervalFrequencies(5, { fmin: 100, intervals: [1.5, 1], sort: false })]).toEqual([150, 100, 300, 200, 600]);
    expect([...intervalFrequencies(3, { fmin: 100, intervals: Float64Array.of(1.5, 1) })]).toEqual([100, 150, 300]);
  });
});

describe('ragas', () => {
  test('names and numbers are the same, in any case', () => {
    for (const [name, number] of Object.entries(listMela())) {
      expect(melaToDegrees(name.toUpperCase())).toEqual(melaToDegrees(number));
      const svara = melaToSvara(number);
      expect(melaToDegrees(number).map((k) => svara[k]![0]).join('')).toBe('SRGMPDN'); // prettier-ignore
    }
  });
  test('svara repeat in the octaves, marked next to the middle one only', () => {
    expect(midiToSvaraH([36, 48, 60, 72, 84], { Sa: 60, unicode: false })).toEqual(['S', 'S,', 'S', "S'", 'S']);
    expect(midiToSvaraH(61, { Sa: 60 })).toBe('r');
    expect(hzToSvaraH(nd(Float64Array.of(440, 880), [1, 2]), { Sa: 440 })).toEqual(['S', 'S\u0307']);
    expect(noteToSvaraH('G4', { Sa: 'C4' })).toBe('P');
    expect(noteToSvaraC('G4', { Sa: 'C4', mela: 3 })).toBe('P');
  });
});

describe('weightings', () => {
  test('several curves, of a number, a list, a matrix, float32', () => {
    expect(multiFrequencyWeighting(100).shape).toEqual([3]);
    expect(multiFrequencyWeighting([1, 2]).shape).toEqual([3, 2]);
    const w = multiFrequencyWeighting(nd(Float32Array.of(10, 100, 1000, 10000), [2, 2], [1, 2]), { kinds: ['C', null, 'a' as never] });
    expect(w.shape).toEqual([3, 2, 2]);
    expect(w.data).toBeInstanceOf(Float32Array);
    expect(w.get(2, 0, 1)).toBe(Math.fround(aWeighting(1000)));
    expect(w.get(1, 1, 1)).toBe(0);
  });
  test('0 Hz is silent: the floor, or -Infinity without one', () => {
    expect(aWeighting(0)).toBe(-80);
    expect(aWeighting(Float32Array.of(0), { minDb: null })).toEqual(Float32Array.of(-Infinity));
    expect(aWeighting(1e-200)).toBe(-80);
    expect([zWeighting(0), zWeighting(5, { minDb: 3 })]).toEqual([0, 3]);
  });
  test('refuse', () => {
    expect(() => aWeighting(1e200)).toThrow('aWeighting: "frequencies" is too large: 1e+200 gives NaN');
    expect(() => aWeighting(-1)).toThrow('aWeighting: "frequencies" must be finite and >= 0, got -1 at index 0');
    expect(() => aWeighting(1, { minDb: NaN })).toThrow('aWeighting: "minDb" must be a finite number, got NaN');
    expect(() => frequencyWeighting(1, { kind: 'E' as never })).toThrow(
      'frequencyWeighting: "kind" must be one of "A", "B", "C", "D", "Z", got "E"',
    );
    expect(() => multiFrequencyWeighting(1, { kinds: '' })).toThrow(
      'multiFrequencyWeighting: "kinds" must name at least one curve, got none',
    );
    expect(() => multiFrequencyWeighting(1, { kinds: 5 as never })).toThrow(
      'multiFrequencyWeighting: "kinds" must be a string or an array of strings, got 5',
    );
  });
});

describe('refusals', () => {
  test.each<[() => unknown, string]>([
    [() => noteToMidi('H4'), 'noteToMidi: "note" must be a note such as "A4", "C#" or "Eb2+10", got "H4"'],
    [() => noteToHz(['A4', '']), 'noteToHz: "note" must be a note such as "A4", "C#" or "Eb2+10", got ""'],
    [() => noteToMidi(5 as never), 'noteToMidi: "note" must be a string or an array of strings, got 5'],
    [() => noteToMidi(['C', 5 as never]), 'noteToMidi: "note" must hold strings, got 5 at index 1'],
    [() => midiToNote(60, { cents: true, octave: false }), 'midiToNote: "cents" needs octave: true, for "A+20" would be read as octave 20'],
    [() => midiToNote(60, { key: 'C' }), 'midiToNote: "key" must be a key such as "C:maj", "F#:min" or "Eb:dorian", got "C"'],
    [() => midiToNote([60, NaN]), 'midiToNote: "midi" must be finite, got NaN at index 1'],
    [() => hzToNote(0), 'hzToNote: "frequencies" must be finite and > 0, got 0 at index 0'],
    [() => keyToNotes('C:major7'), 'keyToNotes: "key" must be a key such as "C:maj", "F#:min" or "Eb:dorian", got "C:major7"'],
    [() => keyToDegrees(3 as never), 'keyToDegrees: "key" must be a key such as "C:maj", "F#:min" or "Eb:dorian", got 3'],
    [() => fifthsToNote({ unison: 'C', fifths: 0.5 }), 'fifthsToNote: "fifths" must be an integer in [-1000, 1000], got 0.5'],
    [() => fifthsToNote({ fifths: 1 } as never), 'fifthsToNote: "unison" must be a note such as "A4", "C#" or "Eb2+10", got undefined'],
    [() => thaatToDegrees('kafy'), '; did you mean "kafi"?'],
    [() => melaToDegrees(73), 'melaToDegrees: "mela" must be an integer in [1, 72], got 73'],
    [
      () => melaToSvara('kanakangy'),
      'melaToSvara: "mela" must be a number in [1, 72] or a name of listMela(), got "kanakangy"; did you mean "kanakangi"?',
    ],
    [() => midiToSvaraC(60, { Sa: 60 } as never), 'midiToSvaraC: "mela" must be a number, got undefined'],
    [() => midiToSvaraH(60, {} as never), 'midiToSvaraH: "Sa" must be a number, got undefined'],
    [() => midiToSvaraH(60, { sa: 60 } as never), 'midiToSvaraH: "sa" is not an option; did you mean "Sa"?'],
    [() => hzToSvaraH(60, { Sa: 0 }), 'hzToSvaraH: "Sa" must be a finite number > 0, got 0'],
    [() => intervalToFjs(1.2345), 'intervalToFjs: "interval" holds the ratio 1.2345, which is no just interval with a name'],
    [
      () => intervalToFjs(5 / 4, { tolerance: 1.0001 }),
      'intervalToFjs: "tolerance" is too small: no note within 32 fifths is that near the ratio 1.25',
    ],
    [() => intervalToFjs(0), 'intervalToFjs: "interval" must be finite and > 0, got 0 at index 0'],
    [() => hzToFjs([440, 441]), 'hzToFjs: "frequencies" holds the ratio 1.0022727272727272, which is no just interval with a name'],
    [() => plimitIntervals({ primes: [3, 4] }), 'plimitIntervals: "primes" must be odd primes, each once, got 4 at index 1'],
    [() => plimitIntervals({ primes: [3, 3] }), 'plimitIntervals: "primes" must be odd primes, each once, got 3 at index 1'],
    [() => plimitIntervals({ primes: [] }), 'plimitIntervals: "primes" must hold at least one odd prime, got none'],
    [() => plimitIntervals({} as never), 'plimitIntervals: "primes" must be an array of odd primes, got undefined'],
    [() => pythagoreanIntervals({ binsPerOctave: 0 }), 'pythagoreanIntervals: "binsPerOctave" must be an integer in [1, 1000], got 0'],
    [
      () => intervalFrequencies(3, { fmin: 1, intervals: 'ji9' as never }),
      'intervalFrequencies: "intervals" must be one of "equal", "pythagorean", "ji3", "ji5", "ji7", got "ji9"',
    ],
    [() => intervalFrequencies(3, { fmin: 1, intervals: [] }), 'intervalFrequencies: "intervals" must not be empty'],
    [
      () => intervalFrequencies(3, { fmin: 1, intervals: [1, 0] }),
      'intervalFrequencies: "intervals[1]" must be a finite number > 0, got 0',
    ],
    [
      () => intervalFrequencies(2000, { fmin: 1, intervals: [1] }),
      'intervalFrequencies: "nBins" must be <= 1024, where frequencies overflow, got 2000',
    ],
  ])('%#', (call, message) => expect(call).toThrow(message));
});
