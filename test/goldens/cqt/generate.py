"""Golden cases of librosa's constant-Q functions beyond those in ../librosa: early halvings, odd hops, paddings, tunings, odd sizes.

Run: python generate.py (librosa 0.11.0). Writes cases.json and the arrays beside it. The filters are kept in double precision, as in
../librosa: their own single precision is a difference of 1e-7. What is said to run with "soxr_hq" keeps librosa's default resampler.
"""

import functools
import hashlib
import json
import os
import warnings

import librosa
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
warnings.simplefilter("ignore")
librosa.filters.wavelet = functools.partial(librosa.filters.wavelet, dtype=np.complex128)
sparsify = librosa.util.sparsify_rows
librosa.util.sparsify_rows = lambda x, *, quantile=0.01, dtype=None: sparsify(x, quantile=quantile, dtype=np.complex128)
rng = np.random.default_rng(17)
cases = []


def entry(x):
    x = np.asarray(x)
    kind = "complex128" if np.iscomplexobj(x) else "float64"
    data = np.ascontiguousarray(x, dtype="<c16" if kind == "complex128" else "<f8")
    name = hashlib.sha256(data.tobytes() + str(data.shape).encode()).hexdigest()[:12] + ".npy"
    np.save(os.path.join(HERE, name), data)
    return {"file": f"cqt/{name}", "dtype": kind, "shape": list(data.shape)}


def case(id, function, inputs, tolerance=1e-9, **params):
    extra = {"dtype": np.float64} if function in (librosa.icqt,) else {}
    result = function(**inputs, **params, **extra)
    shown = {k: v.tolist() if isinstance(v, np.ndarray) else v for k, v in params.items()}
    feature = function.__module__.startswith("librosa.feature")
    cases.append(
        {
            "id": id,
            "reference": ("librosa.feature." if feature else "librosa.") + function.__name__,
            "version": f"librosa {librosa.__version__}",
            "inputs": {k: entry(v) for k, v in inputs.items()},
            "params": {k: ("Infinity" if v == np.inf else v) if isinstance(v, float) else v for k, v in shown.items()},
            "outputs": [{"name": "out", **entry(result)}],
            "tolerance": {"rtol": tolerance, "atol": tolerance},
        }
    )


sr, n = 8000, 3001
time = np.arange(n) / sr
y = 0.3 * np.sin(2 * np.pi * 97 * time) + 0.2 * np.sin(2 * np.pi * (220 + 90 * time) * time) + 0.05 * rng.standard_normal(n)
y[1200:] += 0.4 * np.sin(2 * np.pi * 523.3 * time[1200:])
stereo = np.stack([y, y[::-1] ** 2])
poly = {"sr": sr, "res_type": "polyphase"}

case("cqt_early_halvings", librosa.cqt, {"y": y}, **poly, n_bins=19, fmin=55.0)
case("cqt_early_unscaled", librosa.cqt, {"y": y}, **poly, n_bins=12, fmin=80.0, scale=False, norm=2)
case("cqt_odd_hop", librosa.cqt, {"y": y}, **poly, n_bins=31, fmin=60.0, hop_length=300)
case("cqt_reflect_norms", librosa.cqt, {"y": y}, **poly, n_bins=27, fmin=110.0, pad_mode="reflect", norm=None, sparsity=0.0)
case("cqt_largest", librosa.cqt, {"y": y}, **poly, n_bins=14, bins_per_octave=7, fmin=300.0, norm=np.inf, window="hamming", sparsity=0.1)
case("cqt_one_bin", librosa.cqt, {"y": y}, **poly, n_bins=1, fmin=440.0, hop_length=128)
case("cqt_one_frame", librosa.cqt, {"y": y[:100]}, **poly, n_bins=24, fmin=200.0)
case("cqt_stereo", librosa.cqt, {"y": stereo}, **poly, n_bins=24, fmin=110.0, hop_length=256)
case("cqt_soxr", librosa.cqt, {"y": y}, sr=sr, n_bins=60, fmin=32.7, hop_length=256, tolerance=1e-6)
# 2999 / 8 rounds up: where it does not, soxr drops the last sample and librosa puts a zero there.
case("cqt_soxr_early", librosa.cqt, {"y": y[:2999]}, sr=sr, n_bins=24, fmin=32.7, tolerance=1e-6)
case("vqt_pythagorean", librosa.vqt, {"y": y}, **poly, n_bins=30, fmin=100.0, intervals="pythagorean", gamma=5.0)
case("vqt_list", librosa.vqt, {"y": y}, **poly, n_bins=10, fmin=100.0, intervals=[1, 1.2, 1.5])
# Not 150 Hz: filters on the very centre of a bin have a symmetric spectrum, and rounding decides which half of a pair is kept.
case("vqt_ji7", librosa.vqt, {"y": y}, **poly, n_bins=20, fmin=151.3, intervals="ji7", bins_per_octave=9, tuning=0.0)
case("pseudo_unscaled", librosa.pseudo_cqt, {"y": y}, sr=sr, n_bins=25, fmin=300.0, scale=False, hop_length=200, tuning=-0.3)
case("pseudo_long_filters", librosa.pseudo_cqt, {"y": y}, sr=sr, n_bins=20, fmin=60.0, norm=2, pad_mode="edge")
# 3000 samples: of 3001, the rate lowered by 8, librosa makes one frame more.
case("hybrid_all_full", librosa.hybrid_cqt, {"y": y[:3000]}, **poly, n_bins=24, fmin=55.0, hop_length=64)
case("hybrid_all_pseudo", librosa.hybrid_cqt, {"y": y}, **poly, n_bins=12, fmin=1000.0)
case("hybrid_mixed", librosa.hybrid_cqt, {"y": y}, **poly, n_bins=50, fmin=100.0, tuning=0.2, scale=False)

C = librosa.cqt(y=y, **poly, n_bins=36, fmin=110.0, hop_length=64)[:, :20]
case("icqt_short", librosa.icqt, {"C": C}, **poly, fmin=110.0, hop_length=64)
case("icqt_cut", librosa.icqt, {"C": C}, **poly, fmin=110.0, hop_length=64, length=700, scale=False, norm=2)
case("icqt_odd_hop", librosa.icqt, {"C": C[:24]}, **poly, fmin=110.0, hop_length=45)
case("icqt_soxr", librosa.icqt, {"C": C}, sr=sr, fmin=110.0, hop_length=64, tolerance=1e-6)
case("icqt_part_of_an_octave", librosa.icqt, {"C": C[:29]}, **poly, fmin=110.0, hop_length=64)
M = np.abs(C[:24])
case("griffinlim_ones", librosa.griffinlim_cqt, {"C": M}, **poly, fmin=110.0, hop_length=64, n_iter=3, init=None, tolerance=1e-5)

F = np.abs(rng.standard_normal((2, 48, 7)))
case("chroma_cqt_24", librosa.feature.chroma_cqt, {"C": F}, sr=sr, bins_per_octave=24, fmin=55.0, norm=1)
case("chroma_cqt_window", librosa.feature.chroma_cqt, {"C": F}, sr=sr, bins_per_octave=24, n_chroma=24, window=np.array([0.25, 0.5, 0.25]), norm=None)
case("chroma_vqt_9", librosa.feature.chroma_vqt, {"V": F[0, :45]}, sr=sr, intervals="ji3", bins_per_octave=9, threshold=0.5)
case("chroma_cens_even", librosa.feature.chroma_cens, {"C": F}, sr=sr, bins_per_octave=12, win_len_smooth=4, norm=np.inf)
low = {"sr": sr, "n_octaves": 4, "fmin": 65.4}
case("chroma_cqt_signal", librosa.feature.chroma_cqt, {"y": y}, **low, tolerance=1e-6)
case("chroma_cqt_hybrid", librosa.feature.chroma_cqt, {"y": y}, **low, tuning=0.0, cqt_mode="hybrid", tolerance=1e-6)
case("chroma_vqt_signal", librosa.feature.chroma_vqt, {"y": y}, **low, intervals="pythagorean", gamma=3.0, tolerance=1e-6)
case("chroma_cens_signal", librosa.feature.chroma_cens, {"y": y}, **low, tuning=0.1, win_len_smooth=3, tolerance=1e-6)
case("tonnetz_signal", librosa.feature.tonnetz, {"y": y}, **low, hop_length=256, tuning=0.0, tolerance=1e-6)

with open(os.path.join(HERE, "cases.json"), "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
print(len(cases), "cases")
