import { expect, test } from 'vitest';
import { FINGERPRINT, fingerprint } from './support/fingerprint.js';

test('everything built from tables has the same bits as on every other engine', async () => {
  expect(await fingerprint()).toBe(FINGERPRINT);
});
