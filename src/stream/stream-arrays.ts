/**
 * The arrays that a stream is handed.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { allFinite, firstNonFinite } from '../core/finite.js';
import { type FloatArray, isDetached, isFloatArray } from '../core/types.js';

/**
 * Refuses other types than the precision allows, detached buffers, NaN and Infinity. The count of samples before the chunk is not handed
 * over as a number, which might be boxed.
 */
export function expectChunk(chunk: FloatArray, single: boolean, stream: { readonly samples: number }, caller: string): void {
  if (!isFloatArray(chunk) || (single && chunk.BYTES_PER_ELEMENT === 8)) {
    const wanted = single ? 'a Float32Array' : 'a Float64Array or a Float32Array';
    const hint = single && isFloatArray(chunk) ? "; for double precision make the stream with dtype: 'float64'" : '';
    throw new TypeError(`${caller}: "chunk" must be ${wanted}, got ${show(chunk)}${hint}`);
  }
  if (chunk.buffer.byteLength === 0 && isDetached(chunk)) {
    throw new TypeError(`${caller}: "chunk" has a detached buffer (it was transferred elsewhere)`);
  }
  if (allFinite(chunk)) return;
  const n = firstNonFinite(chunk);
  throw new ParameterError(
    caller,
    'chunk',
    `must be finite, got ${chunk[n]} at index ${n}, which is sample ${stream.samples + n} of the stream`,
  );
}

/** Refuses an `out` of another precision, or without room for so many frames. */
export function expectOut(out: FloatArray, single: boolean, width: number, frames: number, caller: string): void {
  if (!isFloatArray(out) || (out.BYTES_PER_ELEMENT === 4) !== single) {
    throw new TypeError(`${caller}: "out" must be a ${single ? 'Float32Array' : 'Float64Array'}, got ${show(out)}`);
  }
  if (out.length < frames * width) {
    const need = `${width} x ${frames} frames = ${frames * width} numbers`;
    throw new ParameterError(caller, 'out', `must have room for ${need}, got ${out.length}`);
  }
}

/** Refuses an `out` that lies on top of the chunk. */
export function expectApart(out: FloatArray, chunk: FloatArray, caller: string): void {
  if (
    out.buffer === chunk.buffer &&
    out.byteOffset < chunk.byteOffset + chunk.byteLength &&
    chunk.byteOffset < out.byteOffset + out.byteLength
  ) {
    throw new ParameterError(caller, 'out', 'must not overlap "chunk"');
  }
}
