// What docs/which-feature.md shows: a piece of music made of sines and noise, and one picture for each question about it.

export const sampleRate = 22050;
const SECONDS = 16;
/** Four chords of 2 s, twice: C, A minor, F, G, as MIDI notes. */
const CHORDS = [
  [48, 60, 64, 67],
  [45, 57, 60, 64],
  [41, 57, 60, 65],
  [43, 59, 62, 67],
];

/** The piece: chords of plucked tones, a noise burst on each beat (120 a minute), and a voice that glides through the second half. */
export function piece({ midiToHz }) {
  const y = new Float64Array(SECONDS * sampleRate);
  let seed = 1;
  const noise = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 31 - 1;
  for (let bar = 0; bar < SECONDS / 2; bar++) {
    for (const note of CHORDS[bar % 4]) {
      for (let harmonic = 1; harmonic <= 6; harmonic++) {
        const step = (2 * Math.PI * harmonic * midiToHz(note)) / sampleRate;
        for (let n = 0; n < 2 * sampleRate; n++) {
          y[2 * bar * sampleRate + n] += (0.08 / harmonic) * Math.exp(-n / (0.9 * sampleRate)) * Math.sin(step * n);
        }
      }
    }
  }
  for (let beat = 0; beat < 2 * SECONDS; beat++) {
    for (let n = 0; n < 0.05 * sampleRate; n++) y[(beat * sampleRate) / 2 + n] += 0.25 * noise() * Math.exp(-n / (0.01 * sampleRate));
  }
  for (let n = 8 * sampleRate, phase = 0; n < y.length; n++) {
    phase += (2 * Math.PI * 440 * 2 ** (0.3 * Math.sin((2 * Math.PI * n) / (4 * sampleRate)))) / sampleRate;
    y[n] += 0.05 * Math.sin(phase) + 0.03 * Math.sin(2 * phase);
  }
  return { samples: y, sampleRate };
}

const SIZE = { width: 360, height: 96 };

/** Each picture by its name. */
export function pictures(dsp) {
  const y = piece(dsp);
  const { heatmap, logMel, magphase, stft, amplitudeToDb } = dsp;
  const { harmonic, percussive } = dsp.hpssFromSpectrogram(magphase(stft(y)).magnitude);
  const low = (S) => heatmap(amplitudeToDb(dsp.melSpectrogramFromSpectrogram(S, { sampleRate, nMels: 96 }), { ref: Math.max }), SIZE);
  const chroma = dsp.chromaCqt(y);
  return {
    mel: heatmap(logMel(y, { nMels: 96 }), SIZE),
    harmonic: low(harmonic),
    percussive: low(percussive),
    cqt: heatmap(amplitudeToDb(magphase(dsp.cqt(y)).magnitude, { ref: Math.max }), SIZE),
    chroma: heatmap(chroma, SIZE),
    tempogram: heatmap(dsp.tempogram(y), { ...SIZE, max: 0.3 }),
    recurrence: heatmap(dsp.recurrenceMatrix(dsp.stackMemory(chroma, { nSteps: 16 }), { mode: 'affinity', width: 43, sym: true }), {
      width: 220,
      height: 220,
      flip: false,
    }),
    pcen: heatmap(dsp.pcen(dsp.melSpectrogram(y, { nMels: 96 }), { sampleRate }), SIZE),
  };
}
