/**
 * Runs sequences of any length and number through a recurrent engine, in pieces of bounded size, or frame by frame.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { type RecurrentSpec } from '../simd/recurrent-weights.js';
import { createSimdRecurrent, NO_MASK, type RecurrentEngine, type RecurrentRoom, REPEAT, ZEROS } from '../simd/rnn.js';
import { onKernels } from './cell-activations.js';
import { copyRows } from './copy-rows.js';
import { type CellSpec, createJsRecurrent, type JsRoom } from './recurrent-engine.js';

/** How sequences run and where their outputs go. */
export interface RunOptions {
  /** Reads each sequence from its last frame to its first. @defaultValue `false` */
  goBackwards?: boolean | undefined;
  /** Writes the output of every frame; else only that of the frame read last. @defaultValue `true` */
  sequences?: boolean | undefined;
  /** Writes outputs in the order in which frames were read (Keras' `go_backwards`), not at the frames they belong to. @defaultValue `false` */
  readingOrder?: boolean | undefined;
  /** States to start from: h `[batch, outputs]`, and c `[batch, units]` for an LSTM. Those of Float64Array lose nothing on any engine. @defaultValue zeros */
  initial?: readonly FloatArray[] | undefined;
  /** Where the last states go. May be the arrays of `initial`. */
  final?: readonly FloatArray[] | undefined;
  /** `[batch, time]`: frames with 0 are skipped, the state stays. */
  mask?: Uint8Array | undefined;
  /** The output of a skipped frame is zeros; else that of the one before, or zeros where there was none. @defaultValue `false` */
  zeros?: boolean | undefined;
  /** Dropout: what multiplies the states on their way into the recurrent weights, `[batch, outputs]`. In TypeScript. @defaultValue ones */
  drop?: FloatArray | undefined;
}

/** A recurrent layer with its weights packed. Nothing is checked here: callers do. Values are not looked at either: NaN in a frame is NaN in the outputs after it. */
export interface RecurrentKernel {
  /** What computes. */
  readonly engine: 'simd' | 'js';
  /** Runs `batch` sequences of `time` frames, `x` of shape `[batch, time, inputs]`. */
  run(out: FloatArray, x: FloatArray, batch: number, time: number, options?: RunOptions): void;
  /** Reads one frame of live input and writes its output; the state is the kernel's own. Allocates nothing. */
  step(out: FloatArray, frame: FloatArray): void;
  /** Sets the state of `step`: to zeros, or to `[units]` arrays. */
  reset(states?: readonly FloatArray[]): void;
}

/** Items that run side by side, and numbers that lie in the engine at once, at most. */
const GROUP = 32;
const ROOM = 524288;

/** Builds a kernel: on SIMD for Float32Array weights where it runs, else in TypeScript. */
export function createRecurrentKernel(spec: CellSpec): RecurrentKernel {
  const { inputs, units, cell, projection } = spec;
  const outputs = projection ? projection.length / units : units;
  const single = spec.kernel.BYTES_PER_ELEMENT === 4;
  const simple = !spec.peepholes && !projection && onKernels(spec.activation) && onKernels(spec.recurrentActivation);
  const quick: RecurrentEngine | undefined = single && simple ? createSimdRecurrent(spec as RecurrentSpec, spec.family.wasm) : undefined;
  let exact: RecurrentEngine | undefined;
  const js = (): RecurrentEngine => (exact ??= createJsRecurrent(spec));
  const live = quick ?? js();
  const sizes = cell === 'lstm' ? [outputs, units] : [outputs];
  const stateOf = ({ h, c }: RecurrentRoom, s: number): FloatArray => (s ? c : h);

  return {
    engine: live.name,
    run(out, x, batch, time, options = {}) {
      const { goBackwards = false, sequences = true, readingOrder, initial, final, mask, drop } = options;
      const engine = drop ? js() : live;
      const { state: width } = engine;
      const rowOf = [width, engine.width] as const;
      const masked = !mask ? NO_MASK : options.zeros ? ZEROS : REPEAT;
      const turned = goBackwards && readingOrder;
      const group = Math.min(batch, GROUP);
      const frames = Math.min(time, Math.max(4, Math.floor(ROOM / (group * (inputs + width)))));
      for (let first = 0; first < batch; first += group) {
        const items = Math.min(group, batch - first);
        const room = engine.room(items, frames);
        room.seen.fill(0);
        sizes.forEach((size, s) => {
          const state = stateOf(room, s);
          if (initial) copyRows(state, 0, rowOf[s]!, initial[s]!, first * size, size, items, size);
          else state.fill(0);
        });
        if (drop) {
          const factors = ((room as JsRoom).drop = new Float64Array(items * width));
          copyRows(factors, 0, width, drop, first * outputs, outputs, items, outputs);
        }
        for (let done = 0; done < time; done += frames) {
          const n = Math.min(frames, time - done);
          const t = goBackwards ? time - done - n : done;
          for (let i = 0; i < items; i++) {
            const at = (first + i) * time + t;
            copyRows(room.x, i * n * inputs, inputs, x, at * inputs, inputs, n, inputs);
            if (mask) room.mask.set(mask.subarray(at, at + n), i * n);
          }
          engine.run(room, items, n, goBackwards, masked);
          for (let i = 0; i < items; i++) {
            const item = first + i;
            // all frames, or the one read last: then each piece writes over the one before
            const from = i * n + (sequences || goBackwards ? 0 : n - 1);
            const to = sequences ? item * time + (turned ? time - 1 - t : t) : item;
            copyRows(out, to * outputs, turned ? -outputs : outputs, room.y, from * width, width, sequences ? n : 1, outputs);
          }
        }
        if (final) sizes.forEach((size, s) => copyRows(final[s]!, first * size, size, stateOf(room, s), 0, rowOf[s]!, items, size));
      }
    },
    step(out, frame) {
      const { stream } = live;
      stream.x.set(frame);
      live.run(stream, 1, 1, false, NO_MASK);
      const y = stream.y;
      for (let j = 0; j < outputs; j++) out[j] = y[j]!;
    },
    reset(start) {
      sizes.forEach((_, s) => {
        const state = stateOf(live.stream, s).fill(0);
        if (start) state.set(start[s]!);
      });
    },
  };
}
