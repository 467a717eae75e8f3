/**
 * The 72 melakarta ragas of Carnatic music.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { didYouMean, expectBoolean, expectInteger, readOptions } from '../core/options.js';
import { modulo } from './spelling.js';

/** Options of {@link melaToSvara}. */
export interface MelaToSvaraOptions {
  /** `true`: S R G M P D N, `false`: Sa Ri Ga Ma Pa Dha Ni. @defaultValue `true` */
  abbr?: boolean | undefined;
  /** `true`: subscript digits (R₁), `false`: plain ones (R1). @defaultValue `true` */
  unicode?: boolean | undefined;
}

/** In their order, spelled after S. Bhagyalekshmy, Ragas in Carnatic Music (1990), number 45 apart, as in librosa. */
const NAMES = `
  kanakangi ratnangi ganamurthi vanaspathi manavathi tanarupi senavathi hanumathodi dhenuka natakapriya kokilapriya rupavathi
  gayakapriya vakulabharanam mayamalavagaula chakravakom suryakantham hatakambari jhankaradhwani natabhairavi keeravani
  kharaharapriya gaurimanohari varunapriya mararanjini charukesi sarasangi harikambhoji dheerasankarabharanam naganandini yagapriya
  ragavardhini gangeyabhushani vagadheeswari sulini chalanatta salagam jalarnavam jhalavarali navaneetham pavani raghupriya
  gavambodhi bhavapriya subhapanthuvarali shadvidhamargini suvarnangi divyamani dhavalambari namanarayani kamavardhini ramapriya
  gamanasrama viswambhari syamalangi shanmukhapriya simhendramadhyamam hemavathi dharmavathi neethimathi kanthamani rishabhapriya
  latangi vachaspathi mechakalyani chitrambari sucharitra jyotisvarupini dhatuvardhini nasikabhushani kosalam rasikapriya
`;

/** The two svara of each half of the scale, out of four neighbours, in the order in which the ragas go through them. */
const PAIRS = [
  [0, 1],
  [0, 2],
  [0, 3],
  [1, 2],
  [1, 3],
  [2, 3],
] as const;

const names = (): string[] => NAMES.trim().split(/\s+/);

/** A raga's place from 0, given its number from 1 or its name. */
function indexOfMela(mela: number | string, caller: string): number {
  if (typeof mela !== 'string') {
    expectInteger(mela, caller, 'mela', 1, 72);
    return mela - 1;
  }
  const index = names().indexOf(mela.toLowerCase());
  if (index >= 0) return index;
  throw new ParameterError(
    caller,
    'mela',
    `must be a number in [1, 72] or a name of listMela(), got ${show(mela)}${didYouMean(mela, names())}`,
  );
}

/**
 * The seven svara of a melakarta raga.
 *
 * @param mela - Its number in [1, 72], or its name, see {@link listMela}; capitals do not matter.
 * @returns Semitones above Sa, ascending.
 * @throws {@link ParameterError} if there is no such raga.
 * @example
 * ```ts
 * melaToDegrees(1); // [0, 1, 2, 5, 7, 8, 9]
 * melaToDegrees('mechakalyani'); // [0, 2, 4, 6, 7, 9, 11]
 * ```
 * @see librosa 0.11 `mela_to_degrees`.
 */
export function melaToDegrees(mela: number | string): number[] {
  const index = indexOfMela(mela, 'melaToDegrees');
  const [ri, ga] = PAIRS[Math.floor((index % 36) / 6)]!;
  const [dha, ni] = PAIRS[index % 6]!;
  return [0, 1 + ri, 1 + ga, index < 36 ? 5 : 6, 7, 8 + dha, 8 + ni];
}

/**
 * Names the twelve notes in a melakarta raga, which decides whether a note is called Ri or Ga, Dha or Ni.
 *
 * @param mela - Its number in [1, 72], or its name; capitals do not matter.
 * @param options - Signs.
 * @returns Twelve names, from Sa up.
 * @throws {@link ParameterError} if there is no such raga, or an option is unknown.
 * @example
 * ```ts
 * melaToSvara(1); // ['S', 'R₁', 'G₁', 'G₂', 'G₃', 'M₁', 'M₂', 'P', 'D₁', 'N₁', 'N₂', 'N₃']
 * melaToSvara(36, { abbr: false, unicode: false }).slice(0, 4); // ['Sa', 'Ri1', 'Ri2', 'Ri3']
 * ```
 * @see librosa 0.11 `mela_to_svara`.
 */
export function melaToSvara(mela: number | string, options?: MelaToSvaraOptions): string[] {
  const { abbr, unicode } = readOptions('melaToSvara', options, { abbr: true, unicode: true });
  expectBoolean(abbr, 'melaToSvara', 'abbr');
  expectBoolean(unicode, 'melaToSvara', 'unicode');
  return svaraOf(mela, abbr, unicode, 'melaToSvara');
}

/** The same, options checked. */
export function svaraOf(mela: number | string, abbr: boolean, unicode: boolean, caller: string): string[] {
  const index = indexOfMela(mela, caller);
  const half = (low: string, high: string, pair: number): string[] => {
    const second = pair === 0 ? `${high}1` : `${low}2`; // only the first pair has the lowest of the higher svara
    const third = pair === 5 ? `${low}3` : `${high}2`; // only the last pair has the highest of the lower svara
    return [`${low}1`, second, third, `${high}3`];
  };
  const svara = ['Sa', ...half('Ri', 'Ga', Math.floor((index % 36) / 6)), 'Ma1', 'Ma2', 'Pa', ...half('Dha', 'Ni', index % 6)];
  return svara.map((s) => {
    const short = abbr ? s[0]! + s.replace(/\D/g, '') : s;
    return unicode ? short.replace(/[123]/, (digit) => '₁₂₃'[Number(digit) - 1]!) : short;
  });
}

/**
 * The melakarta ragas and their numbers.
 *
 * @returns Numbers in [1, 72] by name.
 * @example
 * ```ts
 * listMela()['kanakangi']; // 1
 * ```
 * @see librosa 0.11 `list_mela`.
 */
export function listMela(): Record<string, number> {
  return Object.fromEntries(names().map((name, i) => [name, i + 1]));
}

/** Marks the octave below and the octave above with a dot, or with , and '. Others are left alone. */
export function markOctave(svara: string, semitones: number, unicode: boolean): string {
  const octave = Math.floor(semitones / 12);
  if (octave !== -1 && octave !== 1) return svara;
  if (!unicode) return svara + (octave > 0 ? "'" : ',');
  return svara[0]! + (octave > 0 ? '\u0307' : '\u0323') + svara.slice(1);
}

/** The one of twelve names for a number of semitones. */
export const nameAt = (names: readonly string[], semitones: number): string => names[modulo(semitones, 12)]!;
