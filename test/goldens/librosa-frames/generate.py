"""Cases beside those in ../librosa: padding modes, short signals, odd sizes, transform types. Run: python generate.py

librosa 0.11.0, float64. Where librosa 0.11 mixes the channels of a batch (top_db), each channel is computed alone.
"""
import json
import os
import numpy as np
import librosa

HERE = os.path.dirname(os.path.abspath(__file__))
rng = np.random.default_rng(7)
cases = []


def number(v):
    v = float(v)
    return v if np.isfinite(v) else ("NaN" if np.isnan(v) else "Infinity" if v > 0 else "-Infinity")


def entry(a):
    a = np.asarray(a)
    if np.iscomplexobj(a):
        flat = [{"re": number(v.real), "im": number(v.imag)} for v in a.ravel()]
        return {"dtype": "complex128", "shape": list(a.shape), "value": flat}
    return {"dtype": "float64", "shape": list(a.shape), "value": [number(v) for v in a.ravel()]}


def case(id, reference, inputs, params, outputs, note=None):
    if not isinstance(outputs, dict):
        outputs = {"out": outputs}
    c = {
        "id": id,
        "reference": reference,
        "version": librosa.__version__,
        "inputs": {k: v if isinstance(v, dict) else entry(v) for k, v in inputs.items()},
        "params": {k: "Infinity" if v == np.inf else v for k, v in params.items()},
        "outputs": [{"name": k, **entry(v)} for k, v in outputs.items()],
        "tolerance": {"rtol": 1e-9, "atol": 1e-12},
    }
    if note:
        c["note"] = note
    cases.append(c)


def stft(id, y, **params):
    case(id, "librosa.stft", {"y": y}, params, librosa.stft(y, **params))


y = rng.standard_normal(100)
for mode in ("constant", "edge", "linear_ramp", "reflect", "symmetric"):
    stft(f"pad_{mode}", y, n_fft=16, hop_length=5, pad_mode=mode)
    stft(f"pad_{mode}_odd", y, n_fft=15, hop_length=4, pad_mode=mode)
    for n in (1, 2, 3, 7, 9):
        stft(f"short_{mode}_{n}", y[:n], n_fft=16, hop_length=4, pad_mode=mode)
stft("hop_beyond_frame", y, n_fft=8, hop_length=20)
stft("hop_beyond_frame_left", y, n_fft=8, hop_length=20, center=False)
stft("frame_of_1", y[:5], n_fft=1, hop_length=1)
stft("frame_of_2", y[:5], n_fft=2, hop_length=1, window="boxcar")
stft("exactly_one", y[:16], n_fft=16, hop_length=4, center=False)
stft("window_odd_in_even", y, n_fft=16, win_length=7, hop_length=5, window="hamming")
stft("window_even_in_odd", y, n_fft=15, win_length=6, hop_length=5, window="hamming")
stft("window_samples", y, n_fft=16, win_length=4, hop_length=8, window=[0.1, 0.9, 0.7, 0.3])
stft("three_axes", rng.standard_normal((2, 3, 20)), n_fft=8, hop_length=8)


def istft(id, D, **params):
    case(id, "librosa.istft", {"D": D}, params, librosa.istft(D, **params))


def noise(*shape):
    return rng.standard_normal(shape) + 1j * rng.standard_normal(shape)


istft("noise", noise(9, 12))
istft("noise_odd", noise(8, 12), n_fft=15, hop_length=4)
istft("noise_odd_left", noise(8, 12), n_fft=15, hop_length=4, center=False)
istft("noise_window", noise(9, 12), win_length=10, hop_length=3, window="hamming")
istft("noise_longer", noise(9, 12), hop_length=4, length=70)
istft("noise_shorter", noise(9, 12), hop_length=4, length=21)
istft("noise_left_longer", noise(9, 12), hop_length=4, length=80, center=False)
istft("noise_one_frame", noise(9, 1), hop_length=4, length=5)
istft("noise_gaps", noise(5, 6), hop_length=12)
istft("noise_batch", noise(2, 3, 9, 5), hop_length=4)
istft("rising_window", noise(9, 12), hop_length=16, window="boxcar", win_length=12)

D = noise(5, 4)
D[0, 0] = 0
D[1, 1] = 1e-310 - 2e-310j
D[2, 2] = 3e200 + 4e200j
D[3, 3] = -0.0
mag, phase = librosa.magphase(D)
case("extremes", "librosa.magphase", {"D": D}, {}, {"mag": mag, "phase": phase})

for n_chroma in (1, 5, 7, 9, 24, 36):
    p = {"sr": 22050, "n_fft": 64, "n_chroma": n_chroma}
    case(f"classes_{n_chroma}", "librosa.filters.chroma", {}, p, librosa.filters.chroma(**p, dtype=np.float64))
for i, p in enumerate((
    {"n_fft": 63}, {"n_fft": 2}, {"n_fft": 3}, {"n_fft": 64, "norm": np.inf}, {"n_fft": 64, "norm": 1.5},
    {"n_fft": 64, "tuning": -0.4, "n_chroma": 24}, {"n_fft": 64, "octwidth": 0.1},
)):
    p = {"sr": 16000, **p}
    case(f"chroma_{i}", "librosa.filters.chroma", {}, p, librosa.filters.chroma(**p, dtype=np.float64))

for i, p in enumerate((
    {"n_fft": 127, "n_mels": 10, "norm": 1.5}, {"n_fft": 64, "n_mels": 33}, {"n_fft": 64, "n_mels": 8, "fmin": 1999.5, "fmax": 2000.5},
    {"n_fft": 64, "n_mels": 1}, {"n_fft": 1, "n_mels": 1}, {"n_fft": 128, "n_mels": 5, "fmin": 1000, "fmax": 4000},
    {"n_fft": 256, "n_mels": 20, "htk": True, "fmin": 125, "fmax": 7500, "norm": None},
)):
    p = {"sr": 16000, **p}
    case(f"mel_{i}", "librosa.filters.mel", {}, p, librosa.filters.mel(**p, dtype=np.float64))

z = rng.standard_normal(400) * np.linspace(1e-6, 1, 400) ** 4
small = {"sr": 8000, "n_fft": 64, "hop_length": 32, "n_mels": 12}
for i, p in enumerate(({"power": 1}, {"power": 1.5}, {"power": 0.3}, {"norm": None}, {"norm": 2}, {"htk": True, "fmin": 30}, {"center": False})):
    p = {**small, **p}
    case(f"melspectrogram_{i}", "librosa.feature.melspectrogram", {"y": z}, p, librosa.feature.melspectrogram(y=z, **p, dtype=np.float64))

for dct_type in (1, 2, 3):
    for norm in ("ortho", None):
        p = {**small, "n_mfcc": 12, "dct_type": dct_type, "norm": norm}
        case(f"dct_{dct_type}_{norm}", "librosa.feature.mfcc", {"y": z}, p, librosa.feature.mfcc(y=z, **p, dtype=np.float64))
for i, p in enumerate(({"lifter": 7.5}, {"mel_norm": 1}, {"mel_norm": None, "htk": True}, {"power": 1}, {"n_mfcc": 1}, {"n_mfcc": 5, "center": False})):
    p = {**small, "n_mfcc": 7, **p}
    case(f"mfcc_{i}", "librosa.feature.mfcc", {"y": z}, p, librosa.feature.mfcc(y=z, **p, dtype=np.float64))

S = librosa.feature.melspectrogram(y=z, **small, dtype=np.float64)
for top_db in (None, 0, 20.0):
    out = librosa.feature.mfcc(S=librosa.power_to_db(S, top_db=top_db), n_mfcc=7)
    case(f"top_db_{top_db}", "librosa.feature.mfcc", {"y": z}, {**small, "n_mfcc": 7, "top_db": top_db}, out, "top_db of power_to_db")
for dct_type in (1, 2, 3, 4):
    p = {"n_mfcc": 5, "dct_type": dct_type}
    case(f"S_dct_{dct_type}", "librosa.feature.mfcc", {"S": S}, p, librosa.feature.mfcc(S=S, **p))

pair = np.stack([z, 1e-3 * z[::-1]])
p = {**small, "n_mfcc": 7}
out = np.stack([librosa.feature.mfcc(y=row, **p, dtype=np.float64) for row in pair])
case("pair", "librosa.feature.mfcc", {"y": pair}, p, out, "each channel alone")
stereo = np.load(os.path.join(HERE, "../signals/stereo.npy"))
p = {"sr": 22050, "n_mfcc": 13}
out = np.stack([librosa.feature.mfcc(y=row, **p, dtype=np.float64) for row in stereo])
source = {"dtype": "float64", "shape": list(stereo.shape), "file": "signals/stereo.npy"}
case("stereo", "librosa.feature.mfcc", {"y": source}, p, out, "each channel alone")

with open(os.path.join(HERE, "cases.json"), "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
print(len(cases))
