/** MFCCs of one hour: memory beyond input and output. Fresh processes, in turn. */
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { median } from '../harness/measure.mjs';
import { call } from '../harness/runner.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export async function runMemory({ rounds, python, progress }) {
  const load = os.loadavg()[0];
  const began = performance.now();
  const node = (mode) => [process.execPath, ['--expose-gc', here('mfcc.mjs'), mode]];
  const rows = [
    { id: 'whole', own: true, command: node('whole'), laps: [] },
    { id: 'streamed', own: true, command: node('streamed'), laps: [] },
    {
      id: 'librosa',
      version: python?.versions.librosa,
      skipped: python?.versions.librosa ? undefined : 'no Python with librosa',
      command: [python?.command, [here('mfcc.py')]],
      laps: [],
    },
  ];
  for (let round = 0; round < rounds; round++) {
    for (const row of rows) {
      if (row.skipped) continue;
      progress(`memory, round ${round + 1} of ${rounds}: ${row.id}`);
      const lap = await call(...row.command);
      if (lap.unsupported) row.skipped = lap.unsupported;
      else if (lap.error) row.skipped = `failed: ${lap.error}`;
      else if (lap.same === false) row.skipped = 'failed: the stream gives other numbers than the function';
      else row.laps.push(lap);
    }
  }
  return {
    load,
    took: (performance.now() - began) / 1000,
    rows: rows.map(({ id, own, version, skipped, laps }) =>
      skipped
        ? { id, own, version, skipped }
        : {
            id,
            own,
            version,
            bytes: median(laps.map(({ bytes }) => bytes)),
            ms: median(laps.map(({ ms }) => ms)),
            times: laps.map(({ ms }) => ms),
          },
    ),
  };
}
