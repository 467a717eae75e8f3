/**
 * The layer around a recurrent cell: weights, states between batches, live input. What is common to `simpleRnn`, `lstm` and `gru`.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { allFinite, expectAllFinite } from '../core/finite.js';
import { createRandom, type Random } from '../core/random.js';
import { expectShape, type Tensor } from '../core/tensor.js';
import { type FloatArray } from '../core/types.js';
import { drawDropout } from './draw-dropout.js';
import { type FinishedLayer, finishLayer } from './finish-layer.js';
import { type BuildSettings, type Layer, type Mask, type Parameter, type Pass, type Step } from './layer.js';
import { floats } from './parameter.js';
import { createRecurrentKernel, type RecurrentKernel } from './recurrent-kernel.js';
import { type RecurrentFamily } from './recurrent-family.js';
import { readRecurrent, type RecurrentSettings, type SimpleRnnOptions } from './recurrent-options.js';
import { createRecurrentParameters, recurrentShapes, weightsOf } from './recurrent-parameters.js';
import { expectBuilt, expectFrames, expectInputs, reverseMask } from './recurrent-checks.js';
import { type Sequences } from './recurrent-sequences.js';
import { swapAxes } from './time-major.js';
import { type LayerTrainer } from './training.js';
import { expectLength } from './weights.js';

/** A recurrent layer. */
export interface RecurrentLayer extends Layer {
  /**
   * Reads one frame of live input, `[inputs]`, and returns its output: `out`, or an array of the layer's own that the next step writes
   * again. Allocates nothing. The state is apart from that of `call`; so is its dropout: there is none.
   */
  step(frame: FloatArray, out?: FloatArray): FloatArray;
  /** Sets the state of `step`: to zeros, or to arrays h `[outputs]` and, for an LSTM, c `[units]`. */
  reset(states?: readonly FloatArray[]): void;
  /** Forgets the states between batches of a `stateful` layer, or sets them: `[batch, ...]`. */
  resetStates(states?: readonly Tensor[]): void;
  /** For `bidirectional`. @internal */
  readonly recurrent: RecurrentCore;
}

/** What `bidirectional` needs of a layer. */
export interface RecurrentCore {
  readonly settings: RecurrentSettings;
  /** Arrays of a state: 2 (h, c) or 1 (h). */
  readonly states: 1 | 2;
  /** The same layer, unbuilt, that reads the other way. */
  mirror(): FinishedLayer<RecurrentLayer>;
  /** Outputs in the order of reading. `zeros` says what masked frames give. */
  run(inputs: readonly Tensor[], pass: Pass, mask: Mask | undefined, zeros: boolean): Step;
}

/** Makes a layer. */
export function createRecurrentLayer(family: RecurrentFamily, options: SimpleRnnOptions): FinishedLayer<RecurrentLayer> {
  const { kind } = family;
  const settings = readRecurrent(family, options);
  const { units, outputs, returnSequences, returnState, goBackwards, stateful, timeMajor, truncate } = settings;
  const stateSizes = kind === 'lstm' ? [outputs, units] : [outputs];
  const states = stateSizes.length as 1 | 2;
  let parameters: Parameter[] = [];
  let inputs = 0;
  let dtype: BuildSettings['dtype'] = 'float32';
  let trainer: LayerTrainer | undefined;
  let kernel: RecurrentKernel | undefined;
  let packed = -1;
  let kept: FloatArray[] | undefined; // stateful
  let live: RecurrentKernel | undefined; // what `step` goes through
  let ownOut: FloatArray;
  const own: Random | undefined = settings.seed === null ? undefined : createRandom(settings.seed);
  const make = (length: number): FloatArray => floats(dtype, length);
  const version = (): number => parameters.reduce(addVersion, 0);
  const find = (part: 'value' | 'gradient') => weightsOf(settings, (name) => parameters.find((p) => p.name === name)?.[part]);

  const kernelNow = (): RecurrentKernel => {
    const now = version();
    if (!kernel || packed !== now) {
      kernel = createRecurrentKernel({ ...settings, ...find('value'), family, inputs });
      packed = now;
    }
    return kernel;
  };
  const trainerNow = (from: Pass['trainer']): LayerTrainer => {
    if (!trainer && !from) throw new ParameterError(kind, 'pass', 'needs `trainer: training()` for gradients');
    trainer ??= from!.recurrent({ ...settings, inputs }, dtype);
    trainer.load(version(), () => find('value'));
    return trainer;
  };

  /** Where nothing asks for gradients. */
  const infer = (s: Sequences) => {
    const { x, batch, time, mask, zeros, drop, dropInputs } = s;
    const y = make(batch * (returnSequences ? time : 1) * outputs);
    const final = stateSizes.map((n, k) => Float64Array.from(s.states[k] ?? new Float64Array(batch * n)));
    const frames = dropInputs ? x.map((v, i) => v * dropInputs[Math.floor(i / inputs / time) * inputs + (i % inputs)]!) : x;
    // name by name: a spread takes two microseconds, a fiftieth of a short call
    kernelNow().run(y, frames, batch, time, {
      goBackwards,
      readingOrder: true,
      sequences: returnSequences,
      initial: final,
      final,
      mask,
      zeros,
      drop,
    });
    return { y, states: final.map((state) => floats(dtype, state)) };
  };

  const run: RecurrentCore['run'] = (tensors, pass, mask, zeros) => {
    expectInputs(
      tensors.map(({ shape }) => shape.slice(1)),
      kind,
      stateSizes,
      inputs,
    );
    expectBuilt(parameters, kind, 'x');
    const [first, ...initial] = tensors as readonly [Tensor, ...Tensor[]];
    const [batch, time] = (timeMajor ? [first.shape[1], first.shape[0]] : first.shape) as [number, number];
    if (batch < 1 || time < 1)
      throw new ParameterError(kind, 'x', `must have at least one item and one frame, got [${first.shape.join(', ')}]`);
    initial.forEach((state, s) => expectShape(state.shape, [batch, stateSizes[s]!], kind, `x[${s + 1}]`));
    const items = kept && kept[0]!.length / outputs;
    if (items && items !== batch) {
      throw new ParameterError(kind, 'x', `must have ${items} items, whose states are kept, until resetStates(), got ${batch}`);
    }
    /** Batch first, or back again. */
    const turned = <T extends FloatArray | Mask>(x: T, rows: number, columns: number, length?: number): T =>
      timeMajor ? swapAxes(x, rows, columns, length) : x;
    const frames = mask && turned(mask, time, batch);
    if (frames) expectFrames(frames, batch, time, kind);
    const drop = (rate: number, length: number): FloatArray | undefined =>
      pass.training && rate > 0 ? drawDropout(batch * length, rate, own ?? pass.random, make) : undefined;
    const sequences: Sequences = {
      batch,
      time,
      inputs,
      x: turned(first.data, time, batch, inputs),
      mask: frames,
      states: initial.length ? initial.map((state) => state.data) : (kept ?? []),
      goBackwards,
      sequences: returnSequences,
      zeros,
      dropInputs: drop(settings.dropout, inputs),
      drop: drop(settings.recurrentDropout, outputs),
      truncate,
    };
    const trained = pass.gradients ? trainerNow(pass.trainer) : undefined;
    const trace = trained?.run(sequences, make);
    const result = trace ?? infer(sequences);
    if (stateful) kept = result.states.map((state) => state.slice() as FloatArray);
    const y: Tensor = returnSequences
      ? { data: turned(result.y, batch, time, outputs), shape: [...first.shape.slice(0, 2), outputs] }
      : { data: result.y, shape: [batch, outputs] };
    const { activity } = settings;
    const pull = activity && make(y.data.length);
    return {
      outputs: [y, ...(returnState ? result.states.map((data, s) => ({ data, shape: [batch, stateSizes[s]!] })) : [])],
      mask: !returnSequences ? undefined : frames && goBackwards ? turned(reverseMask(frames, time), batch, time) : mask,
      penalty: activity?.penalty(y.data, pull!),
      backward: trace && trained!.backward(trace, sequences, tensors, pull, () => (layer.trainable ? find('gradient') : undefined)),
    };
  };

  const expectStates = (given: readonly unknown[]): void => {
    if (given.length !== states) throw new ParameterError(kind, 'states', `must be ${states} arrays, got ${given.length}`);
  };

  const open = (): void => {
    expectBuilt(parameters, kind, 'frame');
    live = kernelNow();
    live.reset();
    ownOut = make(outputs);
  };

  const layer: RecurrentLayer = {
    kind,
    name: settings.name,
    config: settings.config,
    trainable: true,
    get parameters() {
      return parameters;
    },
    outputShapes(shapes) {
      expectInputs(shapes, kind, stateSizes, inputs);
      return [returnSequences ? [shapes[0]![0]!, outputs] : [outputs], ...(returnState ? stateSizes.map((n) => [n]) : [])];
    },
    weightShapes(shapes) {
      expectInputs(shapes, kind, stateSizes, inputs);
      return recurrentShapes(settings, shapes[0]![1] as number);
    },
    build(shapes, build) {
      expectInputs(shapes, kind, stateSizes, inputs);
      if (parameters.length) return;
      inputs = shapes[0]![1] as number;
      dtype = build.dtype;
      parameters = createRecurrentParameters(settings, inputs, build);
    },
    forward: (tensors, pass, mask) => run(tensors, pass, mask, settings.zeroOutputForMask),
    resetStates(given) {
      kept = undefined;
      if (!given) return;
      if (!stateful) throw new ParameterError(kind, 'states', 'are kept by a layer with stateful: true only');
      expectStates(given);
      const batch = given[0]!.shape[0] ?? 0;
      given.forEach((state, s) => expectShape(state.shape, [batch, stateSizes[s]!], kind, 'states'));
      kept = given.map(({ data }) => data.slice() as FloatArray);
    },
    step(frame, out) {
      if (!live || live !== kernel || packed !== version()) {
        if (goBackwards) throw new ParameterError(kind, 'goBackwards', 'must be false for live input, which has no last frame');
        open();
      }
      if (frame.length !== inputs) expectLength(frame, kind, 'frame', [inputs]);
      const y = out ?? ownOut;
      if (y.length !== outputs) expectLength(y, kind, 'out', [outputs]);
      live!.step(y, frame);
      // one bad frame would spoil all that come after it
      if (!allFinite(y)) {
        live!.reset();
        expectAllFinite(frame, kind, 'frame');
        throw new ParameterError(kind, 'frame', 'overflows: scale it down');
      }
      return y;
    },
    reset(given) {
      if (given) {
        expectStates(given);
        given.forEach((state, s) => expectLength(state, kind, 'states', [stateSizes[s]!]));
      }
      if (given && !live) open();
      live?.reset(given);
    },
    recurrent: {
      settings,
      states,
      mirror: () => createRecurrentLayer(family, { ...options, goBackwards: !goBackwards, name: undefined }),
      run,
    },
  };
  return finishLayer(layer);
}

const addVersion = (sum: number, { version }: Parameter): number => sum + version;
