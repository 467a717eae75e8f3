/** What docs/which-mfcc.md tabulates, for scripts/which-mfcc.mjs, which writes it, and the test that holds the page to it. */

/** What each dialect is for, in the order of the page. */
export const DIALECTS = {
  librosa: 'librosa 0.11',
  'librosa-1.0': 'librosa 1.0; this library without a preset',
  torchaudio: 'torchaudio 2',
  kaldi: 'Kaldi (c0 is the energy)',
  htk: 'HTK’s `MFCC_0` (c0 comes last)',
  psf: 'python_speech_features 0.6, as pip installs it',
  'psf-0.6.1': 'python_speech_features 0.6.1, its repository',
  whisper: 'Whisper (its log-mel bands)',
  nemo: 'NeMo’s Conformers (their log-mel bands)',
  kapre: 'kapre 0.2 and later',
  'kapre-0.1': 'kapre 0.1',
  pyaudioanalysis: 'pyAudioAnalysis',
  tensorflow: '`tf.signal`, as its documentation chains it',
};

/** The lines of the table: each dialect's shape, and the first numbers of the frame nearest to 1 s. */
export function table({ createMfcc, mfcc }, speech) {
  const lines = [
    '| preset | whose numbers | shape | frame | first | second | third | fourth |',
    '| --- | --- | --- | ---: | ---: | ---: | ---: | ---: |',
  ];
  for (const [preset, whose] of Object.entries(DIALECTS)) {
    const { sampleRate } = speech;
    const { center, hopLength, windowAlign, winLength, nFft } = createMfcc({ preset, sampleRate }).options;
    const middle = center ? 0 : (windowAlign === 'left' ? winLength : nFft) / 2;
    const t = Math.round((sampleRate - middle) / hopLength); // the frame nearest to 1 s
    const c = mfcc({ ...speech, samples: Float64Array.from(speech.samples) }, { preset });
    const numbers = [0, 1, 2, 3].map((k) => c.get(k, t).toFixed(2));
    lines.push(`| \`'${preset}'\` | ${whose} | [${c.shape.join(', ')}] | ${t} | ${numbers.join(' | ')} |`);
  }
  return lines.join('\n');
}

/** The picture of a dialect: its log-mel bands. */
export function picture({ logMel, heatmap }, speech, preset) {
  return heatmap(logMel(speech, { preset }), { width: 180, height: 72 });
}
