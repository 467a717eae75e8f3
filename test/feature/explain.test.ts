import { describe, expect, test } from 'vitest';
import { explain, logMel, melSpectrogram, mfcc, type MfccOptions, ParameterError, type PresetName, presets } from '../../src/index.js';

const NAMES = Object.keys(presets) as PresetName[];
const sampleRate = 16000;
const samples = 12345;

describe('explain', () => {
  test('Whisper', () => {
    const whisper = explain('whisper', { sampleRate, samples: 48000, compareTo: 'nemo' });
    expect(whisper.text.split('\n').slice(0, 10)).toEqual([
      "preset 'whisper', at 16000 Hz",
      ' 1 framing                 400 samples every 160, centred, outside the mirror image; floor(n / 160) frames  [400, 300]',
      ' 2 window                  hann, periodic, of 400 samples  [400, 300]',
      ' 3 spectrum                |X|^2 of an FFT of 400  [201, 300]',
      " 4 mel filters             80 triangles straight in Hz, divided by their width, 0 to 8000 Hz, Slaney's mel  [80, 300]",
      '   ----------------------  melSpectrogram ends here',
      ' 5 logarithm               log10(max(x, 1e-10))  [80, 300]',
      ' 6 floor of the clip       raised to at least the loudest band of its channel - 8  [80, 300]',
      ' 7 offset and scale        (x + 4) times 0.25  [80, 300]',
      '   ----------------------  logMel ends here',
    ]);
    expect(whisper.differences.map(({ step }) => step)).toEqual([
      'pre-emphasis',
      'framing',
      'window',
      'spectrum',
      'logarithm',
      'floor of the clip',
      'offset and scale',
      'standardisation',
    ]);
    expect(whisper.differences[0]).toEqual({
      step: 'pre-emphasis',
      here: null,
      there: 'x[n] - 0.97 x[n - 1] in the signal, the first one stays',
      options: { preemphasis: [0, 0.97] },
    });
    expect(`${String(whisper)}`).toBe(whisper.text);
    expect(whisper.text).toContain("Other than preset 'nemo':");
  });

  test.each(NAMES)('%s: the shapes are those of the functions', (preset) => {
    const { steps } = explain(preset, { sampleRate, samples });
    const y = new Float64Array(samples).fill(0.1);
    const shapeBefore = (name: string): unknown => steps[steps.findIndex((s) => s.name === name) - 1]!.shape;
    expect(shapeBefore('logarithm')).toEqual(melSpectrogram(y, { preset, sampleRate }).shape);
    expect(shapeBefore('cosine transform')).toEqual(logMel(y, { preset, sampleRate }).shape);
    expect(steps.at(-1)!.shape).toEqual(mfcc(y, { preset, sampleRate }).shape);
  });

  test.each(NAMES)('%s: the options of all steps, and those that do nothing, make the same numbers', (preset) => {
    const { steps } = explain(preset, { sampleRate });
    const y = Float64Array.from({ length: 3000 }, (_, n) => Math.sin(n * n * 1e-4));
    const options = Object.assign({}, ...steps.map((s) => s.options)) as MfccOptions;
    // What a step that is not taken would say, is said by the absence of the step.
    const nothing: MfccOptions = { topDb: steps.some((s) => s.name === 'floor of the clip') ? options.topDb : null };
    expect(mfcc(y, { sampleRate, ...options, ...nothing }).data).toEqual(mfcc(y, { preset, sampleRate }).data);
  });

  test('two chains of the same steps do not differ, whatever they are called', () => {
    expect(explain('librosa-1.0', { sampleRate, compareTo: {} }).differences).toEqual([]);
    expect(explain('psf', { sampleRate, compareTo: 'psf-0.6.1' }).differences).toEqual([]);
    expect(explain('psf', { sampleRate: 8000, compareTo: 'psf-0.6.1' }).differences.map((d) => d.options)).toEqual([{ nFft: [512, 256] }]);
    expect(explain({ preset: 'kaldi', nMels: 40 }, { sampleRate, compareTo: 'kaldi' }).text).toContain(
      "preset 'kaldi', nMels: 40, at 16000 Hz",
    );
    expect(explain({ sampleRate }, { compareTo: 'librosa-1.0' }).text).toMatch(
      /^librosa, at 16000 Hz[^]*The same as preset 'librosa-1.0'\.$/,
    );
  });

  test('tells steps that presets do not take', () => {
    const { steps } = explain(
      {
        preset: 'kaldi',
        dither: 1,
        energyPlace: 'last',
        energyFloor: 1,
        frameRule: 'mirror',
        fmax: -400,
        htkMode: true,
        window: ['kaiser', 8],
      },
      { sampleRate, samples: 1600 },
    );
    const of = (name: string): string => steps.find((s) => s.name === name)!.does;
    expect(of('dither of frames')).toBe('normal noise of deviation 1 added to each frame, seed 0');
    expect(of('framing')).toBe(
      '400 samples every 160, in the middle of each hop, outside the mirror image, the last sample twice; floor((n + 80) / 160) frames',
    );
    expect(of('mel filters')).toContain('20 to 7600 Hz');
    expect(of('mel filters')).toContain('the lowest weight 0');
    expect(of('energy')).toContain('at least 1');
    expect(of('order')).toBe('coefficient 0 comes last');
    expect(of('window')).toBe('kaiser 8, symmetric, of 400 samples; zeros behind it');
  });

  test.each<[() => unknown, string, string]>([
    [() => explain('kaldi'), 'sampleRate', 'must be given in Hz'],
    [
      () => explain('whisper', { sampleRate: 8000 }),
      'sampleRate',
      'must be 16000 for preset "whisper", whose models hear nothing else, got 8000; resample the signal',
    ],
    [() => explain({ sampleRate: 8000 }, { sampleRate }), 'sampleRate', 'is 16000, but the options say 8000'],
    [() => explain('kaldi', { sampleRate, samples: 0 }), 'samples', 'must be an integer >= 1, got 0'],
    [() => explain('kaldi', { sampleRate, compareTo: { nMfc: 3 } as MfccOptions }), 'nMfc', 'is not an option; did you mean "nMfcc"?'],
    [
      () => explain('kaldi', { sampleRate, samples: 100 }),
      'y',
      'must have at least 400 samples, a whole frame, got 100; or choose another frameRule',
    ],
    [() => explain('kaldi', { sampleRate, with: 'htk' } as object), 'with', 'is not an option'],
  ])('refuses', (call, parameter, rule) => {
    expect(call).toThrow(ParameterError);
    expect(call).toThrow(`explain: "${parameter}" ${rule}`);
  });
});
