#!/usr/bin/env node
/**
 * The program `audiolab`: the process's own streams and signals around {@link run}.
 * @module
 */
import { INTERRUPTED, run } from './run.js';

const interruption = new AbortController();
let codeOfSignal = INTERRUPTED;
const interrupt = (code: number) => (): void => {
  if (interruption.signal.aborted) process.exit(code); // asked twice
  codeOfSignal = code;
  interruption.abort(new Error('interrupted'));
};
process.on('SIGINT', interrupt(INTERRUPTED));
process.on('SIGTERM', interrupt(143));
const ignore = (): void => undefined; // a closed pipe is reported to each write; without a listener it would also end the process
process.stdout.on('error', ignore);
process.stderr.on('error', ignore);

const { stdin, stdout, stderr, env } = process;
void run(process.argv.slice(2), { stdin, stdout, stderr, env, signal: interruption.signal }).then((code) => {
  process.exitCode = code === INTERRUPTED ? codeOfSignal : code;
  stdin.destroy(); // an open stdin would keep the process waiting
});
