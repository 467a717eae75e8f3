"""Golden cases of librosa's spectral features beyond those in ../librosa: odd sizes, paddings, own frequencies, norms, short inputs.

Run: python generate.py (librosa 0.11.0, numpy, scipy). Writes cases.json and the arrays beside it.
"""

import hashlib
import json
import os
import warnings

import librosa
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = "spectral-features"
warnings.simplefilter("ignore")
rng = np.random.default_rng(2026)
cases = []


def entry(x):
    x = np.asarray(x)
    if x.dtype == bool or np.issubdtype(x.dtype, np.integer):
        x = x.astype(np.float64)
    info = {"dtype": "float64", "shape": list(x.shape)}
    if x.size <= 16:
        return {"value": x.tolist(), **info}
    data = np.ascontiguousarray(x, dtype="<f8")
    name = hashlib.sha256(data.tobytes() + str(data.shape).encode()).hexdigest()[:12] + ".npy"
    np.save(os.path.join(HERE, name), data)
    return {"file": f"{FOLDER}/{name}", **info}


def case(id, function, inputs, params, **extra):
    """Calls `function` and keeps the answer; `extra` goes into the call only."""
    keyword = dict(inputs)
    if function in (librosa.feature.delta, librosa.feature.stack_memory, librosa.feature.zero_crossing_rate):
        first = keyword.pop(next(iter(inputs)))
        result = function(first, **keyword, **params, **extra)
    else:
        result = function(**keyword, **params, **extra)
    results = dict(zip(("pitches", "magnitudes"), result)) if isinstance(result, tuple) else {"out": result}
    shown = {k: (v if not isinstance(v, float) or np.isfinite(v) else str(v).replace("inf", "Infinity")) for k, v in params.items()}
    name = "piptrack estimate_tuning pitch_tuning".split()
    prefix = "librosa." if function.__name__ in name else "librosa.feature."
    cases.append(
        {
            "id": id,
            "reference": prefix + function.__name__,
            "version": f"librosa {librosa.__version__}",
            "inputs": {k: entry(v) for k, v in inputs.items()},
            "params": shown,
            "outputs": [{"name": k, **entry(v)} for k, v in results.items()],
            "tolerance": {"rtol": 1e-9, "atol": 1e-12},
        }
    )


n = 3000
time = np.arange(n) / 8000
y = 0.4 * np.sin(2 * np.pi * 523 * time) + 0.2 * np.sin(2 * np.pi * 1310 * time**1.01) + 0.05 * rng.standard_normal(n)
y[1400:1800] = 0
sr = 8000
S = np.abs(librosa.stft(y, n_fft=256, hop_length=128))
moving = librosa.fft_frequencies(sr=sr, n_fft=256)[:, None] * (1 + 0.02 * rng.random((1, S.shape[1]))) + rng.random(S.shape)
shuffled = rng.permutation(librosa.fft_frequencies(sr=sr, n_fft=256))
centre = 500 + 2000 * rng.random((1, S.shape[1]))
f = librosa.feature

framings = {
    "odd": dict(n_fft=255, hop_length=100),
    "win": dict(n_fft=512, hop_length=160, win_length=400, window="hamming"),
    "reflect": dict(n_fft=300, hop_length=128, pad_mode="reflect"),
    "edge": dict(n_fft=256, hop_length=128, pad_mode="edge"),
    "nocenter": dict(n_fft=256, hop_length=200, center=False),
}
for key, framing in framings.items():
    case(f"centroid_{key}", f.spectral_centroid, {"y": y}, {"sr": sr, **framing})
    case(f"bandwidth_{key}", f.spectral_bandwidth, {"y": y}, {"sr": sr, "p": 1.5, **framing})
    case(f"rolloff_{key}", f.spectral_rolloff, {"y": y}, {"sr": sr, "roll_percent": 0.5, **framing})
    case(f"flatness_{key}", f.spectral_flatness, {"y": y}, {"power": 1.3, **framing})
    case(f"contrast_{key}", f.spectral_contrast, {"y": y}, {"sr": sr, "n_bands": 4, **framing})
    case(f"poly_{key}", f.poly_features, {"y": y}, {"sr": sr, "order": 3, **framing})
    case(f"chroma_{key}", f.chroma_stft, {"y": y}, {"sr": sr, "tuning": 0.1, **framing}, dtype=np.float64)

for key, own in {"moving": moving, "shuffled": shuffled}.items():
    case(f"centroid_S_{key}", f.spectral_centroid, {"S": S, "freq": own}, {})
    case(f"bandwidth_S_{key}", f.spectral_bandwidth, {"S": S, "freq": own}, {})
    case(f"rolloff_S_{key}", f.spectral_rolloff, {"S": S, "freq": own}, {})
case("bandwidth_S_centroid", f.spectral_bandwidth, {"S": S, "centroid": centre}, {"sr": sr, "norm": False})
case("poly_S_moving", f.poly_features, {"S": S, "freq": moving}, {"order": 2})
for order in (0, 1, 5):
    case(f"poly_S_{order}", f.poly_features, {"S": S}, {"sr": sr, "order": order})
for quantile in (0.1, 0.5, 0.9):
    case(f"contrast_S_{quantile}", f.spectral_contrast, {"S": S}, {"sr": sr, "quantile": quantile, "n_bands": 2})
wide = np.abs(rng.standard_normal((1025, 3)))
case("contrast_wide", f.spectral_contrast, {"S": wide}, {"sr": 22050, "quantile": 0.4})
case("contrast_range", f.spectral_contrast, {"S": S**6}, {"sr": sr, "n_bands": 3})

for norm in (1, 2, 3, 0, None, -np.inf):
    case(f"chroma_norm_{norm}", f.chroma_stft, {"S": S**2}, {"sr": sr, "norm": norm, "tuning": 0}, dtype=np.float64)
case("chroma_36", f.chroma_stft, {"S": S**2}, {"sr": sr, "n_chroma": 36, "octwidth": 1, "ctroct": 4}, dtype=np.float64)
case("chroma_7", f.chroma_stft, {"S": S**2}, {"sr": sr, "n_chroma": 7, "base_c": False}, dtype=np.float64)
for classes in (12, 24, 36):
    case(f"tonnetz_{classes}", f.tonnetz, {"chroma": rng.random((classes, 5))}, {})

for mode in ("edge", "reflect", "symmetric", "wrap", "linear_ramp", "mean", "maximum", "minimum", "median"):
    case(f"rms_{mode}", f.rms, {"y": y[:400]}, {"frame_length": 301, "hop_length": 77, "pad_mode": mode}, dtype=np.float64)
case("rms_S_odd", f.rms, {"S": S[:100]}, {"frame_length": 199}, dtype=np.float64)
steps = np.round(3 * rng.standard_normal(600)) / 3
for key, params in {
    "threshold": {"threshold": 0.4},
    "zero": {"zero_pos": False},
    "pad": {"pad": True},
    "ref": {"threshold": 0.5, "ref_magnitude": 0.8},
    "odd": {"threshold": 0},
}.items():
    case(f"zcr_{key}", f.zero_crossing_rate, {"y": steps}, {"frame_length": 101, "hop_length": 30, **params})

short = rng.standard_normal((2, 3, 5))
for mode in ("nearest", "mirror", "constant", "wrap"):
    case(f"delta_short_{mode}", f.delta, {"data": short}, {"width": 15, "order": 2, "mode": mode})
    case(f"delta_four_{mode}", f.delta, {"data": short[..., :4]}, {"width": 7, "mode": mode})
case("delta_axis", f.delta, {"data": rng.standard_normal((9, 4, 3))}, {"axis": 0, "width": 7, "polyorder": 3, "delta": 0.25})
case("delta_axis_1", f.delta, {"data": rng.standard_normal((2, 9, 3))}, {"axis": 1, "width": 9, "order": 2, "polyorder": 4})
case("delta_row", f.delta, {"data": rng.standard_normal(30)}, {"width": 11, "order": 2})
for key, params in {
    "edge": {"n_steps": 4, "delay": 2, "mode": "edge"},
    "reflect": {"n_steps": 5, "delay": -3, "mode": "reflect"},
    "wrap": {"n_steps": 3, "delay": 7, "mode": "wrap"},
    "ramp": {"n_steps": 3, "delay": 2, "mode": "linear_ramp", "end_values": 2},
    "constant": {"n_steps": 3, "delay": -2, "constant_values": 9},
    "one": {"n_steps": 1, "delay": 4},
}.items():
    case(f"stack_{key}", f.stack_memory, {"data": short[0]}, params)
case("stack_row", f.stack_memory, {"data": short[0, 0]}, {"n_steps": 3})

for key, params in {
    "odd": {"n_fft": 301, "hop_length": 200},
    "ref": {"n_fft": 256, "hop_length": 500, "ref": 2.5, "fmin": 0, "fmax": 4000},
    "low": {"n_fft": 256, "hop_length": 500, "threshold": 0, "fmin": 0, "fmax": 4000},
    "default_hop": {"n_fft": 512, "win_length": 400},
}.items():
    case(f"piptrack_{key}", librosa.piptrack, {"y": y}, {"sr": sr, **params})
case("tuning_S", librosa.estimate_tuning, {"S": S}, {"sr": sr, "resolution": 0.03})
case("tuning_19", librosa.estimate_tuning, {"y": y}, {"sr": sr, "bins_per_octave": 19, "n_fft": 1024, "fmax": 2000.0})
pitches = 440 * 2 ** (rng.integers(-30, 30, 400) / 12 + 0.02 * rng.standard_normal(400) + 0.49 / 12)
case("pitch_tuning_edge", librosa.pitch_tuning, {"frequencies": pitches}, {"resolution": 0.03})
case("pitch_tuning_zero", librosa.pitch_tuning, {"frequencies": np.concatenate([pitches[:9], np.zeros(12)])}, {"bins_per_octave": 36})

with open(os.path.join(HERE, "cases.json"), "w") as out:
    json.dump(cases, out, indent=1)
    out.write("\n")
print(len(cases), "cases")
