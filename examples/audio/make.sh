#!/bin/sh
# Records speech.wav anew: espeak-ng says a sentence, resampled to 16 kHz mono 16-bit. Needs espeak-ng (made with 1.51) and a built library.
# The recording is the project's own work, under its licence.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
espeak-ng -v en-gb -s 165 -p 45 -w "$work/raw.wav" 'Every sound leaves a picture behind. Here is mine.'
node --input-type=module - "$work/raw.wav" speech.wav <<'JS'
import { load, save } from '../../dist/node.js';
const [raw, out] = process.argv.slice(2);
await save(out, await load(raw, { sampleRate: 16000 }), { bitDepth: 16 });
JS
