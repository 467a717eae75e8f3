import { describe, expect, test } from 'vitest';
import { transitionCycle, transitionLocal, transitionLoop, transitionUniform } from '../../src/sequence/index.js';
import { expectClose } from '../support/close.js';
import { parity } from '../support/parity.js';

interface Given {
  nStates: number;
  window?: string;
}

describe('matrices of transitions', () => {
  const states = (options: unknown): [number, object] => {
    const { nStates, ...rest } = options as Given;
    return [nStates, rest];
  };
  parity('librosa', 'librosa.sequence.transition_uniform', (_, options) => transitionUniform((options as unknown as Given).nStates));
  parity('librosa', 'librosa.sequence.transition_loop', (_, options) => transitionLoop(...states(options)));
  parity('librosa', 'librosa.sequence.transition_cycle', (_, options) => transitionCycle(...states(options)));
  parity('librosa', 'librosa.sequence.transition_local', (_, options) => transitionLocal(...states(options)));

  test('a width for each state, even and odd', () => {
    const widths = transitionLocal(5, { width: [1, 2, 3, 3, 1], window: 'boxcar' });
    const third = 1 / 3;
    // prettier-ignore
    expectClose(widths, [1, 0, 0, 0, 0, 0.5, 0.5, 0, 0, 0, 0, third, third, third, 0, 0, 0, third, third, third, 0, 0, 0, 0, 1], 1e-15);
    const all = transitionLocal(4, { width: 4, window: 'boxcar', wrap: true });
    expectClose(all, new Float64Array(16).fill(0.25), 0);
  });

  test.each<[() => unknown, string]>([
    [() => transitionUniform(0), 'transitionUniform: "nStates" must be an integer >= 1, got 0'],
    [() => transitionLoop(1, { prob: 0.5 }), 'transitionLoop: "nStates" must be an integer >= 2, got 1'],
    [() => transitionLoop(2, {}), 'transitionLoop: "prob" must be in [0, 1], got NaN'],
    [() => transitionCycle(2, { prob: [0.5, 1.5] }), 'transitionCycle: "prob" must be in [0, 1], got 1.5'],
    [() => transitionCycle(3, { prob: [0.5, 0.5] }), 'transitionCycle: "prob" must have one number for each of the 3 states, got 2'],
    [() => transitionLocal(3, { width: 4 }), 'transitionLocal: "width" must be an integer in [1, 3], got 4'],
    [
      () => transitionLocal(3, { width: 2, window: 'hann' }),
      'transitionLocal: "window" must leave something of 2 states, got the sum 0 in row 0',
    ],
  ])('refuses %#', (call, message) => {
    expect(call).toThrow(message);
  });
});
