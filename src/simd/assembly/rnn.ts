/**
 * Sequences through an LSTM, a GRU or a simple recurrent network. Gates lie in fours: for units 4 j ... 4 j + 3 the four values of one
 * gate, then of the next. Units are padded to a multiple of four with weights of zero.
 *
 * Each of the three is a module (`lstm.module.ts`, ...) that calls `runCell` with a constant: what it does not need is not compiled.
 */
import { activate, onePlusExp, SIGMOID, TANH, tanhTerm } from './activations';
import { add, mul, sub } from './lanes';
import { product } from './product';

/** What `src/simd/rnn.ts` writes at address 0, 4 bytes each. Pointers are byte addresses, strides bytes. */
@unmanaged
class Plan {
  /** GRU: whether the reset gate multiplies before the product with the recurrent weights. */
  resetBefore: u32;
  /** Values of a frame. */
  inputs: usize;
  units: usize;
  /** Units, padded, in bytes. */
  width: usize;
  /** Columns of the projected input in eights. */
  eights: usize;
  activation: u32;
  recurrentActivation: u32;
  /** Input weights and bias. */
  kernel: usize;
  bias: usize;
  /** Recurrent weights, and the bias of the recurrent side (GRU that resets after). */
  recurrent: usize;
  recurrentBias: usize;
  /** GRU that resets before: columns of update and reset gate in eights, and the recurrent weights of the candidate. */
  gateEights: usize;
  candidate: usize;
  /** A zero: the one run of a dense row begins at 0. */
  offset: usize;
}

const PLAN: usize = 0;
const NO_MASK: u32 = 0, REPEAT: u32 = 1;
/** What `runCell` takes. */
export const LSTM: u32 = 0, GRU: u32 = 1, SIMPLE: u32 = 2;

/** What lies in memory for a number of items, written by `src/simd/rnn.ts`. */
@unmanaged
export class Room {
  /** Frames, [item][frame][inputs]. */
  x: usize;
  /** Outputs, [item][frame][width]. */
  y: usize;
  /** States, [item][width]. */
  h: usize;
  c: usize;
  /** Projected frames, [frame][item][columns], `steps` of them. */
  z: usize;
  /** Work area of the GRU, [item][columns]. */
  work: usize;
  /** A byte for each frame, [item][frame]: 0 is skipped. And one for each item: whether it has had an output, which is then repeated. */
  mask: usize;
  seen: usize;
  /** Frames that fit into `z`. */
  steps: usize;
}

/** Runs `items` sequences of `frames` frames; the states go on from where they are. */
@inline
export function runCell(cell: u32, room: Room, items: usize, frames: usize, backwards: bool, masked: u32): void {
  const plan = changetype<Plan>(PLAN);
  const frame = plan.inputs << 2, z = plan.eights << 5;
  for (let done: usize = 0; done < frames; done += room.steps) {
    const steps = min(room.steps, frames - done);
    const first = backwards ? frames - done - steps : done;
    for (let i: usize = 0; i < items; i++) {
      product(
        steps, plan.eights, room.x + (i * frames + first) * frame, frame, 1, plan.offset, frame,
        plan.kernel, plan.bias, 0, room.z + i * z, items * z,
      );
    }
    for (let s: usize = 0; s < steps; s++) {
      const t = backwards ? steps - 1 - s : s;
      step(cell, plan, room, items, frames, first + t, room.z + t * items * z, masked);
    }
  }
}

/** One frame of all items. */
@inline
function step(cell: u32, plan: Plan, room: Room, items: usize, frames: usize, t: usize, z: usize, masked: u32): void {
  const columns = plan.eights << 5, width = plan.width, state = plan.units << 2;
  const before = cell == GRU && plan.resetBefore != 0;
  if (cell == GRU && !before) {
    product(items, plan.eights, room.h, width, 1, plan.offset, state, plan.recurrent, plan.recurrentBias, 0, room.work, columns);
  } else {
    const eights = before ? plan.gateEights : plan.eights;
    product(items, eights, room.h, width, 1, plan.offset, state, plan.recurrent, z, columns, z, columns);
  }
  if (before) {
    resetRows(plan, items, z, columns, room.h, room.work);
    const candidate = z + 32 * plan.gateEights;
    product(items, plan.eights - plan.gateEights, room.work, width, 1, plan.offset, state, plan.candidate, candidate, columns, candidate, columns);
  }
  for (let i: usize = 0; i < items; i++, z += columns) {
    const h = room.h + i * width, y = room.y + (i * frames + t) * width;
    if (masked != NO_MASK) {
      if (load<u8>(room.mask + i * frames + t) == 0) {
        if (masked == REPEAT && load<u8>(room.seen + i)) memory.copy(y, h, width);
        else memory.fill(y, 0, width);
        continue;
      }
    }
    store<u8>(room.seen + i, 1);
    if (cell == LSTM) lstmRow(plan, z, h, room.c + i * width, y);
    else if (before) gruResetBeforeRow(plan, z, z + 32 * plan.gateEights, h, y);
    else if (cell == GRU) gruRow(plan, z, room.work + i * columns, h, y);
    else simpleRow(plan, z, h, y);
  }
}

/** i, f, g, o: c = f c + i g, h = o tanh(c). Products of activations share a division: (1 / a) (-t / b) = -t / (a b). */
function lstmRow(plan: Plan, z: usize, h: usize, c: usize, y: usize): void {
  const end = h + plan.width;
  const activation = plan.activation, gate = plan.recurrentActivation, two = f32x4.splat(2);
  if (activation == TANH && gate == SIGMOID) {
    // two loops: one would be a chain of twice the length
    for (let p = z, q = c, last = c + plan.width; q < last; p += 64, q += 16) {
      const g = tanhTerm(v128.load(p, 32));
      const added = f32x4.div(g, mul(onePlusExp(v128.load(p)), add(g, two)));
      v128.store(q, sub(f32x4.div(v128.load(q), onePlusExp(v128.load(p, 16))), added));
    }
    for (; h < end; z += 64, h += 16, c += 16, y += 16) {
      const t = tanhTerm(v128.load(c));
      const out = f32x4.div(sub(f32x4.splat(0), t), mul(onePlusExp(v128.load(z, 48)), add(t, two)));
      v128.store(h, out);
      v128.store(y, out);
    }
  } else {
    for (; h < end; z += 64, h += 16, c += 16, y += 16) {
      const added = mul(activate(gate, v128.load(z)), activate(activation, v128.load(z, 32)));
      const cell = add(mul(activate(gate, v128.load(z, 16)), v128.load(c)), added);
      const out = mul(activate(gate, v128.load(z, 48)), activate(activation, cell));
      v128.store(c, cell);
      v128.store(h, out);
      v128.store(y, out);
    }
  }
}

/** z, r, n of the input side and of the recurrent side (q): n = tanh(x_n + r q_n), h = n + z (h - n). */
function gruRow(plan: Plan, z: usize, q: usize, h: usize, y: usize): void {
  const activation = plan.activation, gate = plan.recurrentActivation;
  for (const end = h + plan.width; h < end; z += 48, q += 48, h += 16, y += 16) {
    const update = activate(gate, add(v128.load(z), v128.load(q)));
    const reset = activate(gate, add(v128.load(z, 16), v128.load(q, 16)));
    const n = activate(activation, add(v128.load(z, 32), mul(reset, v128.load(q, 32))));
    const out = add(n, mul(update, sub(v128.load(h), n)));
    v128.store(h, out);
    v128.store(y, out);
  }
}

/** Reset states r h of all items. */
function resetRows(plan: Plan, items: usize, z: usize, columns: usize, h: usize, out: usize): void {
  for (let i: usize = 0; i < items; i++, z += columns) {
    for (let p = z + 16, end = h + plan.width; h < end; p += 32, h += 16, out += 16) {
      v128.store(out, mul(activate(plan.recurrentActivation, v128.load(p)), v128.load(h)));
    }
  }
}

/** z and r in fours, the candidates after them. */
function gruResetBeforeRow(plan: Plan, z: usize, candidate: usize, h: usize, y: usize): void {
  for (const end = h + plan.width; h < end; z += 32, candidate += 16, h += 16, y += 16) {
    const n = activate(plan.activation, v128.load(candidate));
    const out = add(n, mul(activate(plan.recurrentActivation, v128.load(z)), sub(v128.load(h), n)));
    v128.store(h, out);
    v128.store(y, out);
  }
}

/** h = tanh(z). */
function simpleRow(plan: Plan, z: usize, h: usize, y: usize): void {
  for (const end = h + plan.width; h < end; z += 16, h += 16, y += 16) {
    const out = activate(plan.activation, v128.load(z));
    v128.store(h, out);
    v128.store(y, out);
  }
}
