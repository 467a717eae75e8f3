/**
 * The FFT of four signals at once, one per lane: complex transforms of any size whose prime factors are 2, 3, 5 and 7.
 */
import { radix2, radix2Last, radix3, radix4, radix4Last, radix5, radix7, radix8, radix8Last } from './stages';

/**
 * Runs the passes whose radices are the `count` bytes at `radices`; their product is `size`. Works between x and y (32 size bytes each)
 * and returns the one that holds the result. `twiddles` are the tables of the passes, one after the other.
 */
export function fftLanes(size: usize, radices: usize, count: usize, twiddles: usize, x: usize, y: usize): usize {
  let s: usize = 1;
  for (const end = radices + count; radices < end; radices++) {
    const r = <usize>load<u8>(radices);
    const m = size / (s * r);
    if (r == 4) {
      if (m == 1) radix4Last(s, x, y);
      else radix4(m, s, x, y, twiddles);
    } else if (r == 8) {
      if (m == 1) radix8Last(s, x, y);
      else radix8(m, s, x, y, twiddles);
    } else if (r == 2) {
      if (m == 1) radix2Last(s, x, y);
      else radix2(m, s, x, y, twiddles);
    } else if (r == 3) radix3(m, s, x, y, twiddles);
    else if (r == 5) radix5(m, s, x, y, twiddles);
    else radix7(m, s, x, y, twiddles);
    twiddles += 8 * (r - 1) * m;
    s *= r;
    const t = x;
    x = y;
    y = t;
  }
  return x;
}
