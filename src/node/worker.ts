/**
 * The inside of a worker of {@link extractMany}: a path in, features out.
 * @module
 */
import { fileURLToPath } from 'node:url';
import { workerData } from 'node:worker_threads';
import { type Warning } from '../core/errors.js';
import { type DecodedAudio } from '../io/audio-format.js';
import { chromaStft } from '../feature/chroma-stft.js';
import { logMel } from '../feature/log-mel.js';
import { melSpectrogram } from '../feature/mel-spectrogram.js';
import { mfcc } from '../feature/mfcc.js';
import { polyFeatures } from '../feature/poly-features.js';
import { rms } from '../feature/rms.js';
import { spectralBandwidth } from '../feature/spectral-bandwidth.js';
import { spectralCentroid } from '../feature/spectral-centroid.js';
import { spectralContrast } from '../feature/spectral-contrast.js';
import { spectralFlatness } from '../feature/spectral-flatness.js';
import { chromaCens } from '../feature/chroma-cens.js';
import { chromaCqt } from '../feature/chroma-cqt.js';
import { onsetStrength } from '../rhythm/onset-strength.js';
import { onsetStrengthMulti } from '../rhythm/onset-strength-multi.js';
import { tonnetz } from '../feature/tonnetz.js';
import { spectralRolloff } from '../feature/spectral-rolloff.js';
import { zeroCrossingRate } from '../feature/zero-crossing-rate.js';
import { estimateTuning } from '../pitch/estimate-tuning.js';
import { piptrack } from '../pitch/piptrack.js';
import { setEngine } from '../simd/engine.js';
import { spectrogram } from '../stft/spectrogram.js';
import { stft } from '../stft/stft.js';
import { type ExtractAnswer, type ExtractTask, type WorkerSettings } from './extract-task.js';
import { FEATURE_WARNS, type FeatureFunctions, type FeatureName } from './features.js';
import { createFileReader } from './file-reader.js';
import { loadWith } from './load.js';
import { packError } from './sent-error.js';
import { packValue, worthTransfer } from './sent-value.js';
import { type Serve, serveTasks } from './serve-tasks.js';

const FEATURES: FeatureFunctions = {
  chromaCens,
  chromaCqt,
  chromaStft,
  estimateTuning,
  logMel,
  melSpectrogram,
  mfcc,
  onsetStrength,
  onsetStrengthMulti,
  piptrack,
  polyFeatures,
  rms,
  spectralBandwidth,
  spectralCentroid,
  spectralContrast,
  spectralFlatness,
  spectralRolloff,
  spectrogram,
  stft,
  tonnetz,
  zeroCrossingRate,
};

/** The CommonJS build, whose `import.meta` is empty, requires instead: a path, since `require` knows no addresses. */
const importFile = (address: string): Promise<unknown> => {
  const esm: string | undefined = import.meta.url;
  return import(/* @vite-ignore */ esm === undefined ? fileURLToPath(address) : address);
};

type AnyFeature = (y: DecodedAudio, options: object) => unknown;

serveTasks(async (): Promise<Serve<ExtractTask, ExtractAnswer>> => {
  const { features, load: loadOptions, setup, engine } = workerData as WorkerSettings;
  setEngine(engine);
  if (setup !== undefined) await importFile(setup);
  const reader = createFileReader();
  return async ({ path, isUrl }) => {
    const warnings: Warning[] = [];
    try {
      const onWarning = ({ caller, code, message }: Warning): void => void warnings.push({ caller, code, message });
      const { samples, ...audio } = await loadWith(reader, isUrl ? new URL(path) : path, { ...loadOptions, onWarning });
      const buffers = new Set<ArrayBuffer>();
      const result: Record<string, unknown> = {};
      for (const [name, options] of Object.entries(features)) {
        const extract = FEATURES[name as FeatureName] as AnyFeature;
        const given = FEATURE_WARNS[name as FeatureName] ? { ...options, onWarning } : options;
        result[name] = packValue(extract({ samples, ...audio }, given), buffers);
      }
      return { answer: { result, audio, warnings }, transfer: worthTransfer(buffers) };
    } catch (error) {
      return { answer: { error: packError(error), warnings }, transfer: [] };
    }
  };
});
