import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { decodeNpy } from '../../src/io/decode-npy.js';
import { encodeWav } from '../../src/io/encode-wav.js';
import { run } from '../../src/cli/run.js';
import { VERSION } from '../../src/cli/version.js';
import { audiolab, makeFolder, wav } from './support.js';

let folder = makeFolder();
beforeEach(() => {
  folder.remove();
  folder = makeFolder({ 'a.wav': wav(0.2), 'b.wav': wav(0.3, 8000, 2), 'broken.wav': 'RIFF1234WAVE', 'notes.txt': 'no audio' });
  mkdirSync(folder.path('sub'));
  writeFileSync(folder.path('sub', 'c.WAV'), wav(0.1, 8000, 3));
  writeFileSync(folder.path('sub', '._c.wav'), 'what macOS leaves behind');
  symlinkSync('..', folder.path('sub', 'loop'));
});
afterAll(() => folder.remove());
const at = (...names: string[]) => folder.path(...names);
/** Paths of the test folder are not the same from run to run. */
const plain = (text: string) => text.replaceAll(at(), 'T');

describe('usage', () => {
  test.each([
    [[], 'a command is missing'],
    [['mfc', 'a.wav'], '"mfc" is not a command; did you mean "mfcc"?'],
    [['speech.wav'], '"speech.wav" is not a command; to look at a file: audiolab info speech.wav'],
    [['--sr', '8000', 'mfcc'], 'a command comes first, got --sr'],
    [['mfcc'], 'a file, a folder or - for stdin is missing'],
    [['mfcc', '-', '-'], 'stdin can be read once only'],
    [['mfcc', 'a.wav', '--hop-lenght', '160'], '--hop-lenght is not an option of mfcc; did you mean --hop-length?'],
    [['mfcc', 'a.wav', '--n_mfcc', '13'], '--n_mfcc is not an option of mfcc; did you mean --n-mfcc?'],
    [['mfcc', 'a.wav', '-x'], '-x is not an option of mfcc'],
    [['mfcc', 'a.wav', '--__proto__', '1'], '--__proto__ is not an option of mfcc'],
    [['mfcc', 'a.wav', '--n-mfcc', 'many'], '--n-mfcc needs a number, got "many"'],
    [['mfcc', 'a.wav', '--n-mfcc', ''], '--n-mfcc needs a number, got ""'],
    [['mfcc', 'a.wav', '--n-mfcc'], '--n-mfcc needs a value'],
    [['mfcc', 'a.wav', '--top-db', '--htk'], '--top-db needs a number or null, got "--htk"'],
    [['mfcc', 'a.wav', '--center=maybe'], '--center needs true or false, got "maybe"'],
    [['mfcc', 'a.wav', '--no-center=true'], '--no-center takes no value'],
    [['mfcc', 'a.wav', '--sr', '0'], '--sr must be a finite number > 0, in Hz, got 0'],
    [['mfcc', 'a.wav', '--duration', '-1'], '--duration must be a finite number > 0, in seconds, got -1'],
    [['mfcc', 'a.wav', '--dtype', 'int16'], '--dtype must be float32 or float64, got int16'],
    [['mfcc', 'a.wav', '-o', 'a.xlsx'], '"xlsx" is not a format; formats are npy, json, csv, ndjson, png'],
    [['mfcc', 'a.wav', '-o', 'a.jsn'], '"jsn" is not a format; did you mean "json"?'],
    [['mfcc', 'a.wav', '-o', 'a'], 'a has no extension to tell the format by: add one of .npy .json .csv .ndjson .png, or --format'],
    [['mfcc', 'a.wav', '-o', ''], '-o needs a word, got ""'],
    [['mfcc', 'a.wav', '-o', '{stem}.npy'], '{stem} is not known in a pattern; use {name}, {ext} and {dir}'],
    [['mfcc', 'a.wav', '--format', 'text'], 'mfcc cannot be written as text; formats are npy, json, csv, ndjson, png'],
    [['info', 'a.wav', '-o', 'a.png'], 'info can be written as json, ndjson or csv, not as png'],
    [
      ['mfcc', 'a.wav', 'b.wav', '-o', 'all.npy'],
      'a .npy file holds one result and there are several inputs; write to a folder (-o features/) or a pattern (-o {name}.npy)',
    ],
    [
      ['mfcc', 'x/a.wav', 'y/a.wav', '-o', 'out/'],
      'x/a.wav and y/a.wav would both be written to out/a.npy; name the folder they share, or use a pattern such as out/{dir}/{name}.{ext}.npy',
    ],
  ])('%j', async (argv, message) => {
    const { code, out, err } = await audiolab(argv);
    expect(err.split('\n')[0]).toBe(`audiolab: ${message}`);
    expect(err.split('\n')[1]).toMatch(/^Try: audiolab (\w+ )?--help$/);
    expect(out).toBe('');
    expect(code).toBe(2);
  });

  test('help and version', async () => {
    for (const argv of [['--help'], ['-h'], ['help']]) {
      const { code, out } = await audiolab(argv);
      expect(code).toBe(0);
      for (const name of ['info', 'mfcc', 'mel', 'chroma', 'stft', 'features']) expect(out).toContain(`\n  ${name} `);
    }
    expect((await audiolab(['help', 'mel'])).out).toBe((await audiolab(['mel', '--help'])).out);
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
    expect(VERSION).toBe(version);
    expect(await audiolab(['--version'])).toMatchObject({ code: 0, out: `${version}\n`, err: '' });
    expect((await audiolab(['mfcc', '--version'])).out).toBe(`${version}\n`);
  });

  test('no line of the help is longer than 120 characters', async () => {
    for (const argv of [['--help'], ['help', 'mfcc'], ['help', 'features']]) {
      for (const line of (await audiolab(argv)).out.split('\n')) expect(line.length, line).toBeLessThanOrEqual(120);
    }
  });

  test('what follows -- is a file, however it looks', async () => {
    const { code, err } = await audiolab(['info', '--', '--help']);
    expect([code, err]).toEqual([1, 'audiolab: --help: no such file\n']);
  });
});

describe('one file', () => {
  test('to a file, with a line for people', async () => {
    const { code, out, err } = await audiolab(['mel', at('a.wav'), '-o', at('new', 'a.npy')]);
    expect([code, out]).toEqual([0, '']);
    expect(plain(err)).toMatch(/^mel: T\/a\.wav \[128, 4\] -> T\/new\/a\.npy \(\d+ ms\)\n$/);
    expect(decodeNpy(new Uint8Array(readFileSync(at('new', 'a.npy'))))).toMatchObject({ shape: [128, 4] });
    expect((await audiolab(['mel', at('a.wav'), '-o', at('b.npy'), '-q'])).err).toBe('');
  });

  test('from stdin to stdout', async () => {
    const piped = await audiolab(['mfcc', '-', '-o', '-', '--sr', '4000'], { stdin: wav(0.2) });
    expect(piped).toMatchObject({ code: 0, err: '' });
    expect(piped.out).toBe((await audiolab(['mfcc', at('a.wav'), '--sr', '4000'])).out);
    await audiolab(['info', '-', '-o', `${at()}/`], { stdin: wav(0.2) });
    expect(JSON.parse(readFileSync(at('stdin.json'), 'utf8'))).toMatchObject({ file: '-', sampleRate: 8000 });
  });

  test('failures say what, in words', async () => {
    expect(plain((await audiolab(['mel', at('none.wav')])).err)).toBe('audiolab: T/none.wav: no such file\n');
    expect(plain((await audiolab(['mel', at('notes.txt')])).err)).toBe(
      'audiolab: T/notes.txt: no known audio format starts with "no audio"\n',
    );
    expect(plain((await audiolab(['mel', at('broken.wav')])).err)).toBe('audiolab: T/broken.wav: there is no "fmt " chunk\n');
    expect(await audiolab(['mel', '-'])).toMatchObject({ code: 1, err: 'audiolab: stdin: the file is empty\n' });
    const flac = Buffer.from('fLaC\0\0\0\u0022');
    writeFileSync(at('x.flac'), flac);
    const cure = 'no decoder for it is installed; run "npm install @audio/decode-flac"\n';
    expect(plain((await audiolab(['mel', at('x.flac')])).err)).toBe(`audiolab: T/x.flac: this is FLAC, and ${cure}`);
    expect((await audiolab(['mel', '-'], { stdin: flac })).err).toBe(
      `audiolab: stdin: this is FLAC, and ${cure}`.replace('installed', 'registered'),
    );
    expect(plain((await audiolab(['mel', at('a.wav'), '--offset', '9'])).err)).toBe(
      'audiolab: T/a.wav: --offset must be < the length of 0.2 s, got 9\n',
    );
    const bytes = encodeWav({ samples: Float32Array.of(0, 0.5), sampleRate: 8000 }, { bitDepth: '32f' });
    writeFileSync(at('nan.wav'), bytes.fill(0xff, bytes.length - 4)); // all bits set is a NaN
    expect(plain((await audiolab(['mel', at('nan.wav')])).err)).toBe(
      'audiolab: T/nan.wav: the signal must be finite, got NaN at index 1\n',
    );
    mkdirSync(at('a.npy'));
    expect(plain((await audiolab(['mel', at('a.wav'), '-o', at('sub', 'x.npy', 'y.npy')])).err)).toContain('-> T/sub/x.npy/y.npy');
    const { code, err } = await audiolab(['mel', at('a.wav'), '-o', `${at('b.wav')}/x.npy`]);
    expect([code, plain(err)]).toEqual([1, 'audiolab: part of the path is a file, not a folder\n']);
  });

  test('a value the function refuses is wrong usage, told in the words of the command line', async () => {
    for (const [flag, value, message] of [
      ['--hop-length', '0', '--hop-length must be an integer >= 1, got 0'],
      ['--fmax', '5000', '--fmax must be '],
      ['--window', 'hamm', '--window must be '],
      ['--lifter', '-1', '--lifter must be '],
    ] as const) {
      const { code, err } = await audiolab(['mfcc', at('a.wav'), flag, value]);
      expect(plain(err)).toContain(`audiolab: T/a.wav: ${message}`);
      expect(code, flag).toBe(2);
    }
  });

  test('warnings are told once and are no failure', async () => {
    const bands = await audiolab(['mel', at('a.wav'), at('b.wav'), '--n-fft', '256', '--htk', '--format', 'ndjson']);
    expect(bands.code).toBe(0);
    expect(bands.err).toMatch(/^audiolab: warning: .*nFft.*\n$/);
    writeFileSync(at('cut.wav'), wav(0.2).subarray(0, 2000));
    const cut = await audiolab(['mel', at('cut.wav')]);
    expect(cut.code).toBe(0);
    expect(plain(cut.err)).toMatch(/^audiolab: warning: T\/cut\.wav: .*\n$/);
    expect((await audiolab(['mel', at('cut.wav'), '--quiet'])).err).toBe('');
  });
});

describe('many files', () => {
  test('a folder is searched, hidden files and loops are left out, and its tree is kept', async () => {
    const { code, err } = await audiolab(['mfcc', at(), '-o', at('out/')]);
    expect(code).toBe(1);
    expect(plain(err).split('\n')).toEqual([
      expect.stringMatching(/^audiolab: T\/broken\.wav: .+/),
      'audiolab: 1 of 4 files failed',
      expect.stringMatching(/^mfcc: 3 files -> T\/out\/ \(\d+ ms\)$/),
      '',
    ]);
    expect(folder.list().filter((name) => name.startsWith('out'))).toEqual(['out', 'out/a.npy', 'out/b.npy', 'out/sub', 'out/sub/c.npy']);
  });

  test('a pattern', async () => {
    expect((await audiolab(['stft', at('a.wav'), at('sub'), '-o', at('{dir}', '{name}-{ext}.json')])).code).toBe(0);
    expect(folder.list().filter((name) => name.endsWith('json'))).toEqual(['a-wav.json', 'c-WAV.json']);
  });

  test('one table for all; the bad one is missing, the good ones are there', async () => {
    const { code } = await audiolab(['mel', at('a.wav'), at('broken.wav'), at('b.wav'), '-o', at('all.csv')]);
    expect(code).toBe(1);
    const rows = readFileSync(at('all.csv'), 'utf8').trimEnd().split('\n');
    expect(rows[0]).toMatch(/^file,time,mel_0,/);
    expect([...new Set(rows.slice(1).map((row) => plain(row.split(',')[0]!)))]).toEqual(['T/a.wav', 'T/b.wav']);
    await audiolab(['mel', at('sub'), '-o', at('all.json')]);
    expect(JSON.parse(readFileSync(at('all.json'), 'utf8'))).toMatchObject([{ feature: 'mel', shape: [128, 2] }]);
    const info = await audiolab(['info', at('a.wav'), at('b.wav')]);
    expect(plain(info.out)).toMatch(/^T\/a\.wav\n(?: {2}.*\n)+\nT\/b\.wav\n/);
  });

  test('where nothing succeeds, nothing is written', async () => {
    const before = folder.list();
    writeFileSync(at('old.csv'), 'old');
    expect((await audiolab(['mel', at('broken.wav'), at('none.wav'), '-o', at('all.csv')])).code).toBe(1);
    expect((await audiolab(['mel', at('broken.wav'), '-o', at('old.csv')])).code).toBe(1);
    expect(folder.list()).toEqual([...before, 'old.csv'].sort());
    expect(readFileSync(at('old.csv'), 'utf8')).toBe('old');
    mkdirSync(at('empty'));
    expect(plain((await audiolab(['mel', at('empty')])).err)).toBe('audiolab: T/empty: no audio file in this folder\n');
  });

  test('a value that only some files refuse is their failure', async () => {
    writeFileSync(at('wide.wav'), wav(0.2, 16000));
    const { code, err } = await audiolab(['mfcc', at('a.wav'), at('wide.wav'), '--fmax', '6000', '-o', at('out/')]);
    expect(code).toBe(1);
    expect(plain(err)).toContain('audiolab: T/a.wav: --fmax must be ');
    expect(existsSync(at('out', 'wide.npy'))).toBe(true);
    expect((await audiolab(['mfcc', at('a.wav'), at('b.wav'), '--fmax', '6000'])).code).toBe(2);
  });

  test('one target that cannot be written does not stop the others', async () => {
    mkdirSync(at('out'));
    mkdirSync(at('out', 'a.npy'));
    const { code, err } = await audiolab(['mel', at('a.wav'), at('b.wav'), '-o', at('out/')]);
    expect(code).toBe(1);
    expect(plain(err)).toContain('audiolab: T/a.wav: cannot write T/out/a.npy: T/out/a.npy is a folder\n');
    expect(existsSync(at('out', 'b.npy'))).toBe(true);
  });
});

describe('terminals and pipes', () => {
  const two = () => ['mel', at('a.wav'), at('b.wav'), '-o', at('out/')];

  test('a progress bar on a terminal only', async () => {
    const shown = await audiolab(two(), { tty: true });
    expect(plain(shown.err)).toContain('\r\u001b[K[........................] 0/2 ');
    expect(shown.err).toMatch(/\r\u001b\[Kmel: 2 files -> .*\n$/);
    for (const settings of [{ tty: false }, { tty: true, quiet: true }]) {
      expect((await audiolab([...two(), ...('quiet' in settings ? ['-q'] : [])], settings)).err).not.toContain('[.');
    }
  });

  test('colour on a terminal, unless NO_COLOR is set', async () => {
    const red = '\u001b[31maudiolab:\u001b[39m';
    expect((await audiolab(['mel', at('none.wav')], { tty: true })).err).toContain(red);
    expect((await audiolab(['mel', at('none.wav')], { tty: true, env: { NO_COLOR: '1' } })).err).not.toContain('\u001b');
    expect((await audiolab(['mel', at('none.wav')])).err).not.toContain('\u001b');
  });

  test('control characters of a file name do not reach the terminal', async () => {
    expect((await audiolab(['mel', at('\u001b[2Jx.wav')], { tty: true, env: { NO_COLOR: '1' } })).err).toContain('?[2Jx.wav: no such file');
  });

  test.each(['all.csv', 'fresh/'])('an interruption leaves no half file behind: -o %s', async (output) => {
    const controller = new AbortController();
    const many = Array.from({ length: 400 }, (_, i) => {
      writeFileSync(at(`${i}.wav`), wav(0.2));
      return at(`${i}.wav`);
    });
    setTimeout(() => controller.abort(new Error('interrupted')), 30); // of some hundred
    const { code } = await audiolab(['mel', ...many, '-o', at(output)], { signal: controller.signal });
    expect(code).toBe(130);
    const written = folder.list().filter((name) => !name.toLowerCase().endsWith('.wav'));
    expect(written.filter((name) => /partial|csv/.test(name))).toEqual([]);
    for (const name of written.filter((n) => n.endsWith('npy')))
      expect(decodeNpy(new Uint8Array(readFileSync(at(name))))).toMatchObject({ shape: [128, 4] });
  });

  test('an interruption while waiting for stdin', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('interrupted')), 20);
    const io = { stdin: { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => undefined) }) } };
    const silent = { write: () => true };
    expect(await run(['mel', '-'], { ...io, stdout: silent, stderr: silent, env: {}, signal: controller.signal })).toBe(130);
  });

  test('a reader that has seen enough is no error', async () => {
    let pieces = 0;
    const onStdout = () => {
      if (++pieces > 1) throw Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
    };
    const { code, err } = await audiolab(['mel', at('a.wav'), at('b.wav')], { onStdout });
    expect([code, err]).toEqual([0, '']);
    const full = await audiolab(['mel', at('a.wav')], {
      onStdout: () => {
        throw Object.assign(new Error(), { code: 'ENOSPC' });
      },
    });
    expect([full.code, full.err]).toEqual([1, 'audiolab: no space left on the disk\n']);
  });
});
