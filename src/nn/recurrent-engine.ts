/**
 * Recurrent sequences in plain TypeScript, in double: the reference, and the path where SIMD cannot run. Same rooms, same packed
 * columns and same order of sums as `src/simd/assembly/rnn.module.ts`, and what that lacks: peepholes, projection, rarer activations,
 * dropout of states.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { blockLength, packBlocks, roundUp } from '../simd/blocks.js';
import { packRecurrent, type RecurrentSpec } from '../simd/recurrent-weights.js';
import { NO_MASK, type RecurrentEngine, type RecurrentRoom, REPEAT } from '../simd/rnn.js';
import { activateCell, type CellActivation } from './cell-activations.js';
import { product, type Rows } from './product.js';

/** A layer with everything that recurrent layers can have. */
export interface CellSpec extends RecurrentSpec<CellActivation> {
  /** [3, units]: i, f, o. */
  peepholes?: FloatArray | undefined;
  /** [units, outputs]. */
  projection?: FloatArray | undefined;
}

/** Where sequences lie, and more than the SIMD engine has. */
export interface JsRoom extends RecurrentRoom<Float64Array> {
  /** What multiplies states on their way into the recurrent weights, [item][state]; empty for ones. */
  drop: Float64Array;
}

interface Room extends JsRoom {
  /** Projected frames, [frame][item][columns], `steps` of them. */
  z: Float64Array;
  steps: number;
  /** Work area of the GRU, [item][columns]. */
  work: Float64Array;
  /** What goes into the recurrent weights: h, or what dropout leaves of it. */
  used: Float64Array;
  /** What leaves the cell, [item][width]: h, unless that is projected. */
  m: Float64Array;
}

/** Projected frames are held in this many numbers, which a second-level cache has room for. */
const PROJECTED = 32768;
const AT_ZERO = [0];
const NONE = /* @__PURE__ */ new Float64Array(0);

/** The TypeScript engine. */
export function createJsRecurrent(spec: CellSpec): RecurrentEngine<Float64Array> {
  const { cell, inputs, units, projection } = spec;
  const weights = packRecurrent(spec, (length) => new Float64Array(length));
  const { width, columns, gateColumns } = weights;
  const outputs = projection ? projection.length / units : units;
  const state = projection ? roundUp(outputs, 8) : width;
  const projected = new Float64Array(projection ? blockLength(units, outputs) : 0);
  if (projection)
    packBlocks(
      projected,
      projection,
      units,
      outputs,
      Int32Array.from({ length: outputs }, (_, k) => k),
    );
  const zeros = new Float64Array(projection ? state : 0);
  const one = Int32Array.from(AT_ZERO);
  const furnish = (items: number, frames: number): Room => {
    const steps = Math.min(frames, Math.max(1, Math.floor(PROJECTED / (items * columns))));
    const numbers = (length: number): Float64Array => new Float64Array(length);
    const h = numbers(items * state);
    return {
      x: numbers(items * frames * inputs),
      y: numbers(items * frames * state),
      h,
      c: numbers(items * width),
      mask: new Uint8Array(items * frames),
      seen: new Uint8Array(items),
      z: numbers(steps * items * columns),
      steps,
      work: numbers(items * columns),
      drop: NONE,
      used: h,
      m: projection ? numbers(items * width) : h,
    };
  };
  const frameRows: Rows = { data: weights.kernel, at: 0, stride: inputs, rows: 0, offsets: one, run: inputs };
  const stateRows: Rows = { data: weights.kernel, at: 0, stride: state, rows: 0, offsets: one, run: outputs };
  const cellRows: Rows = { data: weights.kernel, at: 0, stride: width, rows: 1, offsets: one, run: units };

  const step = (room: Room, items: number, frames: number, t: number, z: number, masked: number): void => {
    const { h, drop } = room;
    if (drop.length) {
      if (room.used === h) room.used = h.slice();
      for (let i = 0; i < h.length; i++) room.used[i] = h[i]! * drop[i]!;
    } else room.used = h;
    stateRows.data = room.used;
    stateRows.rows = items;
    if (cell === 'gru') {
      product(stateRows, weights.recurrent, columns, weights.recurrentBias, 0, 0, room.work, 0, columns);
    } else {
      product(stateRows, weights.recurrent, gateColumns, room.z, z, columns, room.z, z, columns);
    }
    if (cell === 'gruResetBefore') {
      for (let i = 0; i < items; i++) reset(spec, room, width, z + i * columns, i * width);
      stateRows.data = room.work; // rows of `state` numbers
      const at = z + gateColumns;
      product(stateRows, weights.candidate, columns - gateColumns, room.z, at, columns, room.z, at, columns);
    }
    for (let i = 0; i < items; i++) {
      const y = (i * frames + t) * state;
      const h = i * state;
      if (masked !== NO_MASK && room.mask[i * frames + t] === 0) {
        const repeat = masked === REPEAT && room.seen[i] === 1;
        for (let j = 0; j < state; j++) room.y[y + j] = repeat ? room.h[h + j]! : 0;
        continue;
      }
      room.seen[i] = 1;
      runCell(spec, room, width, gateColumns, z + i * columns, i * columns, i * width);
      if (projection) {
        cellRows.data = room.m;
        cellRows.at = i * width;
        product(cellRows, projected, state, zeros, 0, 0, room.h, h, state);
      }
      for (let j = 0; j < state; j++) room.y[y + j] = room.h[h + j]!;
    }
  };

  let hall = furnish(1, 1);
  let kept: readonly [number, number] = [1, 1];
  return {
    name: 'js',
    width,
    state,
    stream: furnish(1, 1),
    room(items, frames) {
      if (kept[0] !== items || kept[1] !== frames) {
        hall = furnish(items, frames);
        kept = [items, frames];
      }
      return hall;
    },
    run(some, items, frames, backwards, masked) {
      const room = some as Room;
      frameRows.data = room.x;
      for (let done = 0; done < frames; done += room.steps) {
        const steps = Math.min(room.steps, frames - done);
        const first = backwards ? frames - done - steps : done;
        frameRows.rows = steps;
        for (let i = 0; i < items; i++) {
          frameRows.at = (i * frames + first) * inputs;
          product(frameRows, weights.kernel, columns, weights.bias, 0, 0, room.z, i * columns, items * columns);
        }
        for (let s = 0; s < steps; s++) {
          const t = backwards ? steps - 1 - s : s;
          step(room, items, frames, first + t, t * items * columns, masked);
        }
      }
    },
  };
}

/** One item: `z` and `q` are where its projected gates and its recurrent ones begin, `h` where its states do. Gates lie in fours. */
function runCell(spec: CellSpec, room: Room, width: number, split: number, z: number, q: number, h: number): void {
  const { activation, recurrentActivation: gate, units } = spec;
  const groups = width / 4;
  if (spec.cell === 'lstm') {
    const { m } = room;
    const p = spec.peepholes;
    if (p) {
      peep(room.z, z, p, 0, room.c, h, units);
      peep(room.z, z + 4, p, units, room.c, h, units);
    }
    activateCell(gate, room.z, z, groups, 16);
    activateCell(gate, room.z, z + 4, groups, 16);
    activateCell(activation, room.z, z + 8, groups, 16);
    nextCell(room.z, z, room.c, m, h, width);
    if (p) peep(room.z, z + 12, p, 2 * units, m, h, units);
    activateCell(gate, room.z, z + 12, groups, 16);
    activateCell(activation, m, h, groups, 4);
    for (let j = 0; j < width; j++) m[h + j]! *= room.z[z + lane(j, 4) + 12]!;
  } else if (spec.cell === 'gru') {
    for (let j = 0; j < width; j++) {
      room.z[z + lane(j, 3)]! += room.work[q + lane(j, 3)]!;
      room.z[z + lane(j, 3) + 4]! += room.work[q + lane(j, 3) + 4]!;
    }
    activateCell(gate, room.z, z, groups, 12);
    activateCell(gate, room.z, z + 4, groups, 12);
    for (let j = 0; j < width; j++) room.z[z + lane(j, 3) + 8]! += room.z[z + lane(j, 3) + 4]! * room.work[q + lane(j, 3) + 8]!;
    activateCell(activation, room.z, z + 8, groups, 12);
    mixStates(room.z, z, 3, z + 8, 3, room.h, h, width);
  } else if (spec.cell === 'gruResetBefore') {
    activateCell(activation, room.z, z + split, groups, 4);
    mixStates(room.z, z, 2, z + split, 1, room.h, h, width);
  } else {
    for (let j = 0; j < width; j++) room.h[h + j] = room.z[z + j]!;
    activateCell(activation, room.h, h, groups, 4);
  }
}

/** Where unit j lies among `gates` gates in fours. */
const lane = (j: number, gates: number): number => gates * j - (gates - 1) * (j & 3);

/** A gate sees the state of its cell. */
function peep(z: Float64Array, at: number, p: FloatArray, from: number, c: Float64Array, state: number, units: number): void {
  for (let j = 0; j < units; j++) z[at + lane(j, 4)]! += p[from + j]! * c[state + j]!;
}

/** i, f, g, o: c = f c + i g, which `h` gets too. */
function nextCell(z: Float64Array, at: number, c: Float64Array, h: Float64Array, state: number, width: number): void {
  for (let j = 0; j < width; j++) {
    const k = at + lane(j, 4);
    const cell = z[k + 4]! * c[state + j]! + z[k]! * z[k + 8]!;
    c[state + j] = cell;
    h[state + j] = cell;
  }
}

/** The activated gates z and r in place, and r h, or r times what dropout leaves of h, into the work area. */
function reset(spec: CellSpec, room: Room, width: number, z: number, h: number): void {
  activateCell(spec.recurrentActivation, room.z, z, width / 2, 4);
  for (let j = 0; j < width; j++) room.work[h + j] = room.z[z + lane(j, 2) + 4]! * room.used[h + j]!;
}

/** h = n + z (h - n), the update gates among `gates` gates, the candidates among `others`. */
function mixStates(
  z: Float64Array,
  update: number,
  gates: number,
  candidate: number,
  others: number,
  h: Float64Array,
  state: number,
  width: number,
): void {
  for (let j = 0; j < width; j++) {
    const n = z[candidate + lane(j, others)]!;
    h[state + j] = n + z[update + lane(j, gates)]! * (h[state + j]! - n);
  }
}
