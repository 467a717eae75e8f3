/** The shared goldens of librosa, function by function. */
import * as convert from '../../src/convert/index.js';
import { type NdArray } from '../../src/core/nd.js';
import { type Runner, parity } from '../support/parity.js';

const fns = convert as unknown as Record<string, (...args: unknown[]) => unknown>;

const median = (values: Float64Array): number => {
  const s = values.sort();
  return (s[(s.length - 1) >> 1]! + s[s.length >> 1]!) / 2;
};
const refs: Record<string, unknown> = { 'np.max': Math.max, 'np.median': median };

/** Arrays first, then what librosa takes by position, then the options. */
const run =
  (name: string, ...positional: string[]): Runner =>
  (inputs, options) => {
    const rest = { ...options };
    if (typeof rest['ref'] === 'string') rest['ref'] = refs[rest['ref']];
    const first = positional.map((key) => rest[key]);
    for (const key of positional) delete rest[key];
    return fns[name]!(...inputs, ...first, rest);
  };

const same = `A_weighting B_weighting C_weighting D_weighting amplitude_to_db blocks_to_time db_to_amplitude db_to_power fft_frequencies
  fifths_to_note fourier_tempo_frequencies frames_to_samples frames_to_time frequency_weighting multi_frequency_weighting hz_to_mel hz_to_note
  hz_to_octs mel_to_hz midi_to_note mu_compress mu_expand note_to_hz note_to_midi octs_to_hz perceptual_weighting plimit_intervals power_to_db
  pythagorean_intervals samples_to_frames samples_to_time time_to_frames time_to_samples times_like tuning_to_A4 A4_to_tuning`;
for (const reference of same.split(/\s+/)) {
  const name = reference
    .replace(/^[A-D]_w/, (start) => `${start[0]!.toLowerCase()}W`)
    .replace(/^A4_t/, 'a4T')
    .replace(/_([a-z0-9])/gi, (_, c: string) => c.toUpperCase());
  parity('librosa', `librosa.${reference}`, run(name), { name });
}
parity('librosa', 'librosa.hz_to_midi', ([hz]) => convert.hzToMidi(hz as Float64Array));
parity('librosa', 'librosa.midi_to_hz', ([midi]) => convert.midiToHz(midi as Float64Array));
parity('librosa', 'librosa.cqt_frequencies', run('cqtFrequencies', 'nBins'));
parity('librosa', 'librosa.mel_frequencies', run('melFrequencies', 'nMels'));
parity('librosa', 'librosa.tempo_frequencies', run('tempoFrequencies', 'nBins'));
parity('librosa', 'librosa.interval_frequencies', run('intervalFrequencies', 'nBins'));
parity('librosa', 'librosa.key_to_notes', run('keyToNotes', 'key'));
parity('librosa', 'librosa.key_to_degrees', (_, options) => convert.keyToDegrees(options['key'] as string));
parity(
  'librosa',
  'librosa.get_duration',
  ([S], options) =>
    convert.getDurationFromSpectrogram(S as NdArray<Float64Array>, options as unknown as convert.GetDurationFromSpectrogramOptions),
  { name: 'getDurationFromSpectrogram' },
);
