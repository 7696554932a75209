#!/usr/bin/env bash
# fuzz/run.sh SECONDS TARGET…: runs each target for so long and appends a line to fuzz/runs.tsv: date, target, CPU
# seconds, executions, coverage (edges) at start and end, inputs kept, finds. Needs cargo-fuzz. The library has no
# unsafe code, so that no sanitizer is built in: what is looked for are panics, overflows, hangs and memory.
# KYSO_FUZZ_BIN names a folder with built targets (else they are built).
set -euo pipefail
cd "$(dirname "$0")"
seconds=$1
shift
bin=${KYSO_FUZZ_BIN:-}
if [ -z "$bin" ]; then
  RUSTC_BOOTSTRAP=1 cargo fuzz build -s none
  bin=target/$(rustc -vV | sed -n 's/host: //p')/release
fi
for target in "$@"; do
  mkdir -p "corpus/$target" "artifacts/$target" target/logs
  case $target in
    cms | certificates) dictionary=der.dict ;;
    *) dictionary=pdf.dict ;;
  esac
  log=target/logs/$target-$(date +%H%M%S)
  before=$(find "artifacts/$target" -type f | wc -l)
  TIMEFORMAT='cpu %U %S'
  { time nice -n 19 "$bin/$target" "corpus/$target" "../testdata/fuzz/$target" -dict=$dictionary -max_len=16384 \
    -timeout=20 -rss_limit_mb=2048 -max_total_time="$seconds" -use_value_profile=1 -print_final_stats=1 \
    -artifact_prefix="artifacts/$target/" > "$log" 2>&1 || true; } 2> "$log.time"
  cpu=$(awk '/^cpu/ { printf "%.0f", $2 + $3 }' "$log.time")
  executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  coverage() { sed -n 's/.*cov: \([0-9]*\) .*/\1/p' "$log" | "$1" -n 1; }
  first=$(sed -n 's/.*INITED cov: \([0-9]*\) .*/\1/p' "$log" | head -n 1)
  kept=$(find "corpus/$target" -type f | wc -l)
  finds=$(($(find "artifacts/$target" -type f | wc -l) - before))
  printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$(date +%F)" "$target" "$cpu" "${executions:-0}" "${first:-0}" \
    "$(coverage tail)" "$kept" "$finds" >> runs.tsv
done
