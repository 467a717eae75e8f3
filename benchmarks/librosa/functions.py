"""One process: time of librosa's functions by name, milliseconds, best of some calls after a warm-up. See functions.mjs."""

import json
import sys
import time

import librosa
import numpy as np

SR = 22050
y = np.fromfile(sys.argv[1])
part = sys.argv[2] if len(sys.argv) > 2 else ""
short, half = y[: 10 * SR], y[: 30 * SR]
D = librosa.stft(y)
S = np.abs(D)
short_S = np.abs(librosa.stft(short))
M = librosa.feature.melspectrogram(y=y, sr=SR)
short_M = librosa.feature.melspectrogram(y=y[: 5 * SR], sr=SR)
dB = librosa.power_to_db(M)
chroma = librosa.feature.chroma_stft(y=y, sr=SR, tuning=0)
frames = chroma.shape[1]
env = librosa.onset.onset_strength(y=y, sr=SR)
C = librosa.cqt(short, sr=SR)
few = librosa.feature.melspectrogram(y=short, sr=SR, n_mels=40)
rec = librosa.segment.recurrence_matrix(chroma, mode="affinity")
square = librosa.segment.recurrence_matrix(librosa.feature.chroma_stft(y=half, sr=SR, tuning=0)).astype(float)
prob = ((np.arange(100 * 2000) * 7919) % 997 / 997 + 0.001).reshape(100, 2000)
prob = np.minimum(prob, 1)
transition = librosa.sequence.transition_loop(100, 0.9)
f0 = np.full(S.shape[1], 220.0)
freqs = librosa.fft_frequencies(sr=SR, n_fft=2048)
idx = (np.arange(200) * frames // 200).astype(int)
compressed = librosa.mu_compress(short)
C20 = librosa.feature.mfcc(y=y, sr=SR)
beats = np.arange(120) / 2
samples = np.round(beats * SR).astype(int)
intervals = np.stack([samples[:-1], samples[1:]], axis=1)
abs_C = np.abs(C)
lag = librosa.segment.recurrence_to_lag(rec)
posterior = prob / prob.sum(axis=0)
positive = 20.0 + 4 * np.arange(2584)  # as many as there are frames

FUNCTIONS = {
    "stft": lambda: librosa.stft(y),
    "istft": lambda: librosa.istft(D),
    "feature.melspectrogram": lambda: librosa.feature.melspectrogram(y=y, sr=SR),
    "feature.mfcc": lambda: librosa.feature.mfcc(y=y, sr=SR),
    "power_to_db": lambda: librosa.power_to_db(M),
    "pcen": lambda: librosa.pcen(M, sr=SR),
    "perceptual_weighting": lambda: librosa.perceptual_weighting(S, freqs),
    "feature.chroma_stft, tuning 0": lambda: librosa.feature.chroma_stft(y=y, sr=SR, tuning=0),
    "feature.chroma_stft": lambda: librosa.feature.chroma_stft(y=y, sr=SR),
    "cqt": lambda: librosa.cqt(y, sr=SR),
    "vqt": lambda: librosa.vqt(y, sr=SR),
    "hybrid_cqt": lambda: librosa.hybrid_cqt(y, sr=SR),
    "pseudo_cqt": lambda: librosa.pseudo_cqt(y, sr=SR),
    "icqt, 10 s": lambda: librosa.icqt(C, sr=SR),
    "feature.chroma_cqt": lambda: librosa.feature.chroma_cqt(y=y, sr=SR),
    "feature.chroma_cens": lambda: librosa.feature.chroma_cens(y=y, sr=SR),
    "feature.tonnetz": lambda: librosa.feature.tonnetz(y=y, sr=SR),
    "feature.spectral_centroid": lambda: librosa.feature.spectral_centroid(y=y, sr=SR),
    "feature.spectral_bandwidth": lambda: librosa.feature.spectral_bandwidth(y=y, sr=SR),
    "feature.spectral_contrast": lambda: librosa.feature.spectral_contrast(y=y, sr=SR),
    "feature.spectral_flatness": lambda: librosa.feature.spectral_flatness(y=y),
    "feature.spectral_rolloff": lambda: librosa.feature.spectral_rolloff(y=y, sr=SR),
    "feature.rms": lambda: librosa.feature.rms(y=y),
    "feature.zero_crossing_rate": lambda: librosa.feature.zero_crossing_rate(y),
    "feature.poly_features": lambda: librosa.feature.poly_features(y=y, sr=SR, order=2),
    "feature.delta": lambda: librosa.feature.delta(dB),
    "feature.stack_memory": lambda: librosa.feature.stack_memory(dB, n_steps=3),
    "onset.onset_strength": lambda: librosa.onset.onset_strength(y=y, sr=SR),
    "onset.onset_detect": lambda: librosa.onset.onset_detect(y=y, sr=SR),
    "feature.tempogram": lambda: librosa.feature.tempogram(onset_envelope=env, sr=SR),
    "feature.fourier_tempogram": lambda: librosa.feature.fourier_tempogram(onset_envelope=env, sr=SR),
    "feature.tempogram_ratio": lambda: librosa.feature.tempogram_ratio(onset_envelope=env, sr=SR),
    "feature.tempo": lambda: librosa.feature.tempo(y=y, sr=SR),
    "beat.beat_track": lambda: librosa.beat.beat_track(y=y, sr=SR),
    "beat.plp": lambda: librosa.beat.plp(y=y, sr=SR),
    "yin": lambda: librosa.yin(y, sr=SR, fmin=65, fmax=2093),
    "pyin, 10 s": lambda: librosa.pyin(short, sr=SR, fmin=65, fmax=2093),
    "piptrack": lambda: librosa.piptrack(y=y, sr=SR),
    "estimate_tuning": lambda: librosa.estimate_tuning(y=y, sr=SR),
    "decompose.hpss, 30 s": lambda: librosa.decompose.hpss(librosa.stft(half)),
    "effects.hpss, 10 s": lambda: librosa.effects.hpss(short),
    "effects.time_stretch, 10 s": lambda: librosa.effects.time_stretch(short, rate=1.3),
    "effects.pitch_shift, 10 s": lambda: librosa.effects.pitch_shift(short, sr=SR, n_steps=3),
    "effects.trim": lambda: librosa.effects.trim(y),
    "effects.split": lambda: librosa.effects.split(y, top_db=20),
    "decompose.decompose, 10 s, 8 parts": lambda: librosa.decompose.decompose(short_S, n_components=8),
    "decompose.nn_filter, 10 s": lambda: librosa.decompose.nn_filter(short_S),
    "segment.recurrence_matrix": lambda: librosa.segment.recurrence_matrix(chroma, mode="affinity"),
    "segment.cross_similarity": lambda: librosa.segment.cross_similarity(chroma, chroma),
    "segment.recurrence_to_lag": lambda: librosa.segment.recurrence_to_lag(rec),
    "segment.path_enhance, 30 s": lambda: librosa.segment.path_enhance(square, 51),
    "segment.agglomerative": lambda: librosa.segment.agglomerative(dB, 20),
    "segment.subsegment": lambda: librosa.segment.subsegment(chroma, idx),
    "sequence.dtw, 10 s": lambda: librosa.sequence.dtw(few, few),
    "sequence.rqa, 30 s": lambda: librosa.sequence.rqa(square),
    "sequence.viterbi, 100 states, 2000 steps": lambda: librosa.sequence.viterbi(prob, transition),
    "griffinlim, 10 s, 32 turns": lambda: librosa.griffinlim(short_S, n_iter=32, init=None),
    "phase_vocoder": lambda: librosa.phase_vocoder(D, rate=1.3),
    "reassigned_spectrogram": lambda: librosa.reassigned_spectrogram(y, sr=SR),
    "iirt, 10 s": lambda: librosa.iirt(short, sr=SR),
    "fmt, 10 s": lambda: librosa.fmt(short),
    "interp_harmonics": lambda: librosa.interp_harmonics(S, freqs=freqs, harmonics=[1, 2, 3]),
    "f0_harmonics": lambda: librosa.f0_harmonics(S, f0=f0, freqs=freqs, harmonics=[1, 2, 3]),
    "salience, 10 s": lambda: librosa.salience(short_S, freqs=freqs, harmonics=[1, 2, 3], weights=[1, 0.5, 0.33], fill_value=0),
    "feature.inverse.mel_to_stft, 5 s": lambda: librosa.feature.inverse.mel_to_stft(short_M, sr=SR),
    "effects.preemphasis": lambda: librosa.effects.preemphasis(y),
    "resample, 'polyphase', 22050 to 16000": lambda: librosa.resample(y, orig_sr=SR, target_sr=16000, res_type="polyphase"),
    "lpc, order 16": lambda: librosa.lpc(y, order=16),
    "autocorrelate": lambda: librosa.autocorrelate(y),
    "zero_crossings": lambda: librosa.zero_crossings(y),
    "mu_compress": lambda: librosa.mu_compress(short),
    "util.normalize": lambda: librosa.util.normalize(S),
    "util.localmax": lambda: librosa.util.localmax(env),
    "util.softmask": lambda: librosa.util.softmask(S, S, power=2),
    "util.sync": lambda: librosa.util.sync(dB, idx),
    "amplitude_to_db": lambda: librosa.amplitude_to_db(S),
    "db_to_power": lambda: librosa.db_to_power(dB),
    "db_to_amplitude": lambda: librosa.db_to_amplitude(dB),
    "mu_expand": lambda: librosa.mu_expand(compressed),
    "magphase": lambda: librosa.magphase(D),
    "feature.inverse.mfcc_to_mel": lambda: librosa.feature.inverse.mfcc_to_mel(C20),
    "effects.deemphasis": lambda: librosa.effects.deemphasis(y),
    "effects.remix": lambda: librosa.effects.remix(y, intervals),
    "resample, 22050 to 16000": lambda: librosa.resample(y, orig_sr=SR, target_sr=16000),
    "resample, 22050 to 44100": lambda: librosa.resample(y, orig_sr=SR, target_sr=44100),
    "resample, 22050 to 26222.04": lambda: librosa.resample(y, orig_sr=SR, target_sr=26222.04),
    "onset.onset_strength_multi": lambda: librosa.onset.onset_strength_multi(y=y, sr=SR, channels=[0, 32, 64, 96, 128]),
    "feature.chroma_vqt, 10 s": lambda: librosa.feature.chroma_vqt(y=short, sr=SR, intervals="equal"),
    "griffinlim_cqt, 10 s, 4 turns": lambda: librosa.griffinlim_cqt(abs_C, sr=SR, n_iter=4, init=None),
    "segment.lag_to_recurrence": lambda: librosa.segment.lag_to_recurrence(lag),
    "sequence.viterbi_discriminative": lambda: librosa.sequence.viterbi_discriminative(posterior, transition),
    "sequence.dtw, subsequence": lambda: librosa.sequence.dtw(few, few, subseq=True),
    "filters.mel": lambda: librosa.filters.mel(sr=SR, n_fft=2048),
    "hz_to_mel": lambda: librosa.hz_to_mel(positive),
    "hz_to_midi": lambda: librosa.hz_to_midi(positive),
    "A_weighting": lambda: librosa.A_weighting(positive),
    "chirp": lambda: librosa.chirp(sr=SR, fmin=100, fmax=8000, duration=60),
    "clicks": lambda: librosa.clicks(sr=SR, times=beats, length=len(y)),
    "tone": lambda: librosa.tone(440, sr=SR, duration=60),
    "util.peak_pick": lambda: librosa.util.peak_pick(env, pre_max=3, post_max=3, pre_avg=3, post_avg=5, delta=0.5, wait=10),
}


def best(run):
    run()
    least, spent, calls = float("inf"), 0.0, 0
    while calls < 2 or (spent < 400 and calls < 1000):
        start = time.perf_counter()
        run()
        ms = 1000 * (time.perf_counter() - start)
        least, spent, calls = min(least, ms), spent + ms, calls + 1
    return least


times = {name: best(run) for name, run in FUNCTIONS.items() if part in name}
times["version"] = librosa.__version__
print(json.dumps(times))
