import { readFileSync } from 'node:fs';

/** An array of a golden case, row-major. Complex values lie as re, im pairs; integers and booleans are held as doubles. */
export interface GoldenArray {
  dtype: string;
  shape: number[];
  data: Float64Array;
}

/** Reads the .npy files of the goldens (version 1, C order). Independent of the library's own reader. */
export function readGoldenNpy(path: string): GoldenArray {
  const bytes = readFileSync(path);
  if (bytes.toString('latin1', 1, 6) !== 'NUMPY' || bytes[6] !== 1) throw new Error(`not an npy v1 file: ${path}`);
  const headerLength = bytes.readUInt16LE(8);
  const header = bytes.toString('latin1', 10, 10 + headerLength);
  const descr = /'descr': '([^']+)'/.exec(header)![1]!;
  if (header.includes("'fortran_order': True")) throw new Error(`fortran order: ${path}`);
  const shape = (/'shape': \(([^)]*)\)/.exec(header)![1]!.match(/\d+/g) ?? []).map(Number);
  const start = bytes.byteOffset + 10 + headerLength;
  const buffer = bytes.buffer.slice(start, bytes.byteOffset + bytes.length) as ArrayBuffer;
  switch (descr) {
    case '<f8':
      return { dtype: 'float64', shape, data: new Float64Array(buffer) };
    case '<f4':
      return { dtype: 'float32', shape, data: Float64Array.from(new Float32Array(buffer)) };
    case '<c16':
      return { dtype: 'complex128', shape, data: new Float64Array(buffer) };
    case '<i8':
      return { dtype: 'int64', shape, data: Float64Array.from(new BigInt64Array(buffer), Number) };
    case '|b1':
      return { dtype: 'bool', shape, data: Float64Array.from(new Uint8Array(buffer)) };
    default:
      throw new Error(`dtype ${descr}: ${path}`);
  }
}
