import { expect, test } from 'vitest';
import { engine } from '../../src/simd/engine.js';
import { joinBytes, sha256, SIMD_FINGERPRINT, simdOutputs } from '../support/simd-outputs.js';

test('all that the kernels compute has the same bits as on every other engine', async () => {
  const parts = simdOutputs();
  expect(engine().name).toBe('simd');
  for (const part of parts) expect(part.every(Number.isFinite)).toBe(true);
  expect(await sha256(joinBytes(parts))).toBe(SIMD_FINGERPRINT);
});
