#!/bin/sh
# Measures the speed of API tokens, of signing in and of set-up against a real server; docs/benchmarks.md says how to read the outcome.
# Arguments go to Maven, for example -Dgatehouse.benchmark.rounds=3.
set -eu
if ! command -v wrk > /dev/null 2>&1; then
    echo "wrk is needed to make the load: apt-get install wrk, or https://github.com/wg/wrk" >&2
    exit 1
fi
cd "$(dirname "$0")/.."
# The tests of the modules that are built on the way have nothing to do with speed.
exec mvn -q -Pbenchmarks -pl benchmarks -am verify -DskipTests "$@"
