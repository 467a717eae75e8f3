/**
 * Letters for pictures: capitals, digits and a few signs on a grid of three by five.
 * @module
 */

/** Rows from the top, an octal digit each: 4 is the left column, 1 the right one. */
const GLYPHS: Readonly<Record<string, string>> = {
  ...{
    '0': '75557',
    '1': '26227',
    '2': '71747',
    '3': '71717',
    '4': '55711',
    '5': '74717',
    '6': '74757',
    '7': '71122',
    '8': '75757',
    '9': '75717',
  },
  ...{ A: '25755', B: '65656', C: '34443', D: '65556', E: '74647', F: '74644', G: '34553', H: '55755', I: '72227', J: '11152' },
  ...{ K: '55655', L: '44447', M: '57755', N: '65555', O: '25552', P: '65644', Q: '25573', R: '65655', S: '34216', T: '72222' },
  ...{ U: '55557', V: '55552', W: '55775', X: '55255', Y: '55222', Z: '71247' },
  ...{ ' ': '00000', '-': '00700', '+': '02720', '.': '00002', ',': '00024', ':': '02020', '/': '11244', '(': '12221', ')': '42224' },
  ...{ _: '00007', '=': '07070', '%': '51245', "'": '22000' },
};
const UNKNOWN = '77777';

/** Columns of a letter, with the gap behind it. */
export const ADVANCE = 4;
/** Rows of a letter. */
export const LETTER_ROWS = 5;

/** Columns of a text. */
export const columnsOf = (text: string): number => Math.max(0, ADVANCE * [...text].length - 1);

/** Calls for each dot of a text. Small letters are drawn as capitals, what the font does not have as a block. */
export function eachDot(text: string, visit: (column: number, row: number) => void): void {
  [...text.toUpperCase()].forEach((letter, at) => {
    const glyph = Object.hasOwn(GLYPHS, letter) ? GLYPHS[letter]! : UNKNOWN;
    for (let row = 0; row < LETTER_ROWS; row++)
      for (let column = 0; column < 3; column++) if ((Number(glyph[row]) >> (2 - column)) & 1) visit(ADVANCE * at + column, row);
  });
}
