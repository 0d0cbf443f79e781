#!/bin/sh
# Speaks every sentence of lines.ts into <caller>-<n>.ogg beside it (Opus, mono, 10 kbit/s). Run after a change
# of lines.ts; the files are kept with the sources so that nobody needs a synthesizer to build.
# Needs from Debian: espeak-ng opus-tools python3.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
for tool in espeak-ng opusenc python3; do
  command -v "$tool" >/dev/null || { echo "missing: $tool (apt-get install espeak-ng opus-tools python3)" >&2; exit 1; }
done

rm -f "$here"/*.ogg
python3 - "$here/lines.ts" <<'PY' | while IFS="$(printf '\t')" read -r name voice pitch speed text; do
import json, sys
text = open(sys.argv[1], encoding='utf-8').read()
spoken = json.loads(text[text.index('{', text.index('spokenLines')):])
for caller, entry in spoken.items():
    for number, text in enumerate(entry['lines'], 1):
        print(f"{caller}-{number}", entry['voice'], entry['pitch'], entry['speed'], text, sep='\t')
PY
  espeak-ng -v "$voice" -p "$pitch" -s "$speed" --stdout -- "$text" |
    opusenc --quiet --bitrate 10 --framesize 60 --downmix-mono --discard-comments --discard-pictures --serial 1 - "$here/$name.ogg"
done
du -ch "$here"/*.ogg | tail -n 1
