import { describe } from 'vitest';
import { getWindow, type WindowSpec } from '../../src/window/index.js';
import { parity } from '../support/parity.js';

describe('getWindow', () => {
  parity('scipy', 'scipy.signal.get_window', (_, { window, Nx, fftbins }) =>
    getWindow(window as WindowSpec, Nx as number, { fftbins: fftbins as boolean }),
  );
});
