/**
 * Training that cannot go on.
 * @module
 */

/** Where training stopped. */
export interface TrainingErrorDetails {
  /** What is NaN or infinite. */
  readonly what: 'output' | 'loss' | 'gradient' | 'weight';
  /** Name of the layer; of a loss, nothing. */
  readonly layer?: string | undefined;
  /** Name of its parameter, where it is one. */
  readonly parameter?: string | undefined;
  /** Counted from 1; 0 for a single batch. */
  readonly epoch: number;
  /** Steps that the optimiser had taken. */
  readonly step: number;
}

/**
 * NaN or Infinity came up in training. Where it is in an output, a loss or a gradient, the weights are still those before the step.
 *
 * @example
 * ```ts
 * const net = sequential([dense({ units: 1, name: 'only' })], { inputShape: [1] });
 * const [x, y] = [tensor(Float32Array.of(1e30), [1, 1]), [-1e30]];
 * let seen = '';
 * await fit(net, x, y, { loss: 'meanSquaredError' }).catch((error) => {
 *   if (error instanceof TrainingError) seen = `${error.what} of ${error.layer}`;
 * });
 * seen; // 'gradient of only'
 * ```
 */
export class TrainingError extends Error {
  /** What is NaN or infinite. */
  readonly what: TrainingErrorDetails['what'];
  /** Name of the layer; of a loss, nothing. */
  readonly layer: string | undefined;
  /** Name of its parameter, where it is one. */
  readonly parameter: string | undefined;
  /** Counted from 1; 0 for a single batch. */
  readonly epoch: number;
  /** Steps that the optimiser had taken. */
  readonly step: number;

  constructor(caller: string, rule: string, details: TrainingErrorDetails, cause?: unknown) {
    const { what, layer, parameter, epoch, step } = details;
    const of = parameter === undefined ? (layer === undefined ? '' : ` of layer "${layer}"`) : ` of "${parameter}" of layer "${layer}"`;
    const when = epoch ? `in epoch ${epoch}, after ${step} steps` : `after ${step} steps`;
    super(`${caller}: the ${what}${of} ${rule} ${when}; lower the learning rate, clip the gradients or scale the inputs down`, { cause });
    this.name = 'TrainingError';
    this.what = what;
    this.layer = layer;
    this.parameter = parameter;
    this.epoch = epoch;
    this.step = step;
  }
}
