/**
 * When a keyword was said.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectFinite, expectInteger, readOptions } from '../core/options.js';
import { type NdArray } from '../core/nd.js';
import { type FloatArray } from '../core/types.js';
import { checkConfidence, CONFIDENCE_DEFAULTS, ConfidenceSteps, type KeywordConfidenceOptions } from './confidence-steps.js';

/** Options of {@link createKeywordDetector}. */
export interface KeywordDetectorOptions extends KeywordConfidenceOptions {
  /** The confidence from which on it is a keyword, in (0, 1]. @defaultValue `0.5` */
  threshold?: number | undefined;
  /** Steps after a detection in which there is no other, >= 0. @defaultValue `100`, a second of steps of 10 ms */
  refractory?: number | undefined;
}

/** A keyword that was heard. */
export interface KeywordDetection {
  /** At which step, counted from the first since the beginning or the last `reset`. */
  readonly step: number;
  /** How sure, in [threshold, 1]. */
  readonly confidence: number;
}

/** Listens to posteriors. */
export interface KeywordDetector {
  /** The options in force. */
  readonly options: Readonly<Required<KeywordDetectorOptions>>;
  /** Takes posteriors `[steps, classes]` and gives the keywords heard in them. */
  process(posteriors: NdArray<FloatArray>): KeywordDetection[];
  /** Forgets the past. */
  reset(): void;
}

/**
 * Hears keywords in posteriors as they arrive, in chunks of any length: at the first step whose confidence reaches the threshold, and not
 * again for a while. Behind that pause only maxima since its end count: a keyword that was said once is heard once, though its maximum is
 * still within the window.
 *
 * @param options - {@link KeywordDetectorOptions}.
 * @returns {@link KeywordDetector}.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * const detector = createKeywordDetector({ smoothing: 2, window: 2, threshold: 0.7, refractory: 3 });
 * const said = tensor(Float64Array.of(1, 0, 0, 1, 0, 1, 1, 0, 1, 0), [5, 2]);
 * detector.process(said); // [{ step: 2, confidence: 1 }]
 * ```
 * @see `keywordConfidence`, whose numbers it compares.
 */
export function createKeywordDetector(options?: KeywordDetectorOptions): KeywordDetector {
  const caller = 'createKeywordDetector';
  const read = readOptions(caller, options, { ...CONFIDENCE_DEFAULTS, threshold: 0.5, refractory: 100 });
  checkConfidence(read, caller);
  expectFinite(read.threshold, caller, 'threshold', 0, 1);
  if (read.threshold === 0) throw new ParameterError(caller, 'threshold', 'must be above 0, which every step reaches, got 0');
  expectInteger(read.refractory, caller, 'refractory', 0);
  const { threshold, refractory, ...rest } = read;
  const steps = new ConfidenceSteps(rest);
  let step = 0;
  let deafUntil = -1;
  return {
    options: Object.freeze(read),
    process(posteriors) {
      const { data, classes } = steps.read(posteriors, 'KeywordDetector.process');
      const found: KeywordDetection[] = [];
      for (let at = 0; at < data.length; at += classes, step++) {
        if (step === deafUntil) steps.forgetMaxima();
        const confidence = steps.next(data, at);
        if (step < deafUntil || confidence < threshold) continue;
        found.push({ step, confidence });
        deafUntil = step + 1 + refractory;
      }
      return found;
    },
    reset() {
      steps.reset();
      step = 0;
      deafUntil = -1;
    },
  };
}
