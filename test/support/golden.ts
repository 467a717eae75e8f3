/**
 * Golden cases: what another program answered. `test/goldens/README.md` describes the files.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nd, type NdArray } from '../../src/core/nd.js';
import { isNdArray, toRowMajor } from '../../src/core/nd.js';
import { type GoldenArray, readGoldenNpy } from './npy.js';

export const GOLDENS = new URL('../goldens/', import.meta.url).pathname;

/** A value of a case: an array, or plain JSON (number, string, list, dictionary). */
export type GoldenValue = GoldenArray | { value: unknown };

export interface GoldenOutput {
  name: string;
  value: GoldenValue;
  tolerance: Tolerance;
  /** Share of elements that may jump (see the goldens' README). */
  fragile: number;
}

export interface Tolerance {
  rtol: number;
  atol: number;
}

export interface GoldenCase {
  id: string;
  /** Dotted name in the reference program, such as `librosa.feature.mfcc`. */
  reference: string;
  version: string;
  inputs: Record<string, GoldenValue>;
  params: Record<string, unknown>;
  outputs: GoldenOutput[];
  note: string;
  /** The raw JSON of the case, for keys that only some folders have (`expect`, `accept`, `call`). */
  raw: Record<string, unknown>;
}

interface RawEntry {
  name?: string;
  file?: string;
  dtype?: string;
  shape?: number[];
  value?: unknown;
  scale?: number;
  tolerance?: Tolerance;
  fragile?: { share: number };
}

interface RawCase {
  id: string;
  reference: string;
  version: string;
  inputs: Record<string, RawEntry>;
  params: Record<string, unknown>;
  outputs: RawEntry[];
  tolerance: Tolerance;
  note?: string;
}

const special = (v: unknown): number => (v === 'NaN' ? NaN : v === 'Infinity' ? Infinity : v === '-Infinity' ? -Infinity : Number(v));

function loadEntry(entry: RawEntry): GoldenValue {
  if (entry.file) {
    const array = readGoldenNpy(join(GOLDENS, entry.file));
    if (entry.scale) array.data = array.data.map((v) => v * entry.scale!);
    return array;
  }
  if (!entry.dtype) return { value: entry.value };
  const flat: number[] = [];
  const walk = (v: unknown): void => {
    if (Array.isArray(v)) v.forEach(walk);
    else if (entry.dtype === 'complex128') {
      const c = typeof v === 'object' && v !== null ? (v as { re: unknown; im: unknown }) : { re: v, im: 0 };
      flat.push(special(c.re), special(c.im));
    } else flat.push(special(v));
  };
  walk(entry.value);
  return { dtype: entry.dtype, shape: entry.shape!, data: Float64Array.from(flat) };
}

const cache = new Map<string, RawCase[]>();

function rawCases(folder: string): RawCase[] {
  let cases = cache.get(folder);
  if (!cases) {
    cases = JSON.parse(readFileSync(join(GOLDENS, folder, 'cases.json'), 'utf8')) as RawCase[];
    cache.set(folder, cases);
  }
  return cases;
}

/** The cases of a folder; `which` keeps those whose dotted reference name is, or ends with, one of the names. */
export function goldenCases(folder: string, ...which: string[]): GoldenCase[] {
  const cases = rawCases(folder).filter((c) => which.length === 0 || which.some((w) => c.reference === w || c.reference.endsWith(`.${w}`)));
  if (cases.length === 0) throw new Error(`no golden case of ${which.join(', ')} in ${folder}`);
  return cases.map((c) => ({
    id: c.id,
    reference: c.reference,
    version: c.version,
    inputs: Object.fromEntries(Object.entries(c.inputs).map(([k, v]) => [k, loadEntry(v)])),
    params: Object.fromEntries(Object.entries(c.params).map(([k, v]) => [k, v === 'Infinity' || v === '-Infinity' ? special(v) : v])),
    outputs: c.outputs.map((o) => ({
      name: o.name!,
      value: loadEntry(o),
      tolerance: o.tolerance ?? c.tolerance,
      fragile: o.fragile?.share ?? 0,
    })),
    note: c.note ?? '',
    raw: c as unknown as Record<string, unknown>,
  }));
}

/** `n_fft` -> `nFft`, `sr` -> `sampleRate`: the one naming rule of the library. */
export function fold(name: string): string {
  return name === 'sr' ? 'sampleRate' : name.replace(/_([a-z0-9])/gi, (_, c: string) => c.toUpperCase());
}

/** A case's parameters as our options; `dtype` is dropped, for our precision follows the input. */
export function foldedOptions(params: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(params)
      .filter(([k]) => k !== 'dtype')
      .map(([k, v]) => [fold(k), v]),
  );
}

export const isGoldenArray = (v: GoldenValue): v is GoldenArray => 'dtype' in v;

/** A golden array as the library takes it: 1-D arrays as Float64Array, others as ndarray; complex ones with a last axis of 2; scalars as numbers. */
export function asInput(value: GoldenValue): Float64Array | NdArray<Float64Array> | number | unknown {
  if (!isGoldenArray(value)) return value.value;
  if (value.dtype === 'complex128') return nd(value.data, [...value.shape, 2]);
  if (value.shape.length === 0) return value.data[0]!;
  return value.shape.length === 1 ? value.data : nd(value.data, value.shape);
}

export interface Comparison {
  /** Largest |got - want| divided by the largest |want| (the absolute error where everything is zero). */
  relative: number;
  /** Largest |got - want| / (atol + rtol |want|): <= 1 passes the golden's own rule. */
  worst: number;
  /** Flat index of the worst element. */
  at: number;
  /** Elements that break the golden's rule. */
  broken: number;
  size: number;
}

/** Row-major numbers of any result: number, typed array, ndarray, boolean, array of numbers. */
export function flatten(result: unknown): { shape: number[]; data: ArrayLike<number> } {
  if (typeof result === 'number' || typeof result === 'boolean') return { shape: [], data: [Number(result)] };
  if (isNdArray(result)) return { shape: result.shape, data: toRowMajor(result) };
  if (ArrayBuffer.isView(result) || Array.isArray(result)) {
    const data = Array.from(result as unknown as ArrayLike<number>, Number);
    return { shape: [data.length], data };
  }
  throw new Error(`not a numeric result: ${String(result)}`);
}

/** Compares a result with an output of a case: shape first, then every element. NaN equals NaN. */
export function compare(result: unknown, want: GoldenOutput): Comparison {
  if (!isGoldenArray(want.value)) throw new Error(`${want.name} is not an array: compare its value`);
  const { shape, data } = flatten(result);
  const complex = want.value.dtype === 'complex128';
  const expectedShape = complex ? [...want.value.shape, 2] : want.value.shape;
  if (shape.join() !== expectedShape.join())
    throw new Error(`${want.name}: shape [${shape.join(', ')}], expected [${expectedShape.join(', ')}]`);
  const { rtol, atol } = want.tolerance;
  const w = want.value.data;
  let peak = 0;
  for (let i = 0; i < w.length; i++) if (Number.isFinite(w[i]!)) peak = Math.max(peak, Math.abs(w[i]!));
  const result_: Comparison = { relative: 0, worst: 0, at: -1, broken: 0, size: w.length };
  for (let i = 0; i < w.length; i++) {
    const got = data[i]!;
    const target = w[i]!;
    if (got === target || (Number.isNaN(got) && Number.isNaN(target))) continue;
    const error = Math.abs(got - target);
    const ratio = error / (atol + rtol * Math.abs(target));
    const safe = Number.isNaN(ratio) ? Infinity : ratio;
    if (safe > 1) result_.broken++;
    if (safe > result_.worst) [result_.worst, result_.at] = [safe, i];
    result_.relative = Math.max(result_.relative, Number.isNaN(error) ? Infinity : error / (peak || 1));
  }
  return result_;
}
