// Whoever knows librosa finds each of its functions: under its own name, or in the table of docs/coming-from-librosa.md.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as dsp from '../../src/index.js';
import * as node from '../../src/node/index.js';
import { fold } from '../support/golden.js';

const guide = readFileSync(new URL('../../docs/coming-from-librosa.md', import.meta.url), 'utf8');
const ours = { ...dsp, ...node } as Record<string, unknown>;

/** The public functions of librosa 0.11.0, but what it re-exports and what it calls deprecated. */
const NAMES: Record<string, string> = {
  librosa: `A4_to_tuning A_weighting B_weighting C_weighting D_weighting Z_weighting amplitude_to_db autocorrelate blocks_to_frames blocks_to_samples
    blocks_to_time cache chirp cite clicks cqt cqt_frequencies db_to_amplitude db_to_power estimate_tuning ex example f0_harmonics fft_frequencies
    fifths_to_note fmt fourier_tempo_frequencies frames_to_samples frames_to_time frequency_weighting get_duration get_fftlib get_samplerate griffinlim
    griffinlim_cqt hybrid_cqt hz_to_fjs hz_to_mel hz_to_midi hz_to_note hz_to_octs hz_to_svara_c hz_to_svara_h icqt iirt interp_harmonics
    interval_frequencies interval_to_fjs istft key_to_degrees key_to_notes list_mela list_thaat load lpc magphase mel_frequencies mel_to_hz
    mela_to_degrees mela_to_svara midi_to_hz midi_to_note midi_to_svara_c midi_to_svara_h mu_compress mu_expand multi_frequency_weighting note_to_hz
    note_to_midi note_to_svara_c note_to_svara_h octs_to_hz pcen perceptual_weighting phase_vocoder piptrack pitch_tuning plimit_intervals power_to_db
    pseudo_cqt pyin pythagorean_intervals reassigned_spectrogram resample salience samples_like samples_to_frames samples_to_time set_fftlib
    show_versions stft stream tempo_frequencies thaat_to_degrees time_to_frames time_to_samples times_like to_mono tone tuning_to_A4 vqt yin
    zero_crossings`,
  'librosa.beat': 'beat_track plp tempo',
  'librosa.decompose': 'decompose hpss nn_filter',
  'librosa.display': 'specshow waveshow',
  'librosa.effects': 'deemphasis harmonic hpss percussive pitch_shift preemphasis remix split time_stretch trim',
  'librosa.feature': `chroma_cens chroma_cqt chroma_stft chroma_vqt delta fourier_tempogram melspectrogram mfcc poly_features rms spectral_bandwidth
    spectral_centroid spectral_contrast spectral_flatness spectral_rolloff stack_memory tempo tempogram tempogram_ratio tonnetz zero_crossing_rate`,
  'librosa.feature.inverse': 'mel_to_audio mel_to_stft mfcc_to_audio mfcc_to_mel',
  'librosa.filters': `chroma constant_q constant_q_lengths cq_to_chroma diagonal_filter get_window mel mr_frequencies semitone_filterbank wavelet
    wavelet_lengths window_bandwidth window_sumsquare`,
  'librosa.onset': 'onset_backtrack onset_detect onset_strength onset_strength_multi',
  'librosa.segment': `agglomerative cross_similarity lag_to_recurrence path_enhance recurrence_matrix recurrence_to_lag subsegment timelag_filter`,
  'librosa.sequence': `dtw dtw_backtracking rqa transition_cycle transition_local transition_loop transition_uniform viterbi viterbi_binary
    viterbi_discriminative`,
  'librosa.util': `abs2 axis_sort buf_to_float count_unique cyclic_gradient dtype_c2r dtype_r2c example_info expand_to fill_off_diagonal find_files
    fix_frames fix_length frame index_to_slice is_positive_int is_unique list_examples localmax localmin match_events match_intervals nnls normalize
    pad_center peak_pick phasor rename_kw shear softmask sparsify_rows stack sync tiny valid_audio valid_int valid_intervals`,
};

/** The rows of the table of other names: what librosa calls it, and what stands beside it. */
const rows = [...guide.matchAll(/^\| ((?:`librosa\.[\w.]+`(?:, )?)+) \| (.+) \|$/gm)].flatMap((m) =>
  [...m[1]!.matchAll(/`([^`]+)`/g)].map((name) => [name[1]!, m[2]!] as const),
);
const table = new Map(rows);

describe.each(Object.entries(NAMES))('%s', (module, names) => {
  test.each(names.trim().split(/\s+/))('%s', (name) => {
    const row = table.get(`${module}.${name}`);
    const folded = fold(name).replace(/^[A-Z]/, (letter) => letter.toLowerCase());
    if (row === undefined) expect(typeof ours[folded], `${module}.${name} is missing, and so is its line in the guide`).toBe('function');
    else expect(row).toMatch(/\S{3}/);
  });
});

test('what the table sends people to exists', () => {
  expect(table.size).toBeGreaterThan(20);
  const named = rows.flatMap(([, text]) => [...text.matchAll(/`([a-z]\w+)`/g)].map((m) => m[1]!));
  expect(named.filter((name) => !(name in ours) && !['ndarray', 'glob', 'heatmap'].includes(name))).toEqual([]);
});
