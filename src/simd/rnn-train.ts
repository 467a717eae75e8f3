/**
 * Training recurrent layers on the SIMD kernels: one memory a layer, which keeps the frames of the batch that is on its way.
 * @module
 */
import { Arena } from './arena.js';
import { type Activation, ACTIVATIONS } from './blocks.js';
import { rnnTrainWasm } from './generated/rnn-train.js';
import { instantiate } from './instantiate.js';
import { CELLS } from './recurrent-weights.js';
import { layoutOf, PACKED, packedLengths, type PackedGradients, packTrainer, type Run, type Trainer, type TrainerSpec } from './trainer.js';

interface Exports {
  forward(run: number, items: number, frames: number, masked: number, dropped: number): void;
  backward(run: number, items: number, frames: number, masked: number, dropped: number, truncate: number, wanted: number): void;
}

const PLAN_WORDS = 23;
const RUN_WORDS = 15;

/** A batch. Its arrays lie in the memory of the kernels, unless another batch has pushed it out. */
class Place implements Run<Float32Array> {
  x!: Float32Array;
  h!: Float32Array;
  c!: Float32Array;
  mask!: Uint8Array;
  drop!: Float32Array;
  dy!: Float32Array;
  dh!: Float32Array;
  dc!: Float32Array;
  dx!: Float32Array;
  /** What lay in the memory when it was pushed out. */
  saved: Uint8Array | undefined;

  constructor(
    readonly items: number,
    readonly frames: number,
  ) {}
}

/** The SIMD trainer, or undefined where it cannot run. Peepholes and projections are for TypeScript. */
export function createSimdTrainer(spec: TrainerSpec<Activation>): Trainer<Float32Array> | undefined {
  const { cell, inputs, units } = spec;
  const layout = layoutOf(spec);
  const { input, width, state, row, gateColumns } = layout;
  const lengths = packedLengths(spec, layout);
  const gradientLengths = { kernel: input * row, bias: row, recurrent: state * row, recurrentBias: row };
  const sum = [...Object.values(lengths), ...Object.values(gradientLengths)].reduce((a, b) => a + 4 * b + 64, 8192);
  const kernels = instantiate<Exports>(rnnTrainWasm, sum);
  if (!kernels) return undefined;
  const { exports, memory } = kernels;
  const arena = new Arena(memory, 0);
  const plan = arena.take(4 * PLAN_WORDS);
  const address = arena.take(4 * RUN_WORDS);
  const zeros = arena.take(4 * Math.max(row, state, input) + 64);
  const packedAt = PACKED.map((name) => arena.take(4 * lengths[name] + 64));
  const gradientAt = Object.values(gradientLengths).map((length) => arena.take(4 * length + 64));
  const floor = arena.top;
  const [kernel, bias, recurrent, recurrentBias, candidate, kernelTurned, recurrentTurned, candidateTurned] = packedAt as number[];
  const names = [ACTIVATIONS.indexOf(spec.activation), ACTIVATIONS.indexOf(spec.recurrentActivation)];
  const strides = [input, width, state, row, gateColumns].map((n) => 4 * n);
  const weights = [kernel, bias, recurrent, recurrentBias, candidate, kernelTurned, recurrentTurned, candidateTurned] as number[];
  arena.words(plan, PLAN_WORDS).set([CELLS.indexOf(cell), ...names, inputs, units, ...strides, ...weights, zeros, ...gradientAt]);

  const gradients = { peepholes: new Float32Array(0), projection: new Float32Array(0) } as PackedGradients<Float32Array>;
  /** After the memory has grown, too. */
  const viewGradients = (): void => {
    Object.keys(gradientLengths).forEach((name, i) => {
      gradients[name as 'kernel'] = arena.floats(gradientAt[i]!, gradientLengths[name as 'kernel']);
    });
  };
  viewGradients();

  let current: Place | undefined;
  let kept: readonly [number, number] = [0, 0];
  /** Where what the way back needs ends. */
  let end = floor;
  let states = 0;
  let used = 0;

  /** Lays the memory out for a batch of this size, and makes its views. */
  const furnish = (place: Place): void => {
    const { items, frames } = place;
    const all = items * frames;
    const fresh = kept[0] !== items || kept[1] !== frames;
    if (fresh) arena.top = floor;
    const isLstm = cell === 'lstm';
    const sizes = [
      all * input,
      (all + items) * state,
      isLstm ? (all + items) * width : 0,
      all / 4,
      items * state,
      all * row,
      cell === 'gru' ? all * row : 0,
      isLstm ? all * width : 0,
      all * state,
      cell === 'gruResetBefore' ? all * state : 0,
      all * state,
      items * state,
      items * width,
      all * input,
      items * state,
    ];
    if (fresh) {
      const at = sizes.map((length, i) => {
        if (i === 10) end = arena.top;
        return arena.take(4 * length + 64); // products read and write a little behind the end
      });
      arena.words(address, RUN_WORDS).set(at);
      arena.bytes(floor, arena.top - floor).fill(0);
      viewGradients();
      [states, used] = [at[1]!, at[8]!];
      kept = [items, frames];
    }
    const at = arena.words(address, RUN_WORDS);
    const view = (i: number): Float32Array => arena.floats(at[i]!, sizes[i]!);
    place.x = view(0);
    place.h = view(1);
    place.c = view(2);
    place.mask = arena.bytes(at[3]!, all);
    place.drop = view(4);
    place.dy = view(10);
    place.dh = view(11);
    place.dc = view(12);
    place.dx = view(13);
    current = place;
  };
  /** Makes room: the batch that lies there may still be on its way. */
  const pushOut = (): void => {
    if (current) current.saved = arena.bytes(floor, end - floor).slice();
    current = undefined;
  };
  /** What meets the recurrent weights: the states, or what dropout leaves of them. */
  const choose = (dropped: boolean): void => {
    arena.words(address, RUN_WORDS)[8] = dropped ? used : states;
  };

  return {
    name: 'simd',
    layout,
    gradients,
    load(given) {
      const packed = Object.fromEntries(PACKED.map((name, i) => [name, arena.floats(packedAt[i]!, lengths[name])]));
      packTrainer(spec, layout, given, packed as Parameters<typeof packTrainer>[3]);
    },
    begin(items, frames) {
      pushOut();
      const place = new Place(items, frames);
      furnish(place);
      return place;
    },
    resume(run) {
      const place = run as Place;
      if (current === place) return;
      pushOut();
      furnish(place);
      if (place.saved) arena.bytes(floor, place.saved.length).set(place.saved);
      place.saved = undefined;
    },
    end(run) {
      if (current === run) current = undefined;
      (run as Place).saved = undefined;
    },
    forward(run, masked, dropped) {
      choose(dropped);
      exports.forward(address, run.items, run.frames, Number(masked), Number(dropped));
    },
    backward(run, masked, dropped, truncate, wanted) {
      choose(dropped);
      exports.backward(address, run.items, run.frames, Number(masked), Number(dropped), truncate, Number(wanted));
    },
  };
}
