#!/bin/sh
# The peers, side by side: each in a virtual environment of its own under eval/.peers, on the same
# questions, with the same model, one after another on the same machine. Runs land in eval/runs/peer-*;
# `aftalesvar eval report` sets them beside ours.
#
#   eval/peers/run.sh [--limit N] [--only NAME …]      (make peers)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
peers="$root/eval/.peers"
main="$root/.venv/bin/python"
[ -x "$main" ] || { echo "Kør først make test, så .venv findes." >&2; exit 2; }
make_environment() { # name, python
    wanted="$here/requirements/$1.txt"
    cmp -s "$wanted" "$peers/$1/installed.txt" && return 0
    echo "Installerer $1 …" >&2
    "$2" -m venv "$peers/$1"
    if grep -q '^torch==' "$wanted"; then "$peers/$1/bin/pip" install --quiet torch==2.13.0; fi
    "$peers/$1/bin/pip" install --quiet -r "$wanted"
    cp "$wanted" "$peers/$1/installed.txt"
}
mkdir -p "$peers"
for name in bm25 langchain llamaindex haystack txtai; do make_environment "$name" "$main"; done
# haiku.rag wants a newer Python than the project; where there is none it is left out, and said so.
newer=""
for python in python3.13 python3.12 "$HOME"/.pyenv/versions/3.1[23].*/bin/python; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then newer=$python; fi
done
if [ -n "$newer" ]; then make_environment haiku "$newer"; else echo "haiku.rag springes over: den kræver Python 3.12." >&2; fi
exec "$main" "$here/run.py" "$@"
