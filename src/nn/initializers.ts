/**
 * Fresh weights, by the formulas of Keras: `fan_in` and `fan_out` of a shape, then a distribution. Same seed, same bytes everywhere.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectFinite, expectInteger, expectOneOf, readOptions } from '../core/options.js';
import { createRandom, type Random } from '../core/random.js';
import { type FloatArray } from '../core/types.js';
import { sizeOf } from '../core/view.js';
import { readNamed } from './named-settings.js';
import { fillOrthogonal } from './orthogonal.js';

/** Fills fresh weights. */
export interface Initializer {
  /** Plain data from which the same initializer can be made: `name` and its settings. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Fills `value`, a parameter of this shape, drawing from `random`. */
  fill(value: FloatArray, shape: readonly number[], random: Random): void;
}

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

/** Settings that each initializer takes beside `seed`, with their defaults. */
const DEFAULTS: Readonly<Record<InitializerName, Readonly<Record<string, number | string>>>> = {
  zeros: {},
  ones: {},
  constant: { value: 0 },
  identity: { gain: 1 },
  randomNormal: { mean: 0, stddev: 0.05 },
  randomUniform: { minval: -0.05, maxval: 0.05 },
  truncatedNormal: { mean: 0, stddev: 0.05 },
  varianceScaling: { scale: 1, mode: 'fanIn', distribution: 'truncatedNormal' },
  glorotUniform: {},
  glorotNormal: {},
  heUniform: {},
  heNormal: {},
  lecunUniform: {},
  lecunNormal: {},
  orthogonal: { gain: 1 },
};
/** Names of the initializers, which may be followed by settings: `{ name: 'randomNormal', stddev: 0.01 }`. */
export const INITIALIZERS = /* @__PURE__ */ Object.keys(DEFAULTS) as readonly InitializerName[];

/** Settings that are words. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  mode: ['fanIn', 'fanOut', 'fanAvg'],
  distribution: ['truncatedNormal', 'untruncatedNormal', 'uniform'],
};

/** Standard deviation of a normal distribution cut at two of its own. */
const CUT = 0.87962566103423978;

/** Inputs and outputs of a weight: the last two axes, times the size of the window before them. */
export function fans(shape: readonly number[]): readonly [number, number] {
  if (shape.length < 2) return [shape[0] ?? 1, shape[0] ?? 1];
  const window = sizeOf(shape.slice(0, -2));
  return [window * shape.at(-2)!, window * shape.at(-1)!];
}

/** Reads the option `name` of `caller`. */
export function readInitializer(initializer: InitializerLike, caller: string, name: string): Initializer {
  if (typeof initializer === 'object' && initializer !== null && 'fill' in initializer) return initializer;
  const { name: kind, seed, ...rest } = readNamed<InitializerName, InitializerSettings>(initializer, caller, name, INITIALIZERS);
  const settings = readOptions(`${caller}: ${name}`, rest as Record<string, number | string>, DEFAULTS[kind]);
  if (seed !== undefined) expectInteger(seed, caller, `${name}.seed`, 0);
  for (const [key, value] of Object.entries(settings)) {
    if (WORDS[key]) expectOneOf(value, caller, `${name}.${key}`, WORDS[key]);
    else expectFinite(value, caller, `${name}.${key}`, key === 'stddev' || key === 'scale' ? Number.MIN_VALUE : -Infinity);
  }
  const config = { name: kind, ...settings, ...(seed === undefined ? {} : { seed }) };
  return {
    config,
    fill(out, shape, random) {
      if (kind === 'identity' ? shape.length !== 2 : kind === 'orthogonal' && shape.length < 2) {
        const least = kind === 'identity' ? '' : 'at least ';
        throw new ParameterError(caller, name, `"${kind}" needs ${least}two axes, got [${shape.join(', ')}]`);
      }
      fill(kind, settings, out, shape, seed === undefined ? random : createRandom(seed));
    },
  };
}

type Settings = { readonly [K in keyof Omit<InitializerSettings, 'name' | 'seed'>]-?: NonNullable<InitializerSettings[K]> };

function fill(kind: InitializerName, settings: object, out: FloatArray, shape: readonly number[], random: Random): void {
  const { value = 0, gain, mean, stddev, minval, maxval, ...variance } = settings as Settings;
  const draw = (base: number, spread: number, next: () => number): void => {
    for (let i = 0; i < out.length; i++) out[i] = base + spread * next();
  };
  const uniform = (): number => random.uniform();
  const normal = (): number => random.normal();
  /** Within two standard deviations. */
  const truncated = (): number => {
    for (;;) {
      const x = normal();
      if (Math.abs(x) <= 2) return x;
    }
  };
  if (kind === 'zeros' || kind === 'constant') out.fill(value);
  else if (kind === 'ones') out.fill(1);
  else if (kind === 'identity') {
    const [rows, columns] = shape as [number, number];
    out.fill(0);
    for (let i = 0; i < Math.min(rows, columns); i++) out[i * columns + i] = gain;
  } else if (kind === 'orthogonal') fillOrthogonal(out, shape, gain, random);
  else if (kind === 'randomNormal') draw(mean, stddev, normal);
  else if (kind === 'truncatedNormal') draw(mean, stddev, truncated);
  else if (kind === 'randomUniform') draw(minval, maxval - minval, uniform);
  else {
    // glorotNormal and its like are what their names say
    const {
      scale = kind.startsWith('he') ? 2 : 1,
      mode = kind.startsWith('glorot') ? 'fanAvg' : 'fanIn',
      distribution = kind.endsWith('Uniform') ? 'uniform' : 'truncatedNormal',
    } = variance as Partial<typeof variance>;
    const [fanIn, fanOut] = fans(shape);
    const n = Math.max(1, mode === 'fanIn' ? fanIn : mode === 'fanOut' ? fanOut : (fanIn + fanOut) / 2);
    if (distribution === 'uniform') draw(0, Math.sqrt((3 * scale) / n), () => 2 * uniform() - 1);
    else if (distribution === 'untruncatedNormal') draw(0, Math.sqrt(scale / n), normal);
    else draw(0, Math.sqrt(scale / n) / CUT, truncated);
  }
}
