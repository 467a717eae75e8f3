/**
 * Dense layers, convolutions, poolings and batch normalisation over channels-last data. Dense layers and convolutions are products of windows with packed weights, then the activation.
 * A window is a list of runs of neighbouring values, so nothing is copied together; a dense row is a window of one run.
 */
import { activate, LINEAR, RELU } from './activations';
import { add, mul } from './lanes';
import { product } from './product';

/** What `src/simd/nn.ts` writes at address 0, 4 bytes each. Pointers are byte addresses. */
@unmanaged
class Plan {
  /** Columns in eights. */
  eights: usize;
  activation: u32;
  weights: usize;
  bias: usize;
  /** Input and output. */
  x: usize;
  y: usize;
  /** Where the runs of a window begin, in bytes after the first; their number and length in bytes. */
  offsets: usize;
  segments: usize;
  run: usize;
}

const PLAN: usize = 0;
/** Windows that meet one block of weights after the other: as many as stay in the first-level cache. */
const PIECE: usize = 64;

/** `lines` lines of `count` windows; steps in bytes from line to line and from window to window. Outputs lie without gaps. */
export function windows(lines: usize, count: usize, lineStep: usize, step: usize): void {
  const plan = changetype<Plan>(PLAN);
  const stride = plan.eights << 5, line = count * stride;
  for (let i: usize = 0, x = plan.x, y = plan.y; i < lines; i++, x += lineStep, y += line) {
    for (let done: usize = 0, p = x, q = y; done < count; done += PIECE, p += PIECE * step, q += PIECE * stride) {
      const rows = min(PIECE, count - done);
      product(rows, plan.eights, p, step, plan.segments, plan.offsets, plan.run, plan.weights, plan.bias, 0, q, stride);
    }
    activateAll(plan.activation, y, y + line);
  }
}

function activateAll(kind: u32, y: usize, end: usize): void {
  if (kind == LINEAR) return;
  if (kind == RELU) {
    for (; y < end; y += 16) v128.store(y, f32x4.pmax(v128.load(y), f32x4.splat(0)));
  } else {
    for (; y < end; y += 16) v128.store(y, activate(kind, v128.load(y)));
  }
}

/** The largest value of each channel, or the mean, over `rows` x `columns` points of `width` bytes of channels. */
export function pool(y: usize, x: usize, rows: usize, columns: usize, rowStep: usize, width: usize, average: bool): void {
  const share = f32x4.splat(<f32>1 / <f32>(rows * columns));
  for (let c: usize = 0; c < width; c += 16, x += 16) {
    let value = v128.load(x);
    for (let r: usize = 0, line = x; r < rows; r++, line += rowStep) {
      for (let k: usize = r == 0 ? 1 : 0, p = line + k * width; k < columns; k++, p += width) {
        value = average ? add(value, v128.load(p)) : f32x4.max(value, v128.load(p)); // max: NaN wins
      }
    }
    v128.store(y + c, average ? mul(value, share) : value);
  }
}

/** y = scale x + shift, channel by channel, for `rows` points of `width` bytes of channels. */
export function scaleShift(y: usize, x: usize, rows: usize, width: usize, scale: usize, shift: usize): void {
  for (const end = x + rows * width; x < end; ) {
    for (let c: usize = 0; c < width; c += 16, x += 16, y += 16) {
      v128.store(y, add(mul(v128.load(x), v128.load(scale + c)), v128.load(shift + c)));
    }
  }
}
