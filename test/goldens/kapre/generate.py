"""Golden cases of kapre 0.4.0 and 0.1.7. Run: python generate.py (kapre 0.4.0, TensorFlow 2.21 with Keras 3.15.1, librosa 0.11, numpy).

`kapre.` is the package 0.4.0 itself, run in double precision: Keras' float type is set to float64. Five numbers are float32 in it all the
same, and are handed to it as float64 here, so that its formulas can be compared to 1e-9: the mel filters of librosa (`dtype=`), `amin` of
the decibels, `quantization_channels` of mu-law, and type and pi of the approximate arctangent. `ConcatenateFrequencyMap` knows float32
only, and is run in it, with 17 bins, whose ramp float32 holds exactly.

`kapre01.` is kapre 0.1.7, whose layers TensorFlow 2.21 cannot build (`trainable_weights.append`). Its definition is followed step by step
with numpy in float64: the windowed DFT matrix that it convolves with and TensorFlow's padding (both checked here against `tf.nn.conv2d`),
powers, filters, decibels, normalisation. Its filters had `norm=1` when librosa's 1 meant `slaney`.

`kapre32.` is kapre 0.4.0 as it really answers, in float32.
"""
import functools
import hashlib
import json
import os
import types

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
import kapre
import librosa
import numpy as np
import tensorflow as tf
from kapre import backend, composed
from kapre import tflite_compatible_stft as tflite

tf.keras.backend.set_floatx("float64")
tf.keras.backend.set_image_data_format("channels_last")
rounded_mel = librosa.filters.mel
librosa.filters.mel = functools.partial(rounded_mel, dtype=np.float64)
tflite.np = types.SimpleNamespace(pi=tf.constant(np.pi, tf.float64))
double = functools.partial(tf.constant, dtype=tf.float64)
HERE = os.path.dirname(os.path.abspath(__file__))
for old in os.listdir(HERE):
    if old.endswith(".npy"):
        os.remove(os.path.join(HERE, old))
VERSION = f"kapre {kapre.__version__}, tensorflow {tf.__version__}"
cases = []


def entry(a):
    a = np.asarray(a)
    a = a.astype(np.complex128 if np.iscomplexobj(a) else np.float64)
    info = {"dtype": str(a.dtype), "shape": list(a.shape)}
    if a.size <= 16 and not np.iscomplexobj(a):
        return {"value": a.tolist(), **info}
    data = np.ascontiguousarray(a, dtype="<c16" if np.iscomplexobj(a) else "<f8")
    name = hashlib.sha256(data.tobytes() + str(data.shape).encode()).hexdigest()[:12] + ".npy"
    np.save(os.path.join(HERE, name), data)
    return {"file": f"kapre/{name}", **info}


def case(id, reference, inputs, params, output):
    assert np.all(np.isfinite(np.asarray(output))), id
    cases.append(
        {
            "id": id,
            "reference": reference,
            "version": VERSION if not reference.startswith("kapre01") else "kapre 0.1.7 (definition)",
            "inputs": {k: entry(v) for k, v in inputs.items()},
            "params": params,
            "outputs": [{"name": "out", **entry(output)}],
            "tolerance": {"rtol": 1e-9, "atol": 1e-12},
        }
    )


rng = np.random.default_rng(2026)
n = 300
time = np.arange(n) / 8000
# Two clips of two channels: tones with a decay over noise, one loud and one soft, so that what lies 80 dB below one is alive in the other.
waves = np.stack(
    [
        [np.sin(2 * np.pi * 700 * time) * np.exp(-20 * time), 0.2 * np.sin(2 * np.pi * (300 + 9000 * time) * time)],
        [1e-3 * np.cos(2 * np.pi * 1900 * time), np.zeros(n)],
    ]
) + 1e-4 * rng.standard_normal((2, 2, n))
waves[1, 1, :200] = 0
FORMATS = ("channels_first", "channels_last")
lying = {"channels_first": waves, "channels_last": np.transpose(waves, (0, 2, 1))}
as_layer = {**{k: v for k, v in lying.items()}}


def run(layer, x):
    return np.asarray(layer(tf.constant(x)))


# --- 0.4: transforms
def stft(id, x, **params):
    p = {"input_data_format": "channels_first", "output_data_format": "channels_first", **params}
    shown = {**p, "compat": True}
    case(id, "kapre.STFT", {"x": x}, shown, run(kapre.STFT(**p, dtype="float64"), x))


for i in FORMATS:
    for o in FORMATS:
        stft(f"{i}_{o}", lying[i], n_fft=32, hop_length=40, input_data_format=i, output_data_format=o)
one = waves[:1, :1]
stft("hop_by_default", one, n_fft=64)
stft("pads", one, n_fft=64, hop_length=24, pad_begin=True, pad_end=True)
stft("pad_end_short", one[..., :20], n_fft=32, hop_length=8, pad_end=True)
stft("short_window", one, n_fft=64, win_length=40, hop_length=16)
stft("short_window_padded", one, n_fft=64, win_length=40, hop_length=16, pad_begin=True, pad_end=True)
stft("odd_window", one, n_fft=64, win_length=45, hop_length=16)
stft("odd_fft", one, n_fft=45, hop_length=20)
stft("hop_beyond", one, n_fft=16, hop_length=50)
for w in ("hamming_window", "kaiser_window", "kaiser_bessel_derived_window", "vorbis_window"):
    stft(w, one, n_fft=48, hop_length=48, window_name=w)
stft("hamming_odd", one, n_fft=48, win_length=31, hop_length=48, window_name="hamming_window")
stft("kaiser_odd", one, n_fft=48, win_length=31, hop_length=48, window_name="kaiser_window")
long_wave = np.sin(2 * np.pi * 440 * np.arange(2600) / 22050)[None, None] + 0.01 * rng.standard_normal((1, 1, 2600))
stft("all_defaults", long_wave)

small = run(kapre.STFT(n_fft=32, hop_length=8, input_data_format="channels_first", output_data_format="channels_first", dtype="float64"), waves[..., :110])
small_last = np.transpose(small, (0, 2, 3, 1))


def istft(id, D, **params):
    p = {"input_data_format": "channels_first", "output_data_format": "channels_first", **params}
    case(id, "kapre.InverseSTFT", {"x": D}, {**p, "compat": True}, run(kapre.InverseSTFT(**p, dtype="float64"), D))


istft("first", small, n_fft=32, hop_length=8)
istft("last", small_last, n_fft=32, hop_length=8, input_data_format="channels_last", output_data_format="channels_last")
istft("hop_by_default", small, n_fft=32)
istft("hop_16", small, n_fft=32, hop_length=16)
istft("hop_7", small, n_fft=32, hop_length=7)
istft("hop_32", small, n_fft=32, hop_length=32)
istft("hop_40", small, n_fft=32, hop_length=40)
istft("short_window", small, n_fft=32, win_length=20, hop_length=5)
istft("odd_window", small, n_fft=32, win_length=21, hop_length=5)
istft("odd_fft", small, n_fft=33, hop_length=8)
istft("vorbis", small, n_fft=32, hop_length=16, forward_window_name="vorbis_window")
forward, back = composed.get_perfectly_reconstructing_stft_istft(48, 16, "channels_first", "channels_first")
D = run(forward, waves[:1])
case("pair_forward", "kapre.pair_stft", {"x": waves[:1]}, {"n_fft": 48, "hop_length": 16, "waveform_data_format": "channels_first", "stft_data_format": "channels_first"}, D)
case("pair_back", "kapre.pair_istft", {"x": D}, {"n_fft": 48, "hop_length": 16, "waveform_data_format": "channels_first", "stft_data_format": "channels_first", "compat": True}, run(back, D))

case("first", "kapre.Magnitude", {"x": small}, {"data_format": "channels_first"}, run(kapre.Magnitude(dtype="float64"), small))
case("exact", "kapre.Phase", {"x": small}, {"data_format": "channels_first"}, run(kapre.Phase(dtype="float64"), small))
for k in (1, 3, 100):
    grid = rng.standard_normal((1, 1, 6, 9)) + 1j * rng.standard_normal((1, 1, 6, 9))
    grid[0, 0, 0] = [0, 1, -1, 1j, -1j, 1e-3 + 1j, -1e-3 - 1j, 1e3 + 1j, -1e3 - 1j]
    approximate = np.asarray(tflite.atan2_tflite(tf.constant(grid.imag), tf.constant(grid.real), n=k, dtype=tf.float64))
    case(f"approximate_{k}", "kapre.Phase", {"x": grid}, {"data_format": "channels_first", "approx_atan_accuracy": k, "compat": True}, approximate)

# --- 0.4: decibels, bands
magnitudes = np.abs(small)


def decibel(id, x, **params):
    out = np.asarray(backend.magnitude_to_decibel(tf.constant(x), **{**params, "amin": np.float64(params.get("amin", 1e-5))}))
    case(id, "kapre.MagnitudeToDecibel", {"x": x}, {**({"data_format": "channels_first"} if x.ndim == 4 else {}), **params}, out)


decibel("batch", magnitudes)
decibel("range_20", magnitudes, dynamic_range=20.0)
decibel("reference", magnitudes, ref_value=0.01, amin=1e-3)
decibel("reference_below_amin", magnitudes, ref_value=1e-7)
decibel("one_axis", np.array([0.0, 1e-9, 0.1, 3.0, 2e5]))
decibel("silence", np.zeros((2, 1, 3, 4)))

for id, p in {
    "defaults": dict(sample_rate=22050, n_freq=65, n_mels=20),
    "range": dict(sample_rate=16000, n_freq=65, n_mels=16, f_min=200.0, f_max=7000.0),
    "htk": dict(sample_rate=16000, n_freq=65, n_mels=16, htk=True, norm=None),
    "norm_1": dict(sample_rate=16000, n_freq=65, n_mels=16, norm=1),
}.items():
    case(id, "kapre.filterbank_mel", {}, p, np.asarray(backend.filterbank_mel(**p)))
for id, p in {
    "small_fft": dict(sample_rate=22050, n_freq=65, n_bins=36, f_min=110.0),
    "narrow": dict(sample_rate=22050, n_freq=65, n_bins=24, spread=0.01),
    "other": dict(sample_rate=16000, n_freq=65, n_bins=30, bins_per_octave=6, f_min=55.0, spread=0.3),
}.items():
    case(id, "kapre.filterbank_log", {}, p, np.asarray(backend.filterbank_log(**p)))
weights = rng.standard_normal((17, 5))
case("own_weights", "kapre.tensordot", {"x": magnitudes, "filterbank": weights}, {"data_format": "channels_first"}, np.asarray(tf.tensordot(magnitudes, weights, axes=(3, 0))))
for o in FORMATS:
    x = magnitudes if o == "channels_first" else np.transpose(magnitudes, (0, 2, 3, 1))
    kwargs = dict(sample_rate=8000, n_freq=17, n_mels=6)
    layer = kapre.ApplyFilterbank(type="mel", filterbank_kwargs=kwargs, data_format=o, dtype="float64")
    case(o, "kapre.ApplyFilterbank", {"x": x}, {"filterbank_kwargs": {"sampleRate": 8000, "nFreq": 17, "nMels": 6}, "data_format": o}, run(layer, x))

# --- 0.4: features of features
mono = magnitudes[:, :1]
for mode in ("symmetric", "reflect", "constant"):
    for w in (3, 5, 9):
        p = dict(win_length=w, mode=mode)
        case(f"{mode}_{w}", "kapre.Delta", {"x": mono}, {**p, "data_format": "channels_first"}, run(kapre.Delta(**p, data_format="channels_first", dtype="float64"), mono))
logs = np.log(magnitudes + 1e-3)
for k in (1, 13, 17):
    case(f"{k}", "kapre.LogmelToMFCC", {"x": logs}, {"n_mfccs": k, "data_format": "channels_first"}, run(kapre.LogmelToMFCC(n_mfccs=k, data_format="channels_first", dtype="float64"), logs))
last = np.transpose(logs, (0, 2, 3, 1))
case("last", "kapre.LogmelToMFCC", {"x": last}, {"n_mfccs": 5, "data_format": "channels_last"}, run(kapre.LogmelToMFCC(n_mfccs=5, data_format="channels_last", dtype="float64"), last))
for o in FORMATS:
    x = magnitudes if o == "channels_first" else np.transpose(magnitudes, (0, 2, 3, 1))
    x = np.float32(x)
    case(o, "kapre.ConcatenateFrequencyMap", {"x": x}, {"data_format": o}, np.asarray(kapre.ConcatenateFrequencyMap(data_format=o, dtype="float32")(tf.constant(x))))

# --- 0.4: signals
short = waves[..., :50]
for o in FORMATS:
    x = short if o == "channels_first" else np.transpose(short, (0, 2, 1))
    for id, p in {"plain": dict(frame_length=12, hop_length=5), "padded": dict(frame_length=12, hop_length=5, pad_end=True, pad_value=-3.0)}.items():
        case(f"{id}_{o}", "kapre.Frame", {"x": x}, {**p, "data_format": o}, run(kapre.Frame(**p, data_format=o, dtype="float64"), x))
        q = dict(sample_rate=8000, ref_duration=0.25, **p)
        case(f"{id}_{o}", "kapre.Energy", {"x": x}, {**q, "data_format": o}, run(kapre.Energy(**q, data_format=o, dtype="float64"), x))
long_one = np.tile(waves[:1, :1], 12)
case("defaults", "kapre.Energy", {"x": long_one}, {"sample_rate": 22050, "data_format": "channels_first"}, run(kapre.Energy(data_format="channels_first", dtype="float64"), long_one))
samples = np.concatenate([[-1, 1, 0, 1e-5, -1e-5], rng.uniform(-1, 1, 200)])
for q in (2, 16, 256, 65536):
    codes = np.asarray(backend.mu_law_encoding(tf.constant(samples), double(float(q))))
    case(f"{q}", "kapre.mu_law_encoding", {"x": samples}, {"quantization_channels": q}, codes)
    some = np.unique(np.linspace(0, q - 1, min(q, 64)).astype(int)).astype(np.float64)
    case(f"{q}", "kapre.mu_law_decoding", {"x": some}, {"quantization_channels": q}, np.asarray(backend.mu_law_decoding(tf.constant(some), double(float(q)))))

# --- 0.4: composed layers
C = dict(input_data_format="channels_first", output_data_format="channels_first")


def composed_case(id, name, make, x, reference="kapre", **params):
    arguments = {**C, **params}
    if reference == "kapre":
        arguments["db_amin"] = np.float64(params.get("db_amin", 1e-5))
    case(id, f"{reference}.{name}", {"x": x}, {**C, **params, "compat": True}, run(make(input_shape=x.shape[1:], **arguments), x))


mag, melgram, loggram, mag_phase = (
    composed.get_stft_magnitude_layer,
    composed.get_melspectrogram_layer,
    composed.get_log_frequency_spectrogram_layer,
    composed.get_stft_mag_phase,
)
composed_case("plain", "stft_magnitude", mag, waves, n_fft=48, hop_length=40)
composed_case("decibel", "stft_magnitude", mag, waves, n_fft=48, hop_length=40, return_decibel=True)
composed_case("decibel_30", "stft_magnitude", mag, waves, n_fft=48, hop_length=40, return_decibel=True, db_amin=1e-3, db_ref_value=2.0, db_dynamic_range=30.0)
composed_case("plain", "melspectrogram", melgram, waves, n_fft=48, hop_length=40, sample_rate=8000, n_mels=12)
composed_case("decibel", "melspectrogram", melgram, waves, n_fft=48, hop_length=40, sample_rate=8000, n_mels=12, return_decibel=True, pad_end=True)
composed_case("htk", "melspectrogram", melgram, waves[:1], n_fft=128, sample_rate=8000, n_mels=12, mel_f_min=100.0, mel_f_max=3000.0, mel_htk=True, mel_norm=None)
composed_case("odd_fft", "melspectrogram", melgram, waves[:1], n_fft=101, hop_length=50, sample_rate=8000, n_mels=12)
composed_case("all_defaults", "melspectrogram", melgram, long_wave, sample_rate=22050)
composed_case("last", "melspectrogram", melgram, lying["channels_last"], n_fft=48, hop_length=40, sample_rate=8000, n_mels=12, input_data_format="channels_last", output_data_format="channels_last", return_decibel=True)
composed_case("plain", "log_frequency_spectrogram", loggram, waves, n_fft=128, hop_length=60, sample_rate=8000, log_n_bins=30, log_f_min=100.0, log_bins_per_octave=6)
composed_case("decibel", "log_frequency_spectrogram", loggram, waves[:1], n_fft=128, hop_length=60, sample_rate=8000, log_n_bins=60, log_spread=0.3, return_decibel=True)
composed_case("plain", "stft_mag_phase", mag_phase, waves, n_fft=32, hop_length=40)
composed_case("decibel", "stft_mag_phase", mag_phase, waves[:1], n_fft=64, hop_length=40, return_decibel=True, output_data_format="channels_last")

# --- 0.1.7, by its definition
def kernels(n_dft):
    k = np.arange(n_dft // 2 + 1)[:, None] * np.arange(n_dft)[None]
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(n_dft) / n_dft)
    w = 2 * np.pi / n_dft * (k % n_dft)
    return (np.cos(w) * window).T, (-np.sin(w) * window).T


def spectrogram01(x, n_dft=512, n_hop=None, padding="same", power_spectrogram=2.0, return_decibel_spectrogram=False, image_data_format="channels_first"):
    n_hop = n_hop or n_dft // 2
    length = x.shape[-1]
    before = after = 0
    if padding == "same":
        missing = max(0, (-(-length // n_hop) - 1) * n_hop + n_dft - length)
        before, after = missing // 2, missing - missing // 2
    padded = np.pad(x, [(0, 0), (0, 0), (before, after)])
    frames = np.lib.stride_tricks.sliding_window_view(padded, n_dft, axis=-1)[..., ::n_hop, :]
    real, imag = (frames @ k for k in kernels(n_dft))
    check = [
        tf.nn.conv2d(x.reshape(-1, length, 1, 1), k[:, None, None, :], strides=[1, n_hop, 1, 1], padding=padding.upper()).numpy().reshape(real.shape)
        for k in kernels(n_dft)
    ]
    assert np.allclose(check, [real, imag], rtol=0, atol=1e-11)
    out = np.swapaxes(real**2 + imag**2, -1, -2)  # batch, channel, freq, time
    if power_spectrogram != 2.0:
        out = np.sqrt(out) ** power_spectrogram
    return decibel01(out, return_decibel_spectrogram, image_data_format)


def decibel01(out, asked, image_data_format="channels_first", amin=1e-10, dynamic_range=80.0):
    if asked:
        out = 10 * np.log(np.maximum(out, amin)) / np.log(10)
        out = out - out.max(axis=(1, 2, 3), keepdims=True)
        out = np.maximum(out, -dynamic_range)
    return np.transpose(out, (0, 2, 3, 1)) if image_data_format == "channels_last" else out


def melspectrogram01(x, sr, n_mels=128, fmin=0.0, fmax=None, power_melgram=1.0, return_decibel_melgram=False, htk=False, norm="slaney", image_data_format="channels_first", **framing):
    power = spectrogram01(x, **framing)
    bank = librosa.filters.mel(sr=sr, n_fft=framing.get("n_dft", 512), n_mels=n_mels, fmin=fmin, fmax=fmax, htk=htk, norm=norm, dtype=np.float64)
    out = np.swapaxes(np.swapaxes(power, -1, -2) @ bank.T, -1, -2)
    if power_melgram != 2.0:
        out = np.sqrt(out) ** power_melgram
    return decibel01(out, return_decibel_melgram, image_data_format)


def old(id, name, function, x, **params):
    case(id, f"kapre01.{name}", {"x": x}, {"image_data_format": "channels_first", **params}, function(x, **params))


S = ("Spectrogram", spectrogram01)
M = ("Melspectrogram", melspectrogram01)
old("same", *S, waves, n_dft=32, n_hop=40)
old("valid", *S, waves, n_dft=32, n_hop=40, padding="valid")
old("hop_by_default", *S, one, n_dft=64)
old("odd_padding", *S, one[..., :131], n_dft=64, n_hop=20)
old("hop_beyond", *S, one, n_dft=16, n_hop=50)
old("amplitude", *S, waves, n_dft=32, n_hop=40, power_spectrogram=1.0, return_decibel_spectrogram=True)
old("power_half", *S, one, n_dft=64, n_hop=40, power_spectrogram=0.5)
old("last", *S, waves, n_dft=32, n_hop=40, image_data_format="channels_last", return_decibel_spectrogram=True)
old("defaults", *S, long_wave[..., :1100])
old("plain", *M, waves, n_dft=32, n_hop=40, sr=8000, n_mels=12)
old("power", *M, waves, n_dft=32, n_hop=40, sr=8000, n_mels=12, power_melgram=2.0, return_decibel_melgram=True)
old("decibel", *M, waves, n_dft=32, n_hop=40, sr=8000, n_mels=12, return_decibel_melgram=True, image_data_format="channels_last")
old("tagger", *M, long_wave, n_dft=512, n_hop=256, sr=12000, n_mels=96, power_melgram=2.0, return_decibel_melgram=True)
old("htk", *M, one, n_dft=128, sr=8000, n_mels=12, fmin=100.0, fmax=3000.0, htk=True, norm=None, padding="valid", power_melgram=3.0)
old("norm_of_later_librosas", *M, one, n_dft=128, sr=8000, n_mels=12, norm=1)
case("batch", "kapre01.amplitude_to_decibel", {"x": magnitudes}, {"data_format": "channels_first"}, decibel01(magnitudes, True))
case("range", "kapre01.amplitude_to_decibel", {"x": magnitudes}, {"data_format": "channels_first", "amin": 1e-2, "dynamic_range": 12.0}, decibel01(magnitudes, True, amin=1e-2, dynamic_range=12.0))
for axis in ("batch", "data_sample", "channel", "freq", "time"):
    for o in FORMATS:
        x = magnitudes[..., :5] if o == "channels_first" else np.transpose(magnitudes[..., :5], (0, 2, 3, 1))
        at = -1 if axis == "batch" else (["data_sample", "channel", "freq", "time"] if o == "channels_first" else ["data_sample", "freq", "time", "channel"]).index(axis)
        over = tuple(d for d in range(4) if d != at)
        out = (x - x.mean(axis=over, keepdims=True)) / (x.std(axis=over, keepdims=True) + 1e-10)
        case(f"{axis}_{o}", "kapre01.Normalization2D", {"x": x}, {"str_axis": axis, "image_data_format": o}, out)

# --- what kapre says in its own precision
tf.keras.backend.set_floatx("float32")
tf.keras.config.set_dtype_policy("float32")
librosa.filters.mel = rounded_mel
single = np.float32(waves)
composed_case("plain", "stft_magnitude", mag, single, reference="kapre32", n_fft=64, hop_length=40)
composed_case("plain", "melspectrogram", melgram, single, reference="kapre32", n_fft=64, hop_length=40, sample_rate=8000, n_mels=12)
composed_case("decibel", "melspectrogram", melgram, single, reference="kapre32", n_fft=64, hop_length=40, sample_rate=8000, n_mels=12, return_decibel=True)
composed_case("plain", "log_frequency_spectrogram", loggram, single, reference="kapre32", n_fft=128, hop_length=60, sample_rate=8000, log_n_bins=30, log_f_min=100.0, log_bins_per_octave=6)

with open(os.path.join(HERE, "cases.json"), "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
print(len(cases), "cases")
