import { setEngine } from '../../src/simd/engine.js';

/** Runs `body` on the TypeScript engine, where single precision is double precision rounded once. */
export function onTypeScript(body: () => void): () => void {
  return () => {
    setEngine('js');
    try {
      body();
    } finally {
      setEngine('auto');
    }
  };
}
