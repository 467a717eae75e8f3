// Copies the golden cases that the tests use out of a folder of goldens: node scripts/copy-goldens.mjs FOLDER
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const WANTED = {
  librosa: null,
  mir_eval: null,
  scipy:
    `fft ifft rfft irfft dct idct fftfreq rfftfreq fftshift next_fast_len get_window resample_poly pad firwin upfirdn savgol_coeffs savgol_filter
    firwin2 kaiserord butter cheby1 cheby2 ellip iirnotch iirpeak lfilter lfilter_zi filtfilt sosfilt sosfilt_zi sosfiltfilt freqz freqz_sos tf2sos
    hilbert medfilt find_peaks decimate`.split(/\s+/),
  kaldi: null,
  psf: null,
  pyaudioanalysis: null,
  wav: null,
  keras: null,
  torch: null,
  sklearn:
    `StandardScaler PCA confusion_matrix classification_report f1_score accuracy_score balanced_accuracy_score cohen_kappa_score roc_auc_score
    roc_curve precision_recall_curve average_precision_score hamming_loss log_loss KNeighborsClassifier`.split(/\s+/),
};

/** Cases whose signal is large, and which others stand for. */
const LEFT_OUT = new Set(['kaldi/mfcc_b', 'psf/ssc_hamming', 'pyaudioanalysis/short68_b', 'pyaudioanalysis/beat_extraction']);

const from = process.argv[2];
if (!from || !existsSync(join(from, 'signals'))) {
  console.error('usage: node scripts/copy-goldens.mjs FOLDER   (a folder with signals/, librosa/, scipy/ ...)');
  process.exit(2);
}
const to = new URL('../test/goldens/', import.meta.url).pathname;
let files = 0;
const copy = (path, single = false) => {
  mkdirSync(dirname(join(to, path)), { recursive: true });
  if (single) writeFileSync(join(to, path), inSinglePrecision(readFileSync(join(from, path))));
  else copyFileSync(join(from, path), join(to, path));
  files++;
};
/** A .npy of float64 as one of float32: half the bytes, where the reference computed no more. */
function inSinglePrecision(npy) {
  const start = 10 + npy.readUInt16LE(8);
  const header = npy.toString('latin1', 0, start).replace("'<f8'", "'<f4'");
  const values = new Float32Array(new Float64Array(npy.buffer.slice(npy.byteOffset + start, npy.byteOffset + npy.length)));
  return Buffer.concat([Buffer.from(header, 'latin1'), Buffer.from(values.buffer)]);
}
for (const [folder, names] of Object.entries(WANTED)) {
  const cases = JSON.parse(readFileSync(join(from, folder, 'cases.json'), 'utf8')).filter(
    (c) =>
      !LEFT_OUT.has(`${folder}/${c.id}`) &&
      (names === null || (names instanceof RegExp ? names.test(c.reference) : names.includes(c.reference.split('.').at(-1)))),
  );
  const paths = new Map();
  for (const c of cases)
    for (const e of [...Object.values(c.inputs), ...c.outputs])
      if (e.file) paths.set(e.file, folder === 'kaldi' && e.computed_in === 'float32');
  for (const [path, single] of paths) copy(path, single);
  mkdirSync(join(to, folder), { recursive: true });
  if (existsSync(join(from, folder, 'models'))) cpSync(join(from, folder, 'models'), join(to, folder, 'models'), { recursive: true });
  writeFileSync(join(to, folder, 'cases.json'), `[\n${cases.map((c) => JSON.stringify(c)).join(',\n')}\n]\n`);
  console.log(`${folder}: ${cases.length} cases`);
}
copy('signals/index.json');
for (const name of ['speech_a_16k', 'music_1s', 'stereo', 'silence', 'dc'])
  if (existsSync(join(from, `signals/${name}.npy`))) copy(`signals/${name}.npy`);
console.log(`${files} files`);
