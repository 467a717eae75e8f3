"""One process: median time of kaldi-native-fbank's MFCC, and the sum of magnitudes of its result."""
import json
import sys
import time

import kaldi_native_fbank as knf
import numpy as np

path, what = sys.argv[1:]
samples = np.fromfile(path, dtype=np.float32)
options = knf.MfccOptions()
options.frame_opts.samp_freq = 16000
options.frame_opts.dither = 0


def run():
    online = knf.OnlineMfcc(options)
    online.accept_waveform(16000, samples * 32768)
    online.input_finished()
    if what == "count":
        return online.num_frames_ready
    return np.stack([online.get_frame(i) for i in range(online.num_frames_ready)])


for _ in range(5):
    run()
times = []
for _ in range(21):
    start = time.perf_counter()
    run()
    times.append(1e3 * (time.perf_counter() - start))
total = None if what == "count" else float(np.abs(run()).astype(np.float64).sum())
print(json.dumps({"ms": sorted(times)[10], "sum": total}))
