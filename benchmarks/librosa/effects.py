"""One process: processor time of librosa's effects and decompositions, milliseconds, one core, best of some calls."""

import json
import os
import sys
import time
import warnings

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
import librosa
import numpy as np

SR = 22050
warnings.simplefilter("ignore")


def best(run, times):
    if times > 1:
        run()
    spent = []
    for _ in range(times):
        start = time.process_time()
        run()
        spent.append(1000 * (time.process_time() - start))
    return min(spent)


y = np.fromfile(sys.argv[1])
D = librosa.stft(y)
S = np.abs(D)
M = librosa.feature.melspectrogram(y=y, sr=SR, dtype=np.float64)
C = librosa.feature.chroma_stft(y=y, sr=SR, tuning=0.0)
short = np.abs(librosa.stft(y[: 10 * SR]))
halves = np.array([[(119 - i) * 11025, (120 - i) * 11025] for i in range(120)])
calls = {
    "effects.hpss": (lambda: librosa.effects.hpss(y), 2),
    "decompose.hpss": (lambda: librosa.decompose.hpss(S), 1),
    "griffinlim": (lambda: librosa.griffinlim(S, init=None), 1),
    "phase_vocoder": (lambda: librosa.phase_vocoder(D, rate=1.3), 3),
    "time_stretch": (lambda: librosa.effects.time_stretch(y, rate=1.3), 3),
    "pitch_shift, our sinc, their soxr_hq": (lambda: librosa.effects.pitch_shift(y, sr=SR, n_steps=4), 3),
    "trim": (lambda: librosa.effects.trim(y), 5),
    "split": (lambda: librosa.effects.split(y), 5),
    "remix": (lambda: librosa.effects.remix(y, halves), 5),
    "pcen": (lambda: librosa.pcen(M, sr=SR), 5),
    "decompose, 10 s, 8 components": (lambda: librosa.decompose.decompose(short, n_components=8), 1),
    "nn_filter, chroma": (lambda: librosa.decompose.nn_filter(C), 1),
}
result = {name: best(*call) for name, call in calls.items()}
energy = lambda x: float(np.sum(x**2))
sums = [
    energy(librosa.effects.hpss(y)[1]),
    energy(librosa.effects.time_stretch(y, rate=1.3)),
    energy(librosa.pcen(M, sr=SR)),
]
print(json.dumps({"result": result, "sums": sums}))
