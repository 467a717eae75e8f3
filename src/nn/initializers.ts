/**
 * Fresh weights, by the formulas of Keras: `fan_in` and `fan_out` of a shape, then a distribution. Same seed, same bytes everywhere.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectFinite, expectInteger, expectOneOf, readOptions } from '../core/options.js';
import { createRandom, type Random } from '../core/random.js';
import { type FloatArray } from '../core/types.js';
import { sizeOf } from '../core/view.js';
import { fillOrthogonal } from './orthogonal.js';

/** Fills fresh weights. */
export interface Initializer {
  /** Plain data from which the same initializer can be made: `name` and its settings. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Fills `value`, a parameter of this shape, drawing from `random`. */
  fill(value: FloatArray, shape: readonly number[], random: Random): void;
}

/** Names of the initializers, which may be followed by settings: `{ name: 'randomNormal', stddev: 0.01 }`. */
export const INITIALIZERS: readonly InitializerName[] = [
  'zeros',
  'ones',
  'constant',
  'identity',
  'randomNormal',
  'randomUniform',
  'truncatedNormal',
  'varianceScaling',
  'glorotUniform',
  'glorotNormal',
  'heUniform',
  'heNormal',
  'lecunUniform',
  'lecunNormal',
  'orthogonal',
];
/** Names of the initializers. */
export type InitializerName =
  | 'zeros'
  | 'ones'
  | 'constant'
  | 'identity'
  | 'randomNormal'
  | 'randomUniform'
  | 'truncatedNormal'
  | 'varianceScaling'
  | 'glorotUniform'
  | 'glorotNormal'
  | 'heUniform'
  | 'heNormal'
  | 'lecunUniform'
  | 'lecunNormal'
  | 'orthogonal';

/** An initializer with settings of its own. Which of them it takes depends on `name`. */
export interface InitializerSettings {
  /** Which initializer. */
  name: InitializerName;
  /** `constant`: the value. @defaultValue `0` */
  value?: number | undefined;
  /** `identity`, `orthogonal`: multiplies the matrix. `varianceScaling` calls it `scale`. @defaultValue `1` */
  gain?: number | undefined;
  /** Normal distributions: the mean. @defaultValue `0` */
  mean?: number | undefined;
  /** Normal distributions: the standard deviation, > 0. @defaultValue `0.05` */
  stddev?: number | undefined;
  /** `randomUniform`: the least value. @defaultValue `-0.05` */
  minval?: number | undefined;
  /** `randomUniform`: the largest value. @defaultValue `0.05` */
  maxval?: number | undefined;
  /** `varianceScaling`: > 0. @defaultValue `1` */
  scale?: number | undefined;
  /** `varianceScaling`: what divides the scale. @defaultValue `'fanIn'` */
  mode?: 'fanIn' | 'fanOut' | 'fanAvg' | undefined;
  /** `varianceScaling`. @defaultValue `'truncatedNormal'` */
  distribution?: 'truncatedNormal' | 'untruncatedNormal' | 'uniform' | undefined;
  /** Numbers of its own instead of the layer's stream: an integer >= 0. */
  seed?: number | undefined;
}

/** An initializer by name, by name with settings, or one of your own. */
export type InitializerLike = InitializerName | InitializerSettings | Initializer;

const SCALING = {
  glorotUniform: [1, 'fanAvg', 'uniform'],
  glorotNormal: [1, 'fanAvg', 'truncatedNormal'],
  heUniform: [2, 'fanIn', 'uniform'],
  heNormal: [2, 'fanIn', 'truncatedNormal'],
  lecunUniform: [1, 'fanIn', 'uniform'],
  lecunNormal: [1, 'fanIn', 'truncatedNormal'],
} as const;

/** Settings that each initializer takes beside `seed`, with their defaults. */
const DEFAULTS: Record<string, Record<string, number | string>> = {
  constant: { value: 0 },
  identity: { gain: 1 },
  orthogonal: { gain: 1 },
  randomNormal: { mean: 0, stddev: 0.05 },
  truncatedNormal: { mean: 0, stddev: 0.05 },
  randomUniform: { minval: -0.05, maxval: 0.05 },
  varianceScaling: { scale: 1, mode: 'fanIn', distribution: 'truncatedNormal' },
};

/** Standard deviation of a normal distribution cut at two of its own. */
const CUT = 0.87962566103423978;

/** Inputs and outputs of a weight: the last two axes, times the size of the window before them. */
export function fans(shape: readonly number[]): readonly [number, number] {
  if (shape.length < 2) return [shape[0] ?? 1, shape[0] ?? 1];
  const window = sizeOf(shape.slice(0, -2));
  return [window * shape.at(-2)!, window * shape.at(-1)!];
}

/** A standard normal number within two standard deviations. */
function truncated(random: Random): number {
  for (;;) {
    const x = random.normal();
    if (Math.abs(x) <= 2) return x;
  }
}

/** Reads the option `name` of `caller`. */
export function readInitializer(initializer: InitializerLike, caller: string, name: string): Initializer {
  if (typeof initializer === 'object' && initializer !== null && 'fill' in initializer) return initializer;
  const given = typeof initializer === 'string' ? { name: initializer } : initializer;
  if (typeof given !== 'object' || given === null) {
    throw new TypeError(`${caller}: "${name}" must be a name or an object with a name, got ${show(initializer)}`);
  }
  const { name: kind, seed, ...rest } = given;
  expectOneOf(kind, caller, name, INITIALIZERS);
  const settings = readOptions(`${caller}: ${name}`, rest as Record<string, number | string>, DEFAULTS[kind] ?? {});
  if (seed !== undefined) expectInteger(seed, caller, `${name}.seed`, 0);
  for (const [key, value] of Object.entries(settings)) {
    if (key === 'mode') expectOneOf(value, caller, `${name}.mode`, ['fanIn', 'fanOut', 'fanAvg']);
    else if (key === 'distribution') {
      expectOneOf(value, caller, `${name}.distribution`, ['truncatedNormal', 'untruncatedNormal', 'uniform']);
    } else expectFinite(value, caller, `${name}.${key}`, key === 'stddev' || key === 'scale' ? Number.MIN_VALUE : -Infinity);
  }
  const config = { name: kind, ...settings, ...(seed === undefined ? {} : { seed }) };
  return {
    config,
    fill(out, shape, random) {
      fill(kind, settings, out, shape, seed === undefined ? random : createRandom(seed), caller, name);
    },
  };
}

function fill(
  kind: InitializerName,
  settings: Readonly<Record<string, number | string>>,
  out: FloatArray,
  shape: readonly number[],
  random: Random,
  caller: string,
  name: string,
): void {
  const number = (key: string): number => settings[key] as number;
  switch (kind) {
    case 'zeros':
      out.fill(0);
      return;
    case 'ones':
      out.fill(1);
      return;
    case 'constant':
      out.fill(number('value'));
      return;
    case 'identity':
      expectMatrix(shape, caller, name, 'identity');
      out.fill(0);
      for (let i = 0; i < Math.min(shape[0]!, shape[1]!); i++) out[i * shape[1]! + i] = number('gain');
      return;
    case 'orthogonal':
      if (shape.length < 2) throw new ParameterError(caller, name, `"orthogonal" needs at least two axes, got [${shape.join(', ')}]`);
      fillOrthogonal(out, shape, number('gain'), random);
      return;
    case 'randomNormal':
      for (let i = 0; i < out.length; i++) out[i] = number('mean') + number('stddev') * random.normal();
      return;
    case 'truncatedNormal':
      for (let i = 0; i < out.length; i++) out[i] = number('mean') + number('stddev') * truncated(random);
      return;
    case 'randomUniform':
      for (let i = 0; i < out.length; i++) out[i] = number('minval') + (number('maxval') - number('minval')) * random.uniform();
      return;
    default: {
      const scaling = kind === 'varianceScaling' ? [number('scale'), settings['mode'], settings['distribution']] : SCALING[kind];
      const [scale, mode, distribution] = scaling as [number, string, string];
      const [fanIn, fanOut] = fans(shape);
      const n = Math.max(1, mode === 'fanIn' ? fanIn : mode === 'fanOut' ? fanOut : (fanIn + fanOut) / 2);
      if (distribution === 'uniform') {
        const limit = Math.sqrt((3 * scale) / n);
        for (let i = 0; i < out.length; i++) out[i] = limit * (2 * random.uniform() - 1);
      } else if (distribution === 'untruncatedNormal') {
        const deviation = Math.sqrt(scale / n);
        for (let i = 0; i < out.length; i++) out[i] = deviation * random.normal();
      } else {
        const deviation = Math.sqrt(scale / n) / CUT;
        for (let i = 0; i < out.length; i++) out[i] = deviation * truncated(random);
      }
    }
  }
}

function expectMatrix(shape: readonly number[], caller: string, name: string, kind: string): void {
  if (shape.length !== 2) throw new ParameterError(caller, name, `"${kind}" needs two axes, got [${shape.join(', ')}]`);
}
