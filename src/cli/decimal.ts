/**
 * The shortest decimal that reads back as the same number: of a float32, nine digits at most instead of seventeen.
 */
export function decimalOf(data: ArrayLike<number>): (value: number) => string {
  return data instanceof Float32Array ? decimal32 : String;
}

function decimal32(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return String(rounded);
  }
  return String(Number(value.toPrecision(9)));
}
