import { describe, expect, test } from 'vitest';
import { ParameterError, show } from '../../src/core/errors.js';
import {
  didYouMean,
  expectBoolean,
  expectFinite,
  expectInteger,
  expectOneOf,
  expectPositive,
  readOptions,
} from '../../src/core/options.js';

const DEFAULTS = { hopLength: 512, center: true, window: 'hann' as string };
const read = (options: unknown): typeof DEFAULTS => readOptions('mfcc', options as Partial<typeof DEFAULTS>, DEFAULTS);

describe('readOptions', () => {
  test('fills in defaults and takes undefined for "not given"', () => {
    expect(read(undefined)).toEqual(DEFAULTS);
    expect(read({ hopLength: 160, center: undefined })).toEqual({ hopLength: 160, center: true, window: 'hann' });
    expect(DEFAULTS.hopLength).toBe(512);
  });

  test.each([
    [{ hopLenght: 1 }, 'mfcc: "hopLenght" is not an option; did you mean "hopLength"?'],
    [{ hop_length: 1 }, 'mfcc: "hop_length" is not an option; did you mean "hopLength"?'],
    [{ somethingElse: 1 }, 'mfcc: "somethingElse" is not an option'],
    [JSON.parse('{"__proto__": {"hopLength": 1}}'), 'mfcc: "__proto__" is not an option'],
    [JSON.parse('{"constructor": 1}'), 'mfcc: "constructor" is not an option'],
    [Object.create({ hopLength: 1 }), 'mfcc: "hopLength" is inherited; options must be a plain object with own keys'],
  ])('refuses %o', (options, message) => {
    expect(() => read(options)).toThrow(ParameterError);
    expect(() => read(options)).toThrow(message);
  });

  test('an own key named __proto__ never changes the prototype of anything', () => {
    expect(() => read(JSON.parse('{"__proto__": {"polluted": true}}'))).toThrow('"__proto__"');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test.each([
    [null, 'null'],
    [16000, '16000'],
    ['hann', '"hann"'],
    [[1, 2], 'an array of 2'],
    [new Float32Array(2), 'a Float32Array'],
  ])('refuses %o in place of options', (value, shown) => {
    expect(() => read(value)).toThrow(TypeError);
    expect(() => read(value)).toThrow(`mfcc: options must be a plain object, got ${shown}`);
  });

  test('takes an object without a prototype', () => {
    expect(read(Object.assign(Object.create(null), { hopLength: 2 })).hopLength).toBe(2);
  });
});

describe('did you mean', () => {
  test.each([
    ['nfft', ['nFft', 'nMels'], '; did you mean "nFft"?'],
    ['sampelRate', ['sampleRate', 'nFft'], '; did you mean "sampleRate"?'],
    ['xyzzy', ['nFft', 'nMels'], ''],
  ])('%s', (word, names, hint) => expect(didYouMean(word, names)).toBe(hint));
});

describe('checks name caller, option, rule and value', () => {
  test.each([
    [() => expectInteger(0, 'frame', 'hopLength', 1), 'frame: "hopLength" must be an integer >= 1, got 0'],
    [() => expectInteger(1.5, 'frame', 'hopLength', 1), 'frame: "hopLength" must be an integer >= 1, got 1.5'],
    [() => expectInteger(9, 'dct', 'type', 1, 4), 'dct: "type" must be an integer in [1, 4], got 9'],
    [() => expectInteger(NaN, 'frame', 'hopLength', 1), 'frame: "hopLength" must be an integer >= 1, got NaN'],
    [() => expectFinite(Infinity, 'mel', 'fmin', 0), 'mel: "fmin" must be a finite number >= 0, got Infinity'],
    [() => expectFinite(2, 'pre', 'coef', 0, 1), 'pre: "coef" must be a finite number in [0, 1], got 2'],
    [() => expectPositive(0, 'mel', 'sampleRate'), 'mel: "sampleRate" must be a finite number > 0, got 0'],
    [
      () => expectOneOf('relfect', 'stft', 'padMode', ['constant', 'reflect']),
      'stft: "padMode" must be one of "constant", "reflect", got "relfect"; did you mean "reflect"?',
    ],
  ])('%o', (call, message) => {
    expect(call).toThrow(ParameterError);
    expect(call).toThrow(message);
  });

  test.each([
    [() => expectInteger('512', 'frame', 'hopLength', 1), 'frame: "hopLength" must be a number, got "512"'],
    [() => expectFinite(10n, 'mel', 'fmin'), 'mel: "fmin" must be a number, got 10n'],
    [() => expectBoolean(1, 'stft', 'center'), 'stft: "center" must be true or false, got 1'],
  ])('a wrong type is a TypeError: %o', (call, message) => {
    expect(call).toThrow(TypeError);
    expect(call).toThrow(message);
  });

  test('show never runs foreign code and stays short', () => {
    const hostile = { toString: () => { throw new Error('ran'); } }; // prettier-ignore
    expect(show(hostile)).toBe('an object');
    expect(show('x'.repeat(1000)).length).toBeLessThan(50);
    expect(show(Symbol('s'))).toBe('Symbol(s)');
    expect(show(() => 1)).toBe('a function');
  });
});
