/** The cold start of each contender, interleaved, in rounds. Not part of the tables of `runner.mjs`, since nothing here may be warm. */
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { median } from '../harness/measure.mjs';
import { call } from '../harness/runner.mjs';
import { installedVersion } from '../harness/thirdparty.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const missing = (name) => (installedVersion(name) ? undefined : 'not installed');

export async function runColdStart({ rounds, quick, python, progress }) {
  const load = os.loadavg()[0];
  const began = performance.now();
  const node = (script) => [process.execPath, [here(script)]];
  const rows = [
    { id: 'audiolab', own: true, command: node('audiolab.mjs') },
    { id: 'meyda', package: 'meyda', skipped: missing('meyda'), command: node('meyda.mjs') },
    { id: 'essentia.js', package: 'essentia.js', skipped: missing('essentia.js'), command: node('essentia.mjs') },
    {
      id: 'librosa',
      package: 'librosa',
      skipped: python?.versions.librosa ? undefined : 'no Python with librosa',
      command: [python?.command, [here('first-librosa.py')]],
    },
  ].filter(({ id }) => !(quick && id === 'librosa'));
  for (const row of rows) row.laps = [];
  for (let round = 0; round < rounds; round++) {
    for (const row of rows) {
      if (row.skipped) continue;
      progress(`cold-start, round ${round + 1} of ${rounds}: ${row.id}`);
      const lap = await call(...row.command);
      if (lap.error) row.skipped = `failed: ${lap.error}`;
      else row.laps[round] = lap;
    }
  }
  return {
    load,
    took: (performance.now() - began) / 1000,
    rows: rows.map(({ id, own, package: name, skipped, laps }) => {
      const version = name && (id === 'librosa' ? python?.versions.librosa : installedVersion(name));
      if (skipped) return { id, own, version, skipped };
      const of = (key) => median(laps.filter(Boolean).map((lap) => lap[key]));
      return {
        id,
        own,
        version,
        import: of('import'),
        first: of('first'),
        ms: of('ms'),
        boot: of('boot'),
        times: laps.map(({ ms }) => ms),
      };
    }),
  };
}
