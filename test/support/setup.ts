/**
 * Property tests draw the same cases in every run, so that a red run is red for everybody. FC_SEED=n draws others.
 */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 440) });
