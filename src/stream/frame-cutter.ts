/**
 * Cuts frames out of what has arrived, and has them computed by the kernels that compute those of whole signals.
 *
 * The frames are those of the padded signal: what lies before the first sample is put into the queue as soon as it can be known, what lies
 * behind the last one when the signal ends. So no frame differs from any other, and the kernels see neither edges nor chunks.
 * @module
 */
import { allFinite } from '../core/finite.js';
import { type FloatArray } from '../core/types.js';
import { type EdgeMode, readPadded } from '../frame/edge.js';
import { type RowPlan, runFrames } from '../stft/lane-frames.js';
import { SampleQueue } from './sample-queue.js';

/** How a signal is cut. */
export interface StreamFraming {
  readonly nFft: number;
  readonly hopLength: number;
  readonly center: boolean;
  readonly padMode: EdgeMode;
  /** Samples of frame 0 before the signal, if it is neither centred nor begins with it: frames then lie in the middle of their hops. */
  readonly lead?: number | undefined;
}

/** Makes rows: of frames in the room of the kernels, or of frame 0 of `nFft` samples. */
export interface StreamRows extends Pick<RowPlan, 'width' | 'into' | 'lanes'> {
  /** What rows keep of those before them; zeros at the beginning. */
  readonly memory?: readonly Float64Array[];
  /** Makes rows of some frames together; such rows keep nothing of those before them. */
  readonly block?: StreamBlock;
}

/** Makes rows of some frames together: they are loaded one by one, frame number `number` as the i-th, then written. */
export interface StreamBlock {
  readonly size: number;
  load(i: number, frame: Float64Array, number: number): void;
  write(out: FloatArray, to: number, count: number): void;
}

/** The state of a stream. Counts are fields: numbers that a closure writes are boxed anew each time once they are large. */
export class FrameCutter {
  /** Samples taken. */
  samples = 0;
  /** Frames given. */
  frames = 0;
  ended = false;
  /** Samples before the signal, and behind it. */
  readonly half: number;
  private readonly behind: number;
  /** Samples of the signal before frame 0, if that begins later. */
  readonly shift: number;
  /** Samples that frame 0 waits for: all of its own, and with `reflect` the one that is farthest before the beginning. */
  readonly first: number;
  readonly queue: SampleQueue;
  private readonly frame: Float64Array;
  private readonly row: Float64Array;
  private readonly framing: StreamFraming;
  private readonly rows: StreamRows;
  private readonly memory: readonly Float64Array[];
  /** What the memory was before a chunk, should that be refused. */
  private readonly before: readonly Float64Array[];

  constructor(framing: StreamFraming, rows: StreamRows) {
    const { nFft, center, padMode, lead } = framing;
    this.framing = framing;
    this.rows = rows;
    this.half = Math.max(0, lead ?? (center ? nFft >> 1 : 0));
    this.shift = Math.max(0, -(lead ?? 0));
    this.behind = lead === undefined ? this.half : nFft;
    this.first = Math.max(nFft - this.half + this.shift, padMode === 'reflect' && this.half > 0 ? this.half + 1 : 0);
    this.queue = new SampleQueue(nFft, this.behind); // frames to come, and what is mirrored at the end, reach no farther back
    this.frame = new Float64Array(nFft);
    this.row = new Float64Array(rows.width);
    this.memory = rows.memory ?? [];
    this.before = this.memory.map((x) => x.slice());
    this.reset();
  }

  reset(): void {
    this.samples = 0;
    this.frames = 0;
    this.ended = false;
    this.queue.clear(this.half);
    for (const x of this.memory) x.fill(0);
  }

  /** Frames that `samples` more would complete. */
  framesFor(samples: number): number {
    const { nFft, hopLength } = this.framing;
    const all = this.samples + samples;
    return this.ended || all < this.first ? 0 : 1 + Math.floor((all + this.half - this.shift - nFft) / hopLength) - this.frames;
  }

  /** The most that `samples` can complete. */
  framesAtMost(samples: number): number {
    const { nFft, hopLength } = this.framing;
    const late = this.first + this.half - this.shift - nFft;
    return samples === 0 ? 0 : 1 + Math.floor((samples - 1 + late) / hopLength);
  }

  /** Frames that the end of the signal would complete. */
  framesLeft(): number {
    const { nFft, hopLength, lead } = this.framing;
    if (lead !== undefined) return this.ended ? 0 : Math.floor((this.samples + (hopLength >> 1)) / hopLength) - this.frames;
    const reach = this.samples + 2 * this.half - nFft;
    return this.ended || this.samples === 0 || reach < 0 ? 0 : 1 + Math.floor(reach / hopLength) - this.frames;
  }

  /** Takes a chunk and writes the `frames` that it completes. False, and nothing is taken, if they are not finite. */
  take(out: FloatArray, frames: number, chunk: FloatArray): boolean {
    const { queue } = this;
    const missing = this.first - this.samples;
    const skip = Math.max(0, Math.min(missing, chunk.length));
    if (skip > 0) {
      queue.append(chunk, 0, skip);
      if (skip === missing) this.padStart(this.first);
    }
    if (frames > 0 && !this.compute(out, frames, chunk, skip)) {
      queue.extend(-skip);
      return false;
    }
    queue.append(chunk, skip, chunk.length);
    this.samples += chunk.length;
    this.frames += frames;
    return true;
  }

  /** Ends the signal and writes its last `frames`. False, and it has not ended, if they are not finite. */
  end(out: FloatArray, frames: number): boolean {
    const { queue, half, behind, samples } = this;
    if (frames > 0) {
      if (samples < this.first) this.padStart(samples);
      queue.makeRoom(behind);
      const { kept, size } = queue;
      const known = Math.min(samples, size);
      readPadded(kept.subarray(size, size + behind), kept.subarray(size - known, size), known, this.framing.padMode, half);
      queue.extend(behind);
      if (!this.compute(out, frames, kept, 0)) {
        queue.extend(-behind);
        return false;
      }
    }
    this.frames += frames;
    this.ended = true;
    return true;
  }

  /** The largest sample that may be in a frame. */
  peak(chunk: FloatArray): number {
    let peak = 0;
    for (let n = 0; n < this.queue.size; n++) peak = Math.max(peak, Math.abs(this.queue.kept[n]!));
    for (let n = 0; n < chunk.length; n++) peak = Math.max(peak, Math.abs(chunk[n]!));
    return peak;
  }

  /** What lies before the signal, known from its first samples: as many as it mirrors, or all that there are. */
  private padStart(samples: number): void {
    const { half } = this;
    const { kept } = this.queue;
    if (half > 0) readPadded(kept.subarray(0, half), kept.subarray(half, half + samples), -half, this.framing.padMode, half);
  }

  /** Computes the next frames, from the queue and the samples of `chunk` from `skip` on. Returns whether all is finite. */
  private compute(out: FloatArray, frames: number, chunk: FloatArray, skip: number): boolean {
    const { width, into, lanes, block } = this.rows;
    const { nFft, hopLength } = this.framing;
    const { queue, frame, row, memory, before, shift } = this;
    if (block) {
      for (let done = 0; done < frames; done += block.size) {
        const count = Math.min(block.size, frames - done);
        for (let t = this.frames + done, i = 0; i < count; i++, t++) {
          queue.read(frame, 0, t * hopLength + shift, nFft, chunk, skip);
          block.load(i, frame, t);
        }
        block.write(out, done * width, count);
      }
      return allFinite(out, 0, frames * width);
    }
    for (let i = 0; i < memory.length; i++) before[i]!.set(memory[i]!);
    const most = lanes ? lanes.spectra.batch : frames;
    let sure = true;
    for (let done = 0; done < frames; done += most) {
      const count = Math.min(most, frames - done);
      const start = (this.frames + done) * hopLength;
      if (lanes) {
        const { spectra } = lanes;
        const heap = spectra.heap();
        const { step, signal } = spectra;
        if (step === hopLength) queue.read(heap, signal / 4, start, (count - 1) * step + nFft, chunk, skip);
        else for (let t = 0; t < count; t++) queue.read(heap, signal / 4 + t * step, start + t * hopLength, nFft, chunk, skip);
        if (runFrames(lanes, 0, count)) {
          out.set(spectra.results(count * width), done * width);
          continue;
        }
      }
      for (let t = 0; t < count; t++) {
        let values: FloatArray = row;
        if (lanes && runFrames(lanes, t, 1)) values = lanes.spectra.results(width);
        else {
          sure = false;
          queue.read(frame, 0, start + t * hopLength, nFft, chunk, skip);
          into(row, frame, 0);
        }
        out.set(values, (done + t) * width);
      }
    }
    if (sure || allFinite(out, 0, frames * width)) return true;
    for (let i = 0; i < memory.length; i++) memory[i]!.set(before[i]!);
    return false;
  }
}
