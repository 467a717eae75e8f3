/**
 * From an analogue low-pass to a digital filter of any band: what all designs share.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectInteger, expectOneOf, expectPositive } from '../core/options.js';
import { cosTurns, sinTurns } from '../core/math.js';
import { add, type Complex, div, mul, sqrt, sub, times } from './complex.js';
import { polynomialOf } from './polynomial.js';
import { type Roots } from './prototypes.js';
import { type DesignedTransfer } from './transfer-function.js';
import { sectionsOf } from './pair-roots.js';

/** Which band passes: below or above one edge, between or outside two. */
export type BandType = 'lowpass' | 'highpass' | 'bandpass' | 'bandstop' | 'low' | 'high' | 'band' | 'stop';

/** The form of a filter: sections, a fraction, or roots. */
export type FilterForm = 'sos' | 'ba' | 'zpk';

/** A filter as zeros, poles and gain. */
export interface ZerosPolesGain {
  /** Zeros, complex, shape `[zeros, 2]` (re, im). */
  readonly z: NdArray<Float64Array>;
  /** Poles, complex, shape `[poles, 2]`. */
  readonly p: NdArray<Float64Array>;
  /** Gain. */
  readonly k: number;
}

/** What a design returns for each `output`. */
export interface FilterForms {
  /** Sections. */
  sos: NdArray<Float64Array>;
  /** A fraction. */
  ba: DesignedTransfer;
  /** Roots. */
  zpk: ZerosPolesGain;
}

/** Options of {@link butter} and its kind. */
export interface IirDesignOptions<F extends FilterForm = FilterForm> {
  /**
   * Edge of the band, or both edges, rising: Hz where `sampleRate` is given, else shares of half the sample rate, in (0, 1). Must be given.
   */
  wn?: number | readonly [number, number] | undefined;
  /** Which band passes. `low`, `high`, `band`, `stop` are the same in short. @defaultValue `'lowpass'` */
  btype?: BandType | undefined;
  /**
   * `sos`: second-order sections, shape `[sections, 6]`, the form that rounds least. `ba`: a fraction, `{ b, a }`. `zpk`: `{ z, p, k }`.
   * @defaultValue `'sos'`
   */
  output?: F | undefined;
  /** Samples per second, Hz. `null`: `wn` is a share of half of it. @defaultValue `null` */
  sampleRate?: number | null | undefined;
}

/** The defaults of {@link IirDesignOptions}. */
export const IIR_DEFAULTS = {
  wn: null as number | readonly [number, number] | null,
  btype: 'lowpass' as BandType,
  output: 'sos' as FilterForm,
  sampleRate: null as number | null,
};

const BANDS: Readonly<Record<BandType, 'low' | 'high' | 'band' | 'stop'>> = {
  lowpass: 'low',
  highpass: 'high',
  bandpass: 'band',
  bandstop: 'stop',
  low: 'low',
  high: 'high',
  band: 'band',
  stop: 'stop',
};

/** Refuses an order that is no integer in [1, 100]. */
export function expectOrder(order: number, caller: string): void {
  expectInteger(order, caller, 'order', 1, 100);
}

/** A frequency as a share of half the sample rate. */
export function shareOf(frequency: number, sampleRate: number | null, caller: string, name: string): number {
  if (sampleRate !== null) expectPositive(sampleRate, caller, 'sampleRate');
  const top = sampleRate === null ? 1 : sampleRate / 2;
  if (typeof frequency !== 'number') throw new TypeError(`${caller}: "${name}" must be a number, got ${show(frequency)}`);
  if (!(frequency > 0 && frequency < top)) {
    const unit = sampleRate === null ? ' (a share of half the sample rate; for Hz give sampleRate)' : ', half the sample rate';
    throw new ParameterError(caller, name, `must lie between 0 and ${top}${unit}, got ${frequency}`);
  }
  return frequency / top;
}

/** Designs a filter from its analogue prototype. */
export function designIir(
  prototype: Roots,
  { wn, btype, output, sampleRate }: typeof IIR_DEFAULTS,
  caller: string,
): FilterForms[FilterForm] {
  expectOneOf(btype, caller, 'btype', Object.keys(BANDS) as BandType[]);
  expectOneOf(output, caller, 'output', ['sos', 'ba', 'zpk']);
  if (wn === null) throw new ParameterError(caller, 'wn', 'must be given: the edge of the band');
  const band = BANDS[btype];
  const two = band === 'band' || band === 'stop';
  const edges = (Array.isArray(wn) ? wn : [wn]) as number[];
  if (edges.length !== (two ? 2 : 1)) {
    throw new ParameterError(caller, 'wn', `must be ${two ? 'two edges' : 'one edge'} for "${btype}", got ${edges.length}`);
  }
  const shares = edges.map((edge) => shareOf(edge, sampleRate, caller, 'wn'));
  if (two && !(shares[0]! < shares[1]!)) throw new ParameterError(caller, 'wn', `must rise, got ${edges.join(' and ')}`);
  const warped = shares.map((w) => (4 * sinTurns(w / 4)) / cosTurns(w / 4)); // what the bilinear transform bends back
  const analogue = two
    ? (band === 'band' ? toBandpass : toBandstop)(prototype, Math.sqrt(warped[0]! * warped[1]!), warped[1]! - warped[0]!)
    : (band === 'low' ? toLowpass : toHighpass)(prototype, warped[0]!);
  return formOf(bilinear(analogue), output);
}

/** Writes roots in one of the forms. */
function formOf(roots: Roots, output: FilterForm): FilterForms[FilterForm] {
  if (output === 'sos') return sectionsOf(roots);
  if (output === 'ba') return { b: polynomialOf(roots.z).map((v) => v * roots.k), a: polynomialOf(roots.p) };
  const list = (of: readonly Complex[]): NdArray<Float64Array> => nd(Float64Array.from(of.flat()), [of.length, 2]);
  return { z: list(roots.z), p: list(roots.p), k: roots.k };
}

/** k times the real part of prod(c - above) / prod(c - below), one quotient after the other: long products overflow. */
function gain(k: number, c: number, above: readonly Complex[], below: readonly Complex[]): number {
  let total: Complex = [k, 0];
  for (let i = 0; i < Math.max(above.length, below.length); i++) {
    if (i < above.length) total = mul(total, sub([c, 0], above[i]!));
    if (i < below.length) total = div(total, sub([c, 0], below[i]!));
  }
  return total[0];
}

const excessPoles = ({ z, p }: Roots): number => p.length - z.length;
const repeated = (count: number, v: Complex): Complex[] => new Array<Complex>(count).fill(v);

function toLowpass({ z, p, k }: Roots, edge: number): Roots {
  return { z: z.map((v) => times(v, edge)), p: p.map((v) => times(v, edge)), k: k * edge ** (p.length - z.length) };
}

function toHighpass(roots: Roots, edge: number): Roots {
  const turn = (v: Complex): Complex => div([edge, 0], v);
  const z = [...roots.z.map(turn), ...repeated(excessPoles(roots), [0, 0])];
  return { z, p: roots.p.map(turn), k: gain(roots.k, 0, roots.z, roots.p) };
}

/** Both solutions of `v^2 - 2 half v + centre^2 = 0` for each. */
function splitRoots(halves: readonly Complex[], centre: number): Complex[] {
  const offsets = halves.map((half) => sqrt(sub(mul(half, half), [centre * centre, 0])));
  return [...halves.map((half, i) => add(half, offsets[i]!)), ...halves.map((half, i) => sub(half, offsets[i]!))];
}

function toBandpass(roots: Roots, centre: number, width: number): Roots {
  const halve = (v: Complex): Complex => times(v, width / 2);
  const degree = excessPoles(roots);
  const z = [...splitRoots(roots.z.map(halve), centre), ...repeated(degree, [0, 0])];
  return { z, p: splitRoots(roots.p.map(halve), centre), k: roots.k * width ** degree };
}

function toBandstop(roots: Roots, centre: number, width: number): Roots {
  const halve = (v: Complex): Complex => div([width / 2, 0], v);
  const degree = excessPoles(roots);
  const z = [...splitRoots(roots.z.map(halve), centre), ...repeated(degree, [0, centre]), ...repeated(degree, [0, -centre])];
  return { z, p: splitRoots(roots.p.map(halve), centre), k: gain(roots.k, 0, roots.z, roots.p) };
}

/** `s = 4 (z - 1) / (z + 1)`: the rate is 2, as the edges are shares of half of it. */
function bilinear(roots: Roots): Roots {
  const map = (v: Complex): Complex => div(add([4, 0], v), sub([4, 0], v));
  const z = [...roots.z.map(map), ...repeated(excessPoles(roots), [-1, 0])];
  return { z, p: roots.p.map(map), k: gain(roots.k, 4, roots.z, roots.p) };
}
