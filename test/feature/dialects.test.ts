import { describe } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { logMel, type LogMelOptions, melSpectrogram, mfcc, type MfccOptions } from '../../src/index.js';
import { parity, type Runner } from '../support/parity.js';

/** Time first, as Kaldi and python_speech_features have it: the memory of our results is so already. */
const timeFirst = (x: NdArray<Float64Array>): NdArray<Float64Array> => nd(x.data, [x.shape[1]!, x.shape[0]!]);

type Values = Record<string, unknown>;

/** Options of kaldi-native-fbank as ours. */
function fromKaldi(options: Values): MfccOptions & LogMelOptions {
  const { frame_opts: frame = {}, mel_opts: mel = {}, ...own } = options as Record<string, Values>;
  const windows: Record<string, MfccOptions> = {
    hanning: { window: 'hann' },
    hamming: { window: 'hamming' },
    rectangular: { window: 'boxcar' },
    blackman: { window: 'blackman' },
  };
  const seconds = (ms: unknown): number | undefined => (ms === undefined ? undefined : Number(ms) / 1000);
  return {
    ...windows[String(frame['window_type'])],
    winSeconds: seconds(frame['frame_length_ms']),
    hopSeconds: seconds(frame['frame_shift_ms']),
    preemphasis: frame['preemph_coeff'] as number | undefined,
    removeDc: frame['remove_dc_offset'] as boolean | undefined,
    roundToPowerOfTwo: frame['round_to_power_of_two'] as boolean | undefined,
    frameRule: frame['snip_edges'] === false ? 'mirror' : 'whole',
    nMels: mel['num_bins'] as number | undefined,
    fmin: mel['low_freq'] as number | undefined,
    fmax: mel['high_freq'] as number | undefined,
    htkMode: mel['htk_mode'] as boolean | undefined,
    power: (own['use_power'] as unknown) === false ? 1 : 2,
    energyFloor: own['energy_floor'] as unknown as number | undefined,
    energyPlace: (own['htk_compat'] as unknown) === true ? 'last' : 'first',
  };
}

describe('Kaldi', () => {
  const single = { relative: 2e-5, oracleError: 'which computes in float32' };
  const fbank: Runner = ([y], { sampleRate, scale = 32768, options }) => {
    const own = options as Values;
    const given = { preset: 'kaldi', sampleRate, scale, ...fromKaldi(own) } as LogMelOptions;
    if (own['use_log_fbank'] === false) {
      delete given.energyFloor;
      delete given.energyPlace;
      return timeFirst(melSpectrogram(y as Float64Array, given));
    }
    const energy = own['use_energy'] === true ? (own['raw_energy'] === false ? 'windowed' : 'raw') : null;
    return timeFirst(logMel(y as Float64Array, { ...given, energy }));
  };
  parity('kaldi', 'kaldi_native_fbank.OnlineFbank', fbank, { ...single, name: "logMel, preset 'kaldi'" });

  const cepstra: Runner = ([y], { sampleRate, options }) => {
    const own = options as Values;
    const { use_energy: use = true, raw_energy: raw = true, htk_compat: htk = false } = own;
    return timeFirst(
      mfcc(y as Float64Array, {
        preset: 'kaldi',
        sampleRate: sampleRate as number,
        ...fromKaldi(own),
        nMfcc: own['num_ceps'] as number | undefined,
        lifter: own['cepstral_lifter'] as number | undefined,
        energy: use === true ? (raw === true ? 'raw' : 'windowed') : null,
        norm: htk === true && use === false ? 'htk' : 'ortho',
      }),
    );
  };
  parity('kaldi', 'kaldi_native_fbank.OnlineMfcc', cepstra, { ...single, name: "mfcc, preset 'kaldi'" });

  // It cuts Whisper's frames as Kaldi does without snip_edges, half a hop later than Whisper itself, whose own numbers follow below.
  const whisper: Runner = ([y], { dim }) =>
    timeFirst(
      melSpectrogram(y as Float64Array, {
        preset: 'whisper',
        sampleRate: 16000,
        nMels: dim as number,
        center: false,
        frameRule: 'mirror',
        padMode: 'symmetric',
      }),
    );
  parity('kaldi', 'kaldi_native_fbank.WhisperFbank', whisper, { ...single, name: "melSpectrogram, preset 'whisper'" });
});

describe('python_speech_features', () => {
  const options = (params: Record<string, unknown>): MfccOptions => ({
    preset: 'psf',
    scale: 1, // the signals of the goldens are in 16-bit units where they should be
    sampleRate: params['samplerate'] as number,
    nFft: params['nfft'] as number | undefined,
    nMels: params['nfilt'] as number | undefined,
    fmin: params['lowfreq'] as number | undefined,
    fmax: params['highfreq'] as number | undefined,
    preemphasis: params['preemph'] as number | undefined,
    winSeconds: params['winlen'] as number | undefined,
    hopSeconds: params['winstep'] as number | undefined,
    window: ({ 'np.hamming': 'hamming', 'np.hanning': 'hann' } as const)[params['winfunc'] as 'np.hamming'],
    fftbins: false,
  });
  const cepstra: Runner = ([y], params, { id }) =>
    timeFirst(
      mfcc(y as Float64Array, {
        ...options(params),
        nMfcc: params['numcep'] as number | undefined,
        lifter: params['ceplifter'] as number | undefined,
        energy: params['appendEnergy'] === false ? null : 'spectrum',
        truncate: id === 'mfcc_window_longer_than_nfft',
      }),
    );
  parity('psf', 'python_speech_features.mfcc', cepstra, { name: "mfcc, preset 'psf'" });
  parity('psf', 'python_speech_features.logfbank', ([y], params) => timeFirst(logMel(y as Float64Array, options(params))), {
    name: "logMel, preset 'psf'",
  });
});
