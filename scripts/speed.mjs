// Writes benchmarks/RESULTS.md and the speed table of the README from benchmarks/results/full.json, as `npm run bench` does when it has
// measured. npm run speed
import { readRun, writeReports } from '../benchmarks/harness/write.mjs';

writeReports(readRun());
