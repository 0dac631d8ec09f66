#!/bin/sh
# How fast tcpdump and editcap read a capture file and write it again; both do no more than that.
# usage: writers.sh SCRATCH_FOLDER [ROUNDS]
set -eu
scratch=${1:?usage: writers.sh SCRATCH_FOLDER [ROUNDS]}
here=$(dirname "$0")

measure() { # TOOL FRAME_BYTES COUNT OUTPUT COMMAND...
  tool=$1
  bytes=$2
  count=$3
  output=$4
  shift 4
  rm -f "$output"
  began=$(date +%s%N)
  "$@" 2>/dev/null
  took=$(($(date +%s%N) - began))
  size=$(stat -c %s "$output")
  echo "who=$tool bytes=$bytes ns=$((took / count)) mb_per_s=$((size * 1000 / took))"
  rm -f "$output"
}

for case in 64:4000000 1514:300000; do
  bytes=${case%:*}
  count=${case#*:}
  python3 "$here/make_pcap.py" "$scratch/in.pcap" "$bytes" "$count"
  for _ in $(seq "${2:-3}"); do
    out=$scratch/out.pcap
    measure tcpdump "$bytes" "$count" "$out" tcpdump -r "$scratch/in.pcap" -w "$out"
    measure editcap "$bytes" "$count" "${out}ng" editcap "$scratch/in.pcap" "${out}ng"
  done
done
rm -f "$scratch/in.pcap"
