/** Against openSMILE's values, which may not be copied: AUDIOLAB_OPENSMILE names a folder that has them (see docs/voice.md). */
import { describe, expect, test } from 'vitest';
import { descriptorAgreement, functionalAgreement, gemapsNames, readCases, pitchAgreement } from '../support/voice-agreement.js';
import { egemapsFunctionals, egemapsLowLevelDescriptors } from '../../src/voice/index.js';

const folder = process.env['AUDIOLAB_OPENSMILE'] ?? '';
const here = folder === '' ? describe.skip : describe;

here(`agreement with openSMILE${folder === '' ? ' (AUDIOLAB_OPENSMILE names no folder)' : ''}`, () => {
  test('the names are the same', () => {
    const [described] = readCases(folder, 'LowLevelDescriptors');
    expect([...egemapsLowLevelDescriptors(described!.y, { sampleRate: described!.sampleRate }).names]).toEqual(described!.names);
    const [summarised] = readCases(folder, 'Functionals');
    expect([...egemapsFunctionals(summarised!.y, { sampleRate: summarised!.sampleRate }).names]).toEqual(summarised!.names);
    for (const [theirs, ours] of gemapsNames(folder)) expect([...ours]).toEqual(theirs);
  });

  const rows = folder === '' ? [] : descriptorAgreement(folder, true);
  test.each(rows.map((r) => [r.name, r] as const))('descriptor %s', (name, { correlation, mean }) => {
    if (!/nz$/.test(name)) expect(mean).toBeLessThan(0.0001);
    else expect(correlation).toBeGreaterThan(/^(jitter|shimmer)/.test(name) ? 0.7 : 0.99);
  });

  test('voicing is the same in 98 of 100 frames, and pitch in 99 of 100 voiced ones', () => {
    const { voicing, pitch } = pitchAgreement(folder);
    expect(voicing).toBeGreaterThan(0.98);
    expect(pitch).toBeGreaterThan(0.99);
  });

  const values = folder === '' ? [] : functionalAgreement(folder, true);
  test.each(values.map((r) => [r.name, r] as const))('functional %s', (name, { mean }) => {
    if (/^(loudness|spectralFlux_|mfcc\d_|equivalent)/.test(name) && !/Slope/.test(name)) expect(mean).toBeLessThan(0.0001);
  });
});
