// Prints how the voice features agree with openSMILE's values in the folder that AUDIOLAB_OPENSMILE names: npm run voice:agreement
import { type Agreement, descriptorAgreement, functionalAgreement, pitchAgreement } from '../support/voice-agreement.js';

const folder = process.env['AUDIOLAB_OPENSMILE'];
if (!folder) throw new Error('AUDIOLAB_OPENSMILE must name a folder with opensmile/cases.json');
const number = (x: number): string => (Number.isNaN(x) ? '–' : x.toFixed(3));
const percent = (x: number): string => `${(100 * x).toPrecision(2)} %`;
const table = (title: string, rows: Agreement[], plain: Agreement[]): string =>
  [
    `| ${title} | correlation | mean difference | largest | correlation without \`compat\` |`,
    '| --- | ---: | ---: | ---: | ---: |',
    ...rows.map(
      (r, i) =>
        `| \`${r.name}\` | ${number(r.correlation)} | ${percent(r.mean)} | ${r.absolute.toPrecision(2)} | ${number(plain[i]!.correlation)} |`,
    ),
  ].join('\n');
console.log(table('descriptor', descriptorAgreement(folder, true), descriptorAgreement(folder, false)));
const { voicing, pitch } = pitchAgreement(folder);
const share = (x: number): string => `${(100 * x).toFixed(1)} %`;
console.log(`\nFrames with the same voicing: ${share(voicing)}; pitch within 0.2 semitones: ${share(pitch)}\n`);
console.log(table('functional', functionalAgreement(folder, true), functionalAgreement(folder, false)));
