/**
 * The FFT of four signals at once, one per lane: complex transforms of any size whose prime factors are 2, 3, 5 and 7.
 */
import { radix2Last, radix3, radix4, radix4First, radix4Last, radix5, radix7, radix8Last } from './stages';

/**
 * Transforms `s` times four signals whose values lie side by side: value j of all of them, then value j + 1. The `passes` radices are the
 * bytes at `radices`, 2 and 8 only as the last; their product times s is `size`. Works between x and y (32 size bytes each) and returns the one that holds the
 * result. `twiddles` are the tables of the passes, one after the other.
 */
export function fftLanes(size: usize, s: usize, radices: usize, passes: usize, twiddles: usize, x: usize, y: usize): usize {
  for (const end = radices + passes; radices < end; radices++) {
    const r = <usize>load<u8>(radices);
    const m = size / (s * r);
    if (r == 4) {
      if (m == 1) radix4Last(s, x, y);
      else if (s == 1) radix4First(m, x, y, twiddles);
      else radix4(m, s, x, y, twiddles);
    } else if (r == 8) radix8Last(s, x, y);
    else if (r == 2) radix2Last(s, x, y);
    else if (r == 3) radix3(m, s, x, y, twiddles);
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
