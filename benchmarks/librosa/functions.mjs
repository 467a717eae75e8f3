// Every function of librosa that takes time, against librosa in float64, one core, processes in turn:
//   npm run build && AUDIOLAB_PYTHON=... node benchmarks/librosa/functions.mjs [rounds] [part of a name]
// The Python needs librosa 0.11 (and scikit-learn). Writes benchmarks/RESULTS-LIBROSA.md when all are measured, and prints in any case.
// Both hear the same minute: chords of harmonic tones with strokes of noise, 22,050 Hz. Best of some calls after a warm-up, median of the processes.
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { readRaw } from '../harness/inputs.mjs';
import { inTurn, median } from './against.mjs';

const RATE = 22050;

/** A minute of music, of sorts. */
function minute() {
  let state = 1;
  const noise = () => (state = (Math.imul(state, 1664525) + 1013904223) | 0) / 2 ** 31;
  const y = new Float64Array(60 * RATE);
  const chords = [[130.81, 164.81, 196], [110, 130.81, 164.81], [87.31, 110, 130.81], [98, 123.47, 146.83]]; // prettier-ignore
  for (let n = 0; n < y.length; n++) {
    const t = n / RATE;
    const at = t % 2;
    let sum = 0;
    for (const hz of chords[(t >> 1) % 4]) for (let k = 1; k <= 4; k++) sum += Math.sin(2 * Math.PI * hz * k * t) / k;
    y[n] = 0.06 * sum * Math.exp(-at) + 0.2 * noise() * Math.exp(-40 * (t % 0.5)) + 0.001 * noise();
  }
  return y;
}

/** Sum of the column of a row-major matrix that value `i` stands in. */
function columnSum(data, rows, i) {
  const columns = data.length / rows;
  let sum = 0;
  for (let r = 0; r < rows; r++) sum += data[r * columns + (i % columns)];
  return sum;
}

/** Seconds of the strokes. */
const beats = Array.from({ length: 120 }, (_, i) => i / 2);

/** Ours, by librosa's names: those of functions.py. */
function ours(d, y) {
  const sampleRate = RATE;
  const o = { sampleRate };
  const short = y.slice(0, 10 * RATE);
  const half = y.slice(0, 30 * RATE);
  const D = d.stft(y);
  const S = d.magphase(D).magnitude;
  const shortD = d.stft(short);
  const shortS = d.magphase(shortD).magnitude;
  const M = d.melSpectrogram(y, o);
  const shortM = d.melSpectrogram(y.slice(0, 5 * RATE), o);
  const dB = d.powerToDb(M);
  const chroma = d.chromaStft(y, { ...o, tuning: 0 });
  const frames = chroma.shape[1];
  const env = d.onsetStrength(y, o);
  const C = d.cqt(short, o);
  const few = d.melSpectrogram(short, { ...o, nMels: 40 });
  const rec = d.recurrenceMatrix(chroma, { mode: 'affinity' });
  const square = d.recurrenceMatrix(d.chromaStft(half, { ...o, tuning: 0 }), {});
  const states = 100;
  const prob = d.cqToChroma(states, { nChroma: 12 });
  const likely = { data: Float64Array.from({ length: states * 2000 }, (_, i) => ((i * 7919) % 997) / 997 + 0.001), shape: [states, 2000] };
  void prob;
  const transition = d.transitionLoop(states, { prob: 0.9 });
  const matrix = d.spectrogram(short); // an ndarray to take the class from
  const ndOf = (data, shape) =>
    Object.assign(Object.create(Object.getPrototypeOf(matrix)), matrix, { data, shape, stride: [shape[1], 1], offset: 0 });
  const observed = ndOf(likely.data, likely.shape);
  const f0 = new Float64Array(S.shape[1]).fill(220);
  const freqs = d.fftFrequencies({ ...o, nFft: 2048 });
  const idx = Int32Array.from({ length: 200 }, (_, i) => Math.floor((i * frames) / 200));
  const compressed = d.muCompress(short);
  const C20 = d.mfcc(y, o);
  const intervals = beats.slice(1).map((b, i) => [Math.round(beats[i] * RATE), Math.round(b * RATE)]);
  const absC = d.magphase(C).magnitude;
  const lag = d.recurrenceToLag(rec);
  const posterior = ndOf(
    likely.data.map((v, i) => v / columnSum(likely.data, states, i)),
    likely.shape,
  );
  const positive = Float64Array.from({ length: 2584 }, (_, i) => 20 + 4 * i); // as many as there are frames
  let turn = 0;
  return {
    stft: () => d.stft(y),
    istft: () => d.istft(D),
    'feature.melspectrogram': () => d.melSpectrogram(y, o),
    'feature.mfcc': () => d.mfcc(y, o),
    power_to_db: () => d.powerToDb(M),
    pcen: () => d.pcen(M, o),
    perceptual_weighting: () => d.perceptualWeighting(S, freqs),
    'feature.chroma_stft, tuning 0': () => d.chromaStft(y, { ...o, tuning: 0 }),
    'feature.chroma_stft': () => d.chromaStft(y, o),
    cqt: () => d.cqt(y, o),
    vqt: () => d.vqt(y, o),
    hybrid_cqt: () => d.hybridCqt(y, o),
    pseudo_cqt: () => d.pseudoCqt(y, o),
    'icqt, 10 s': () => d.icqt(C, o),
    'feature.chroma_cqt': () => d.chromaCqt(y, o),
    'feature.chroma_cens': () => d.chromaCens(y, o),
    'feature.tonnetz': () => d.tonnetz(y, o),
    'feature.spectral_centroid': () => d.spectralCentroid(y, o),
    'feature.spectral_bandwidth': () => d.spectralBandwidth(y, o),
    'feature.spectral_contrast': () => d.spectralContrast(y, o),
    'feature.spectral_flatness': () => d.spectralFlatness(y),
    'feature.spectral_rolloff': () => d.spectralRolloff(y, o),
    'feature.rms': () => d.rms(y),
    'feature.zero_crossing_rate': () => d.zeroCrossingRate(y),
    'feature.poly_features': () => d.polyFeatures(y, { ...o, order: 2 }),
    'feature.delta': () => d.delta(dB),
    'feature.stack_memory': () => d.stackMemory(dB, { nSteps: 3 }),
    'onset.onset_strength': () => d.onsetStrength(y, o),
    'onset.onset_detect': () => d.onsetDetect(y, o),
    'feature.tempogram': () => d.tempogramFromEnvelope(env),
    'feature.fourier_tempogram': () => d.fourierTempogramFromEnvelope(env),
    'feature.tempogram_ratio': () => d.tempogramRatioFromEnvelope(env, o),
    'feature.tempo': () => d.tempo(y, o),
    'beat.beat_track': () => d.beatTrack(y, o),
    'beat.plp': () => d.plp(y, o),
    yin: () => d.yin(y, { ...o, fmin: 65, fmax: 2093 }),
    'pyin, 10 s': () => d.pyin(short, { ...o, fmin: 65, fmax: 2093 }),
    piptrack: () => d.piptrack(y, o),
    estimate_tuning: () => d.estimateTuning(y, o),
    'decompose.hpss, 30 s': () => d.hpssFromStft(d.stft(half)),
    'effects.hpss, 10 s': () => d.hpss(short),
    'effects.time_stretch, 10 s': () => d.timeStretch(short, { rate: 1.3 }),
    'effects.pitch_shift, 10 s': () => d.pitchShift(short, { ...o, nSteps: 3 }),
    'effects.trim': () => d.trim(y),
    'effects.split': () => d.split(y, { topDb: 20 }),
    'decompose.decompose, 10 s, 8 parts': () => d.decompose(shortS, { nComponents: 8, seed: 0 }),
    'decompose.nn_filter, 10 s': () => d.nnFilter(shortS, {}),
    'segment.recurrence_matrix': () => d.recurrenceMatrix(chroma, { mode: 'affinity' }),
    'segment.cross_similarity': () => d.crossSimilarity(chroma, chroma, {}),
    'segment.recurrence_to_lag': () => d.recurrenceToLag(rec),
    'segment.path_enhance, 30 s': () => d.pathEnhance(square, { n: 51 }),
    'segment.agglomerative': () => d.agglomerative(dB, { k: 20 }),
    'segment.subsegment': () => d.subsegment(chroma, idx),
    'sequence.dtw, 10 s': () => d.dtw(few, few),
    'sequence.rqa, 30 s': () => d.rqa(square),
    'sequence.viterbi, 100 states, 2000 steps': () => d.viterbi(observed, transition),
    'griffinlim, 10 s, 32 turns': () => d.griffinLim(shortS, { nIter: 32, init: null }),
    phase_vocoder: () => d.phaseVocoder(D, { rate: 1.3 }),
    reassigned_spectrogram: () => d.reassignedSpectrogram(y, o),
    'iirt, 10 s': () => d.iirt(short, o),
    'fmt, 10 s': () => d.fmt(short, {}),
    interp_harmonics: () => d.interpHarmonics(S, { freqs, harmonics: [1, 2, 3] }),
    f0_harmonics: () => d.f0Harmonics(S, { f0, freqs, harmonics: [1, 2, 3] }),
    'salience, 10 s': () => d.salience(shortS, { freqs, harmonics: [1, 2, 3], weights: [1, 0.5, 0.33], fillValue: 0 }),
    'feature.inverse.mel_to_stft, 5 s': () => d.melToStft(shortM, o),
    'effects.preemphasis': () => d.preemphasis(y),
    "resample, 'polyphase', 22050 to 16000": () => d.resample(y, { origSr: RATE, targetSr: 16000, resType: 'polyphase' }),
    'lpc, order 16': () => d.lpc(y, { order: 16 }),
    autocorrelate: () => d.autocorrelate(y),
    zero_crossings: () => d.zeroCrossings(y),
    mu_compress: () => d.muCompress(short),
    'util.normalize': () => d.normalize(S),
    'util.localmax': () => d.localmax(env),
    'util.softmask': () => d.softmask(S, S, { power: 2 }),
    'util.sync': () => d.sync(dB, idx),
    amplitude_to_db: () => d.amplitudeToDb(S),
    db_to_power: () => d.dbToPower(dB),
    db_to_amplitude: () => d.dbToAmplitude(dB),
    mu_expand: () => d.muExpand(compressed),
    magphase: () => d.magphase(D),
    'feature.inverse.mfcc_to_mel': () => d.mfccToMel(C20),
    'effects.deemphasis': () => d.deemphasis(y),
    'effects.remix': () => d.remix(y, intervals),
    'resample, 22050 to 16000': () => d.resample(y, { origSr: RATE, targetSr: 16000 }),
    'resample, 22050 to 44100': () => d.resample(y, { origSr: RATE, targetSr: 44100 }),
    'resample, 22050 to 26222.04': () => d.resample(y, { origSr: RATE, targetSr: 26222.04 }),
    'onset.onset_strength_multi': () => d.onsetStrengthMulti(y, { ...o, channels: [0, 32, 64, 96, 128] }),
    'feature.chroma_vqt, 10 s': () => d.chromaVqt(short, { ...o, intervals: 'equal' }),
    'griffinlim_cqt, 10 s, 4 turns': () => d.griffinLimCqt(absC, { ...o, nIter: 4, init: null }),
    'segment.lag_to_recurrence': () => d.lagToRecurrence(lag),
    'sequence.viterbi_discriminative': () => d.viterbiDiscriminative(posterior, transition),
    'sequence.dtw, subsequence': () => d.dtw(few, few, { subseq: true }),
    'filters.mel': () => d.mel({ ...o, nFft: 2048, nMels: 128, fmin: (turn = (turn + 1) % 50) }),
    hz_to_mel: () => d.hzToMel(positive),
    hz_to_midi: () => d.hzToMidi(positive),
    A_weighting: () => d.aWeighting(positive),
    chirp: () => d.chirp({ ...o, fmin: 100, fmax: 8000, duration: 60 }),
    clicks: () => d.clicks({ ...o, times: beats, length: y.length }),
    tone: () => d.tone(440, { ...o, duration: 60 }),
    'util.peak_pick': () => d.peakPick(env, { preMax: 3, postMax: 3, preAvg: 3, postAvg: 5, delta: 0.5, wait: 10 }),
  };
}

/** The best of some calls, milliseconds. */
function best(run) {
  run();
  let least = Infinity;
  for (let spent = 0, calls = 0; calls < 2 || (spent < 400 && calls < 1000); calls++) {
    const start = performance.now();
    run();
    const ms = performance.now() - start;
    least = Math.min(least, ms);
    spent += ms;
  }
  return least;
}

if (process.argv[2] === 'ours') {
  const y = readRaw(process.argv[3], Float64Array);
  const part = process.argv[4] ?? '';
  const times = {};
  for (const [name, run] of Object.entries(ours(await import('../../dist/index.js'), y))) if (name.includes(part)) times[name] = best(run);
  console.log(JSON.stringify(times));
} else {
  const rounds = Number(process.argv[2] ?? 3);
  const part = process.argv[3] ?? '';
  const digits = (x) => (x >= 100 ? x.toFixed(0) : x.toPrecision(3));
  const load = os.loadavg()[0].toFixed(1);
  const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', NUMBA_NUM_THREADS: '1' };
  const results = inTurn(import.meta.url, minute(), rounds, { args: [part], env });
  const lines = ['| librosa | ours, ms | librosa, ms | librosa / ours |', '| --- | ---: | ---: | ---: |'];
  for (const name of Object.keys(results[0][0])) {
    const [mine, theirs] = [0, 1].map((who) => median(results.map((pair) => pair[who][name])));
    const ratio = median(results.map(([a, b]) => b[name] / a[name]));
    lines.push(`| ${name} | ${digits(mine)} | ${digits(theirs)} | ${ratio < 1 ? `**${ratio.toPrecision(2)}**` : digits(ratio)} |`);
  }
  const about = `Node ${process.version}, librosa ${results[0][1].version}, ${os.cpus()[0].model}, ${rounds} processes each, load ${load} before.`;
  console.log(`${lines.join('\n')}\n\n${about}`);
  if (part === '') {
    const text = `# Against librosa, function by function

Written by \`node benchmarks/librosa/functions.mjs\`. A minute of sound at 22,050 Hz (less where it says so), float64 in TypeScript against float64 in
librosa, one thread each. Above 1 we are faster, below 1, in bold, slower. ${about}

${lines.join('\n')}
`;
    writeFileSync(fileURLToPath(new URL('../RESULTS-LIBROSA.md', import.meta.url)), text);
  }
}
