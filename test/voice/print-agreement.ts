// Prints how the voice features agree with openSMILE's values in the folder that AUDIOLAB_OPENSMILE names: npm run voice:agreement
import { type Agreement, descriptorAgreement, functionalAgreement, pitchAgreement, readCases } from '../support/voice-agreement.js';

const folder = process.env['AUDIOLAB_OPENSMILE'];
if (!folder) throw new Error('AUDIOLAB_OPENSMILE must name a folder with opensmile/cases.json');
const number = (x: number): string => (Number.isNaN(x) ? '–' : x.toFixed(3));
const percent = (x: number): string => `${(100 * x).toPrecision(2)} %`;
const table = (title: string, rows: Agreement[], columns: [string, (i: number) => string][]): string =>
  [
    `| ${[title, ...columns.map(([name]) => name)].join(' | ')} |`,
    `| --- |${' ---: |'.repeat(columns.length)}`,
    ...rows.map((r, i) => `| \`${r.name}\` | ${columns.map(([, cell]) => cell(i)).join(' | ')} |`),
  ].join('\n');

const [rows, plainRows] = [descriptorAgreement(folder, true), descriptorAgreement(folder, false)];
console.log(
  table('descriptor', rows, [
    ['correlation', (i) => number(rows[i]!.correlation)],
    ['mean difference', (i) => percent(rows[i]!.mean)],
    ['without `compat`', (i) => number(plainRows[i]!.correlation)],
  ]),
);
const { voicing, pitch } = pitchAgreement(folder);
const share = (x: number): string => `${(100 * x).toFixed(1)} %`;
console.log(`\nFrames with the same voicing: ${share(voicing)}; pitch within 0.2 semitones: ${share(pitch)}\n`);

const [values, plainValues] = [functionalAgreement(folder, true), functionalAgreement(folder, false)];
const cases = readCases(folder, 'Functionals').length;
console.log(
  table('functional', values, [
    // two points always lie on a line
    ...(cases > 2 ? [['correlation', (i) => number(values[i]!.correlation)] as [string, (i: number) => string]] : []),
    ['mean difference', (i) => percent(values[i]!.mean)],
    ['without `compat`', (i) => percent(plainValues[i]!.mean)],
  ]),
);
