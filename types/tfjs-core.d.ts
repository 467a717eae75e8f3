/**
 * The part of `@tensorflow/tfjs-core` that src/tfjs uses, for the strict compiler: the package's own declarations have errors of their own
 * where libraries are checked. Tests are compiled against those; users get them, too.
 */
export interface DataTypeMap {
  float32: Float32Array;
  int32: Int32Array;
  bool: Uint8Array;
  complex64: Float32Array;
  string: string[];
}
export type DataType = keyof DataTypeMap;
export type NumericDataType = 'float32' | 'int32' | 'bool' | 'complex64';

export declare class Tensor {
  readonly shape: number[];
  readonly size: number;
  readonly dtype: DataType;
  dataSync<D extends DataType = NumericDataType>(): DataTypeMap[D];
  data<D extends DataType = NumericDataType>(): Promise<DataTypeMap[D]>;
  dispose(): void;
}
export type GradSaveFunc = (save: Tensor[]) => void;
export declare class Variable extends Tensor {
  assign(value: Tensor): void;
}
export type Scalar = Tensor;

export declare function tensor(values: Float32Array | Int32Array | Uint8Array, shape?: number[], dtype?: DataType): Tensor;
export declare function scalar(value: number): Scalar;
export declare function zeros(shape: number[]): Tensor;
export declare function variable(initial: Tensor, trainable?: boolean, name?: string): Variable;
export declare function customGrad(
  f: (...inputs: (Tensor | GradSaveFunc)[]) => { value: Tensor; gradFunc: (dy: Tensor) => Tensor | Tensor[] },
): (...inputs: Tensor[]) => Tensor;
export declare function engine(): { state: { gradientDepth: number } };
export declare function getBackend(): string;
export declare function tidy<T>(f: () => T): T;
export declare function slice(x: Tensor, begin: number[], size: number[]): Tensor;
export declare function pad(x: Tensor, paddings: [number, number][]): Tensor;
export declare function reshape(x: Tensor, shape: number[]): Tensor;
export declare function transpose(x: Tensor, order: number[]): Tensor;
export declare function reverse(x: Tensor, axis: number): Tensor;
export declare function concat(list: Tensor[], axis: number): Tensor;
export declare function matMul(a: Tensor, b: Tensor): Tensor;
export declare function add(a: Tensor, b: Tensor | number): Tensor;
export declare function sub(a: Tensor | number, b: Tensor | number): Tensor;
export declare function mul(a: Tensor, b: Tensor | number): Tensor;
export declare function div(a: Tensor, b: Tensor | number): Tensor;
export declare function sigmoid(x: Tensor): Tensor;
export declare function tanh(x: Tensor): Tensor;
export declare function relu(x: Tensor): Tensor;
export declare function relu6(x: Tensor): Tensor;
export declare function elu(x: Tensor): Tensor;
export declare function selu(x: Tensor): Tensor;
export declare function leakyRelu(x: Tensor, alpha: number): Tensor;
export declare function softplus(x: Tensor): Tensor;
export declare function exp(x: Tensor): Tensor;
export declare function abs(x: Tensor): Tensor;
export declare function clipByValue(x: Tensor, min: number, max: number): Tensor;
export declare function split(x: Tensor, parts: number, axis: number): Tensor[];
export declare function unstack(x: Tensor, axis: number): Tensor[];
export declare function stack(list: Tensor[], axis: number): Tensor;
