/**
 * Property tests draw the same cases in every run, so that a red run is red for everybody. FC_SEED=n draws others, EVERY=1 more of them, as CI does.
 */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 440), numRuns: process.env['EVERY'] ? 100 : 30 });
