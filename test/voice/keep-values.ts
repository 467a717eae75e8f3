// Writes kept-values.json, our own values of a speech signal: npx tsx test/voice/keep-values.ts
import { writeFileSync } from 'node:fs';
import { egemapsFunctionals, egemapsLowLevelDescriptors } from '../../src/voice/index.js';
import { readGoldenNpy } from '../support/npy.js';

const path = (name: string): string => new URL(name, import.meta.url).pathname;
const speech = readGoldenNpy(path('../goldens/signals/speech_a_16k.npy')).data;
const digits = (x: number): number => Number(x.toPrecision(9));
const keep = (compat: boolean): object => {
  const options = { sampleRate: 16000, compat };
  const { names, values } = egemapsLowLevelDescriptors(speech, options);
  const functionals = egemapsFunctionals(speech, options);
  return {
    descriptors: Object.fromEntries(
      names.map((name, i) => [
        name,
        Array.from({ length: values.shape[1]! }, (_, t) => digits(values.get(i, t))).filter((_, t) => t % 13 === 5),
      ]),
    ),
    functionals: Object.fromEntries(functionals.names.map((name, i) => [name, digits(functionals.values[i]!)])),
  };
};
writeFileSync(path('kept-values.json'), `${JSON.stringify({ plain: keep(false), compat: keep(true) })}\n`);
