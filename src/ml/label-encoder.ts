/**
 * LabelList as integers.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { encodeLabels, type Label, type LabelList, listLabels, readClasses, readLabels, sortedLabels } from '../core/labels.js';
import { expectInteger } from '../core/options.js';
import { fitted, readSaved } from './saved.js';

/** Turns labels into the integers 0, 1, ... and back. */
export interface LabelEncoder<L extends Label = Label> {
  /** The classes, sorted: class `k` is encoded as `k`. */
  readonly classes: readonly L[];
  /** Learns which classes there are. */
  fit<M extends Label>(y: ArrayLike<M>): LabelEncoder<M>;
  /** The integer of each label. */
  transform(y: LabelList): Int32Array;
  /** `fit(y)`, then `transform(y)`. */
  fitTransform(y: LabelList): Int32Array;
  /** The label of each integer. */
  inverseTransform(codes: ArrayLike<number>): L[];
  /** What {@link labelEncoderFromJson} reads; called by `JSON.stringify`. */
  toJSON(): LabelEncoderJson;
}

/** An encoder as data. */
export interface LabelEncoderJson {
  /** What this is. */
  readonly kind: 'labelEncoder';
  /** The classes, sorted. */
  readonly classes: readonly Label[];
}

/**
 * Makes an encoder that turns labels into the integers that networks and losses take.
 *
 * @returns {@link LabelEncoder}.
 * @throws `ParameterError` later, if a label was not there when the encoder was fitted, or strings are mixed with numbers.
 * @example
 * ```ts
 * const encoder = labelEncoder().fit(['yes', 'no', 'stop', 'no']);
 * encoder.classes; // ['no', 'stop', 'yes']
 * encoder.transform(['stop', 'no']); // [1, 0]
 * encoder.inverseTransform([2, 2]); // ['yes', 'yes']
 * ```
 * @see scikit-learn `preprocessing.LabelEncoder`.
 */
export function labelEncoder(): LabelEncoder {
  return makeEncoder(undefined);
}

/**
 * An encoder out of its JSON.
 *
 * @param json - What `JSON.stringify(encoder)` wrote, or the object in it.
 * @returns {@link LabelEncoder}, ready to transform.
 * @throws `ParameterError` if the text is no encoder.
 * @example
 * ```ts
 * labelEncoderFromJson(JSON.stringify(labelEncoder().fit(['b', 'a']))).transform(['b']); // [1]
 * ```
 */
export function labelEncoderFromJson(json: string | LabelEncoderJson): LabelEncoder {
  const caller = 'labelEncoderFromJson';
  return makeEncoder(readClasses(readSaved(json, 'labelEncoder', caller)['classes'] as Label[], caller, 'classes'));
}

function makeEncoder(start: readonly Label[] | undefined): LabelEncoder {
  const caller = 'labelEncoder';
  let classes = start;
  const now = (): readonly Label[] => fitted(classes, caller);
  const encoder: LabelEncoder = {
    get classes() {
      return now();
    },
    fit<M extends Label>(y: ArrayLike<M>) {
      classes = sortedLabels([readLabels(y as LabelList, caller, 'y')], caller, 'y');
      return encoder as unknown as LabelEncoder<M>;
    },
    transform(y) {
      const known = now();
      const labels = readLabels(y, caller, 'y');
      const codes = encodeLabels(labels, known);
      const at = codes.indexOf(-1);
      if (at < 0) return codes;
      throw new ParameterError(caller, 'y', `must hold known labels only (${listLabels(known)}), got ${show(labels[at])} at index ${at}`);
    },
    fitTransform: (y) => encoder.fit(y as ArrayLike<Label>).transform(y),
    inverseTransform(codes) {
      const known = now();
      return Array.from(codes, (code) => {
        expectInteger(code, caller, 'codes', 0, known.length - 1);
        return known[code]!;
      });
    },
    toJSON: () => ({ kind: 'labelEncoder', classes: now() }),
  };
  return encoder;
}
