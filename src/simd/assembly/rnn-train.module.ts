/**
 * Recurrent layers forwards, with all that the way back needs, and back. Rows are items, frames follow each other in the order in which
 * they are read; gates lie in fours, as in `rnn.ts`. Going back, activated gates become gradients before the activation, in place.
 */
import { activate, SIGMOID, sigmoid, slope, TANH, tanh } from './activations';
import { gemm } from './gemm.module';
import { add, mul, sub } from './lanes';
import { product } from './product';

/** What `src/simd/rnn-train.ts` writes at address 0, 4 bytes each. Pointers are byte addresses, strides bytes. */
@unmanaged
class Plan {
  cell: u32;
  activation: u32;
  recurrentActivation: u32;
  inputs: usize;
  units: usize;
  /** Bytes of a frame, of gates and c, of h, of a row of gates. */
  input: usize;
  width: usize;
  state: usize;
  row: usize;
  /** Bytes of the columns that meet the state. */
  split: usize;
  kernel: usize;
  bias: usize;
  recurrent: usize;
  recurrentBias: usize;
  candidate: usize;
  kernelTurned: usize;
  recurrentTurned: usize;
  candidateTurned: usize;
  zeros: usize;
  /** Gradients. */
  dKernel: usize;
  dBias: usize;
  dRecurrent: usize;
  dRecurrentBias: usize;
}

const PLAN: usize = 0;
const LSTM: u32 = 0, GRU: u32 = 1, GRU_RESET_BEFORE: u32 = 2;
/** Rows that go through a product at once: they stay in a second-level cache. */
const PIECE: usize = 64;

/** Sequences on their way, as in `src/simd/trainer.ts`. */
@unmanaged
class Run {
  x: usize;
  h: usize;
  c: usize;
  mask: usize;
  drop: usize;
  z: usize;
  q: usize;
  a: usize;
  used: usize;
  s: usize;
  dy: usize;
  dh: usize;
  dc: usize;
  dx: usize;
  din: usize;
}

/** out = start + a w, `rows` rows of `depth` values. */
function multiply(
  rows: usize, columns: usize, a: usize, aStride: usize, depth: usize, w: usize, start: usize, startStride: usize, out: usize, outStride: usize,
): void {
  for (let done: usize = 0; done < rows; done += PIECE) {
    product(
      min(PIECE, rows - done), columns >> 5, a + done * aStride, aStride, 1, changetype<Plan>(PLAN).zeros, depth << 2, w,
      start + done * startStride, startStride, out + done * outStride, outStride,
    );
  }
}

export function forward(run: Run, items: usize, frames: usize, masked: bool, dropped: bool): void {
  const plan = changetype<Plan>(PLAN);
  const cell = plan.cell, input = plan.input, width = plan.width, state = plan.state, row = plan.row, split = plan.split;
  const steps = max(<usize>1, 256 / items);
  for (let t: usize = 0; t < frames; t++) {
    const now = t * items;
    if (t % steps == 0) {
      multiply(min(steps, frames - t) * items, row, run.x + now * input, input, plan.inputs, plan.kernel, plan.bias, 0, run.z + now * row, row);
    }
    const used = run.used + now * state, z = run.z + now * row, q = run.q + now * row;
    let h = run.h + now * state;
    if (dropped) {
      for (let i: usize = 0; i < items * state; i += 16) v128.store(used + i, mul(v128.load(h + i), v128.load(run.drop + i)));
    }
    if (cell == GRU) multiply(items, row, used, state, plan.units, plan.recurrent, plan.recurrentBias, 0, q, row);
    else multiply(items, split, used, state, plan.units, plan.recurrent, z, row, z, row);
    if (cell == GRU_RESET_BEFORE) {
      const s = run.s + now * state;
      for (let i: usize = 0; i < items; i++) resetRow(plan, z + i * row, used + i * state, s + i * state);
      multiply(items, row - split, s, state, plan.units, plan.candidate, z + split, row, z + split, row);
    }
    for (let i: usize = 0; i < items; i++, h += state) {
      const next = h + items * state, c = run.c + (now + i) * width, g = z + i * row;
      if (masked && load<u8>(run.mask + now + i) == 0) {
        memory.copy(next, h, state);
        if (cell == LSTM) memory.copy(c + items * width, c, width);
      } else if (cell == LSTM) lstmRow(plan, g, c, c + items * width, run.a + (now + i) * width, next);
      else if (cell == GRU) gruRow(plan, g, q + i * row, h, next);
      else if (cell == GRU_RESET_BEFORE) resetBeforeRow(plan, g, h, next);
      else for (let k: usize = 0; k < width; k += 16) v128.store(next + k, activate(plan.activation, v128.load(g + k)));
    }
  }
}

export function backward(run: Run, items: usize, frames: usize, masked: bool, dropped: bool, truncate: usize, wanted: bool): void {
  const plan = changetype<Plan>(PLAN);
  const cell = plan.cell, input = plan.input, width = plan.width, state = plan.state, row = plan.row, split = plan.split;
  const dh = run.dh, dc = run.dc, din = run.din, drop = run.drop;
  const all = items * frames, line = items * state;
  for (let t = frames; t > 0; ) {
    t--;
    const now = t * items, z = run.z + now * row, used = run.used + now * state, dy = run.dy + now * state;
    for (let i: usize = 0; i < line; i += 16) v128.store(dh + i, add(v128.load(dh + i), v128.load(dy + i)));
    for (let i: usize = 0; i < items; i++) {
      const k = now + i, g = z + i * row, d = dh + i * state, h = run.h + k * state;
      if (masked && load<u8>(run.mask + k) == 0) {
        memory.fill(g, 0, row);
        if (cell == GRU) memory.fill(run.q + k * row, 0, row);
      } else if (cell == LSTM) lstmRowBack(plan, g, run.c + k * width, run.a + k * width, d, dc + i * width);
      else if (cell == GRU) gruRowBack(plan, g, run.q + k * row, h, d);
      else if (cell == GRU_RESET_BEFORE) resetBeforeRowBack(plan, g, h, d);
      else {
        const y = h + line;
        for (let j: usize = 0; j < width; j += 16) {
          v128.store(g + j, mul(v128.load(d + j), slope(plan.activation, v128.load(y + j))));
          v128.store(d + j, f32x4.splat(0));
        }
      }
    }
    if (cell == GRU_RESET_BEFORE) {
      multiply(items, state, z + split, row, (row - split) >> 2, plan.candidateTurned, plan.zeros, 0, din, state);
      for (let i: usize = 0; i < items; i++) {
        if (!masked || load<u8>(run.mask + now + i)) resetRowBack(plan, z + i * row, used + i * state, din + i * state);
      }
      multiply(items, state, z, row, split >> 2, plan.recurrentTurned, din, state, din, state);
    } else multiply(items, state, cell == GRU ? run.q + now * row : z, row, split >> 2, plan.recurrentTurned, plan.zeros, 0, din, state);
    for (let i: usize = 0; i < line; i += 16) {
      const g = v128.load(din + i);
      v128.store(dh + i, add(v128.load(dh + i), dropped ? mul(g, v128.load(drop + i)) : g));
    }
    if (truncate > 0 && t > 0 && t % truncate == 0) {
      memory.fill(dh, 0, line);
      memory.fill(dc, 0, items * width);
    }
  }
  const z = run.z, used = run.used, q = cell == GRU ? run.q : z;
  const units = plan.units, columns = row >> 2;
  if (wanted) multiply(all, input, z, row, columns, plan.kernelTurned, plan.zeros, 0, run.dx, input);
  memory.fill(plan.dKernel, 0, input / 4 * row);
  memory.fill(plan.dRecurrent, 0, state / 4 * row);
  gemm(plan.inputs, columns, all, run.x, 4, input, z, row, 32, plan.dKernel, row);
  gemm(units, split >> 2, all, used, 4, state, q, row, 32, plan.dRecurrent, row);
  if (cell == GRU_RESET_BEFORE) gemm(units, (row - split) >> 2, all, run.s, 4, state, z + split, row, 32, plan.dRecurrent + split, row);
  addColumns(plan.dBias, z, all, row);
  if (cell == GRU) addColumns(plan.dRecurrentBias, q, all, row);
}

/** The sums of the columns, in pieces, so that errors stay small. */
function addColumns(out: usize, z: usize, rows: usize, row: usize): void {
  memory.fill(out, 0, row);
  for (let first: usize = 0; first < rows; first += 256) {
    const end = min(first + 256, rows);
    for (let k: usize = 0; k < row; k += 16) {
      let sum = f32x4.splat(0);
      for (let p = z + first * row + k, last = z + end * row; p < last; p += row) sum = add(sum, v128.load(p));
      v128.store(out + k, add(v128.load(out + k), sum));
    }
  }
}

/** i, f, g, o: c' = f c + i g, h' = o a(c'). */
function lstmRow(plan: Plan, z: usize, c: usize, next: usize, a: usize, h: usize): void {
  const activation = plan.activation, gate = plan.recurrentActivation;
  const usual = activation == TANH && gate == SIGMOID;
  for (const end = c + plan.width; c < end; z += 64, c += 16, next += 16, a += 16, h += 16) {
    let i = v128.load(z), f = v128.load(z, 16), g = v128.load(z, 32), o = v128.load(z, 48), y: v128, cell: v128;
    if (usual) {
      i = sigmoid(i);
      f = sigmoid(f);
      g = tanh(g);
      o = sigmoid(o);
      cell = add(mul(f, v128.load(c)), mul(i, g));
      y = tanh(cell);
    } else {
      i = activate(gate, i);
      f = activate(gate, f);
      g = activate(activation, g);
      o = activate(gate, o);
      cell = add(mul(f, v128.load(c)), mul(i, g));
      y = activate(activation, cell);
    }
    v128.store(z, i);
    v128.store(z, f, 16);
    v128.store(z, g, 32);
    v128.store(z, o, 48);
    v128.store(next, cell);
    v128.store(a, y);
    v128.store(h, mul(o, y));
  }
}

function lstmRowBack(plan: Plan, z: usize, c: usize, a: usize, dh: usize, dc: usize): void {
  const activation = plan.activation, gate = plan.recurrentActivation;
  for (const end = c + plan.width; c < end; z += 64, c += 16, a += 16, dh += 16, dc += 16) {
    const i = v128.load(z), f = v128.load(z, 16), g = v128.load(z, 32), o = v128.load(z, 48), y = v128.load(a), d = v128.load(dh);
    const dCell = add(v128.load(dc), mul(mul(d, o), slope(activation, y)));
    v128.store(z, mul(mul(dCell, g), slope(gate, i)));
    v128.store(z, mul(mul(dCell, v128.load(c)), slope(gate, f)), 16);
    v128.store(z, mul(mul(dCell, i), slope(activation, g)), 32);
    v128.store(z, mul(mul(d, y), slope(gate, o)), 48);
    v128.store(dc, mul(dCell, f));
    v128.store(dh, f32x4.splat(0));
  }
}

/** z, r, n: n = a(x_n + r q_n), h' = n + z (h - n). */
function gruRow(plan: Plan, z: usize, q: usize, h: usize, next: usize): void {
  const activation = plan.activation, gate = plan.recurrentActivation;
  for (const end = h + plan.width; h < end; z += 48, q += 48, h += 16, next += 16) {
    const update = activate(gate, add(v128.load(z), v128.load(q)));
    const reset = activate(gate, add(v128.load(z, 16), v128.load(q, 16)));
    const n = activate(activation, add(v128.load(z, 32), mul(reset, v128.load(q, 32))));
    v128.store(z, update);
    v128.store(z, reset, 16);
    v128.store(z, n, 32);
    v128.store(next, add(n, mul(update, sub(v128.load(h), n))));
  }
}

/** The recurrent side is in q. */
function gruRowBack(plan: Plan, z: usize, q: usize, h: usize, dh: usize): void {
  const activation = plan.activation, gate = plan.recurrentActivation, one = f32x4.splat(1);
  for (const end = h + plan.width; h < end; z += 48, q += 48, h += 16, dh += 16) {
    const update = v128.load(z), reset = v128.load(z, 16), n = v128.load(z, 32), d = v128.load(dh);
    const dUpdate = mul(mul(d, sub(v128.load(h), n)), slope(gate, update));
    const dn = mul(mul(d, sub(one, update)), slope(activation, n));
    const dReset = mul(mul(dn, v128.load(q, 32)), slope(gate, reset));
    v128.store(z, dUpdate);
    v128.store(z, dReset, 16);
    v128.store(z, dn, 32);
    v128.store(q, dUpdate);
    v128.store(q, dReset, 16);
    v128.store(q, mul(dn, reset), 32);
    v128.store(dh, mul(d, update));
  }
}

/** The gates z and r, and s = r times the state. */
function resetRow(plan: Plan, z: usize, h: usize, s: usize): void {
  const gate = plan.recurrentActivation;
  for (const end = h + plan.width; h < end; z += 32, h += 16, s += 16) {
    const reset = activate(gate, v128.load(z, 16));
    v128.store(z, activate(gate, v128.load(z)));
    v128.store(z, reset, 16);
    v128.store(s, mul(reset, v128.load(h)));
  }
}

function resetBeforeRow(plan: Plan, z: usize, h: usize, next: usize): void {
  for (let end = h + plan.width, p = z + plan.split; h < end; z += 32, p += 16, h += 16, next += 16) {
    const n = activate(plan.activation, v128.load(p));
    v128.store(p, n);
    v128.store(next, add(n, mul(v128.load(z), sub(v128.load(h), n))));
  }
}

/** The gradients of z and of the candidates. */
function resetBeforeRowBack(plan: Plan, z: usize, h: usize, dh: usize): void {
  for (let end = h + plan.width, p = z + plan.split; h < end; z += 32, p += 16, h += 16, dh += 16) {
    const update = v128.load(z), n = v128.load(p), d = v128.load(dh);
    v128.store(z, mul(mul(d, sub(v128.load(h), n)), slope(plan.recurrentActivation, update)));
    v128.store(p, mul(mul(d, sub(f32x4.splat(1), update)), slope(plan.activation, n)));
    v128.store(dh, mul(d, update));
  }
}

/** From the gradient of s to that of r, and, in place, to that of the state through s. */
function resetRowBack(plan: Plan, z: usize, h: usize, ds: usize): void {
  for (const end = h + plan.width; h < end; z += 32, h += 16, ds += 16) {
    const reset = v128.load(z, 16), d = v128.load(ds);
    v128.store(z, mul(mul(d, v128.load(h)), slope(plan.recurrentActivation, reset)), 16);
    v128.store(ds, mul(d, reset));
  }
}
