"""How near librosa's griffinlim comes to a spectrogram: the numbers in test/stft/griffin-lim.test.ts.

Run: python griffin_lim.py (librosa 0.11.0, numpy). Prints the mean inconsistency over ten seeds, for momentum 0.99 and 0.
"""

import os

import librosa
import numpy as np

S = np.load(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../librosa/in/e02f70b818ca.npy"))


def inconsistency(y):
    return np.linalg.norm(np.abs(librosa.stft(y, n_fft=512)) - S) / np.linalg.norm(S)


for momentum in (0.99, 0):
    distances = [inconsistency(librosa.griffinlim(S, momentum=momentum, random_state=seed)) for seed in range(10)]
    print(momentum, np.mean(distances))
