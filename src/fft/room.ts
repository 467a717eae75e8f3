/**
 * Transforms of 2^k real numbers, 32 to 8192, that run in one array, the room, which is made once and used by all of them. Same bits as elsewhere.
 *
 * The compiler takes an array that a function made once has captured for a constant: its address and length are part of the code, and neither
 * its type nor its memory are looked at again in each turn of a loop. That is two fifths of the time of the passes of `butterflies.ts`. So each
 * `bind...` may be called once only, and what it returns begins with `const z = room`: inside two loops the compiler sees it too late.
 * In the room lie the numbers, twice, since passes go from one place to the other, and behind them the tables of the transform that ran last.
 * @module
 */
import { designFft } from './recipe.js';
import { bindPass4, bindPass4First, type RoomPass } from './room-pass4.js';
import { bindPass8, bindPass8Last } from './room-pass8.js';
import { bindSplit, type RoomSplit } from './room-split.js';
import { createRoots, createRows } from './twiddles.js';

const SMALLEST = 32;
const LARGEST = 8192;

/** Between the two places: split needs two numbers more, and places a multiple of 4096 bytes apart disturb each other. */
const GAP = 16;

/** Places behind that are counted too high for `| 0`. */
export const REACH = 0x80000000;

/** A real transform of n numbers in the room. Whatever it leaves there is lost when another transform runs. */
export interface RoomKernel {
  /** Where the n samples must be. */
  readonly input: Float64Array;
  /** Transforms `input`, which is lost, to the bins re, im from `out[at]` on, which lie before `out[REACH]`. False if they may be not finite. */
  bins(out: Float64Array, at: number): boolean;
  /** The same to their squares. */
  squares(out: Float64Array, at: number): boolean;
  /** Transforms `input` as n / 2 complex numbers, and returns where the result is. */
  complex(): Float64Array;
  /** Where the room has w^k / 2 of order n for k <= n / 4, when it has the tables of this transform: after {@link prepare}. */
  readonly turns: number;
  /** Brings the tables into the room. */
  prepare(): void;
}

/** The array, what works in it, and whose tables it has. */
interface Room {
  readonly numbers: Float64Array;
  readonly pass4First: RoomPass;
  readonly pass4: RoomPass;
  readonly pass8: RoomPass;
  readonly pass8Last: RoomPass;
  readonly split: RoomSplit;
  tables: Float64Array | undefined;
}

let room: Room | undefined;

/** The room, made when it is first asked for. */
export function theRoom(): Room {
  if (room) return room;
  const numbers = new Float64Array(4 * LARGEST);
  room = {
    numbers,
    pass4First: bindPass4First(numbers),
    pass4: bindPass4(numbers),
    pass8: bindPass8(numbers),
    pass8Last: bindPass8Last(numbers),
    split: bindSplit(numbers),
    tables: undefined,
  };
  return room;
}

/**
 * The transform of n real numbers, if it has a place in the room. What passes are given is made an integer by `| 0`: a number such as 2 ** 10, which
 * the compiler does not know to be one, would make them slower by half, for all sizes and for good.
 */
export function planRoom(size: number): RoomKernel | undefined {
  const n = size | 0;
  if (size < SMALLEST || size > LARGEST || (n & (n - 1)) !== 0) return undefined;
  const { radices } = designFft(n / 2); // all of them 4 or 8
  const all = theRoom();
  const { numbers, pass4First, pass4, pass8, pass8Last, split } = all;
  const roots = createRoots(n);
  const tables: number[] = [];
  const keep = (r: number, order: number, count: number, scale: number): void => {
    const rows = createRows(roots, r, order, count, scale).from(0);
    for (let k = 2 * (r - 1); k < rows.length; k++) tables.push(rows[k]!); // without the roots of order r
  };
  const far = n + GAP;
  const behind = far + n;
  let s = 1;
  let place = radices.length % 2 === 0 ? far : 0; // so that the last pass, which works in place, ends at 0
  const input = numbers.subarray(place, place + n);
  const steps = radices.map((r) => {
    const m = (n / (2 * s * r)) | 0;
    const from = place;
    if (m > 1) place = far - place;
    const run = r === 4 ? (s === 1 ? pass4First : pass4) : m === 1 ? pass8Last : pass8;
    const step = { run, to: place, from, twiddles: behind + tables.length, m, s };
    keep(r, r * m, m, 1);
    s = (s * r) | 0;
    return step;
  });
  const turns = behind + tables.length;
  keep(2, n, n / 4 + 1, 0.5);
  const own = Float64Array.from(tables);
  const prepare = (): void => {
    if (all.tables === own) return;
    numbers.set(own, behind);
    all.tables = own;
  };
  const transform = (): void => {
    prepare();
    for (let k = 0; k < steps.length; k++) {
      const { run, to, from, twiddles, m, s } = steps[k]!;
      run(to, from, twiddles, m, s);
    }
  };
  const result = numbers.subarray(0, n);
  return {
    input,
    turns,
    prepare,
    bins(out, at) {
      transform();
      return split(out, at | 0, n, turns, false);
    },
    squares(out, at) {
      transform();
      return split(out, at | 0, n, turns, true);
    },
    complex() {
      transform();
      return result;
    },
  };
}
