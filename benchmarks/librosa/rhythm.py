"""One process: processor time of librosa's rhythm functions, milliseconds, one core, best of some calls."""

import json
import os
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
import librosa
import numpy as np

SR = 22050


def best(run):
    run()
    times = []
    for _ in range(4):
        start = time.process_time()
        run()
        times.append(1000 * (time.process_time() - start))
    return min(times)


y = np.fromfile(sys.argv[1])
single = y.astype(np.float32)
strength = librosa.onset.onset_strength
envelope = strength(y=y, sr=SR, dtype=np.float64)
T = librosa.feature.tempogram(onset_envelope=envelope, sr=SR)
rule = dict(pre_max=1, post_max=1, pre_avg=4, post_avg=5, delta=0.07, wait=1)
given = dict(onset_envelope=envelope, sr=SR)
calls = {
    "onset_strength, float64": lambda: strength(y=y, sr=SR),
    "onset_strength, float32": lambda: strength(y=single, sr=SR),
    "onset_detect, float64": lambda: librosa.onset.onset_detect(y=y, sr=SR),
    "beat_track, float64": lambda: librosa.beat.beat_track(y=y, sr=SR),
    "beat_track, float32": lambda: librosa.beat.beat_track(y=single, sr=SR),
    "peak_pick of an envelope": lambda: librosa.util.peak_pick(envelope, **rule),
    "onset_detect of an envelope": lambda: librosa.onset.onset_detect(**given),
    "beat_track of an envelope": lambda: librosa.beat.beat_track(**given),
    "tempo of an envelope": lambda: librosa.feature.tempo(**given),
    "tempogram of an envelope": lambda: librosa.feature.tempogram(**given),
    "fourier_tempogram of an envelope": lambda: librosa.feature.fourier_tempogram(**given),
    "tempogram_ratio of a tempogram": lambda: librosa.feature.tempogram_ratio(tg=T, sr=SR),
    "plp of an envelope": lambda: librosa.beat.plp(**given),
}
result = {name: best(run) for name, run in calls.items()}
result["mean"] = float(np.mean(envelope))
result["beats"] = " ".join(map(str, librosa.beat.beat_track(y=y, sr=SR)[1]))
print(json.dumps(result))
