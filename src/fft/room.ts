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

/** A real transform of n numbers in the room. Whatever it leaves there is lost when another transform runs. */
export interface RoomKernel {
  /** Where the n samples must be. */
  readonly input: Float64Array;
  /** Transforms `input`, which is lost, to the bins re, im from `out[at]` on. False if they may be not finite. */
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

/** The transform of n real numbers, if it has a place in the room. */
export function planRoom(n: number): RoomKernel | undefined {
  const { radices } = designFft(n / 2);
  if (n < SMALLEST || n > LARGEST || !radices.every((r) => r === 4 || r === 8) || radices.length === 0) return undefined;
  const all = theRoom();
  const { numbers, pass4First, pass4, pass8, pass8Last, split } = all;
  const roots = createRoots(n);
  const tables: number[] = [];
  const far = n + GAP;
  const behind = far + n;
  let s = 1;
  let place = radices.length % 2 === 0 ? far : 0; // so that the last pass, which works in place, ends at 0
  const input = numbers.subarray(place, place + n);
  const steps = radices.map((r) => {
    const m = n / 2 / (s * r);
    const from = place;
    if (m > 1) place = far - place;
    const run = r === 4 ? (s === 1 ? pass4First : pass4) : m === 1 ? pass8Last : pass8;
    const step = { run, to: place, from, twiddles: behind + tables.length, m, s };
    for (const w of createRows(roots, r, r * m, m)
      .from(0)
      .subarray(2 * (r - 1)))
      tables.push(w);
    s *= r;
    return step;
  });
  const turns = behind + tables.length;
  for (const w of createRows(roots, 2, n, n / 4 + 1, 0.5)
    .from(0)
    .subarray(2))
    tables.push(w);
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
      return split(out, at, n, turns, false);
    },
    squares(out, at) {
      transform();
      return split(out, at, n, turns, true);
    },
    complex() {
      transform();
      return result;
    },
  };
}
