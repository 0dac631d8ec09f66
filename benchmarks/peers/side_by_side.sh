#!/bin/sh
# Drydock and its peers in turn, on one machine, so that a noisy minute hits all of them alike.
# Prints key=value lines; pipe them into median.py who,what,hops,bytes ns
#
# usage: side_by_side.sh SCRATCH_FOLDER [ROUNDS]   as root for the kernel's part; without, it is left
#                                                  out. The ns-3 peer is built by ns3/Makefile into
#                                                  SCRATCH_FOLDER; without it, that part is left out.
set -eu
scratch=${1:?usage: side_by_side.sh SCRATCH_FOLDER [ROUNDS]}
rounds=${2:-5}
here=$(CDPATH='' cd -- "$(dirname "$0")" && pwd)
jar=$here/../target/drydock-benchmarks.jar
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

[ -f "$jar" ] || { echo "build first: mvn -pl benchmarks -am package" >&2; exit 1; }

drydock() { # WHAT BENCHMARK PARAMETER...
  what=$1
  benchmark=$2
  shift 2
  "$java" --sun-misc-unsafe-memory-access=allow -Djmh.ignoreLock=true -cp "$jar" \
    org.openjdk.jmh.Main "dev.drydock.benchmarks.${benchmark}\$" -bm avgt -tu ns -f 1 \
    -wi 4 -w 400ms -i 4 -r 400ms -rf csv -rff "$scratch/jmh.csv" \
    -jvmArgs "-XX:+UseSerialGC -Xms1g -Xmx1g --sun-misc-unsafe-memory-access=allow" "$@" >/dev/null
  python3 - "$scratch/jmh.csv" "$what" <<'PYTHON'
import csv, sys
for row in csv.DictReader(open(sys.argv[1])):
    hops = row.get("Param: bridges") or row.get("Param: routers") or "1"
    frame = row.get("Param: bytes") or "60"
    print(f"who=drydock what={sys.argv[2]} hops={hops} bytes={frame} ns={row['Score']}")
PYTHON
}

ns3() { # WHAT HOPS BYTES OPTION...
  [ -x "$scratch/ns3-peer" ] || return 0
  what=$1
  hops=$2
  bytes=$3
  shift 3
  ns=$("$scratch/ns3-peer" --hops="$hops" --payload=$((bytes - 42)) --frames=100000 "$@" |
    sed 's/.*ns=//')
  echo "who=ns3 what=$what hops=$hops bytes=$bytes ns=$ns"
}

kernel() { # WHAT HOPS PATH ADDRESS
  [ -x "$scratch/path-cost" ] && ip netns list | grep -q "^peer-$3-a" || return 0
  ns=$("$scratch/path-cost" "peer-$3-a" "peer-$3-z" "$4" 18 1 0 | sed 's/.*ns=//')
  echo "who=kernel what=$1 hops=$2 bytes=60 ns=$ns"
}

bridge_netfilter() { # 0 or 1
  for name in b1-s b9-s; do
    ip netns exec "peer-$name" sysctl -qw net.bridge.bridge-nf-call-iptables="$1" 2>/dev/null || :
  done
}

if [ "$(id -u)" -eq 0 ]; then
  cc -O2 -o "$scratch/path-cost" "$here/kernel/path_cost.c"
  trap '"$here/kernel/topology.sh" down' EXIT
  "$here/kernel/topology.sh" up
fi

for _ in $(seq "$rounds"); do
  kernel direct 0 direct 10.1.0.2
  drydock bridge BridgeBenchmark.frame -p stations=1 -p bridges=1,9
  ns3 bridge 1 60 --traffic=raw
  ns3 bridge 9 60 --traffic=raw
  bridge_netfilter 0
  kernel bridge 1 b1 10.1.0.2
  kernel bridge 9 b9 10.1.0.2
  drydock router RouterBenchmark.packet
  ns3 router 1 60 --mode=routers
  ns3 router 5 60 --mode=routers
  kernel router 1 routers1 10.2.0.2
  kernel router 5 routers5 10.2.0.2
  drydock router-nat NatBenchmark.packet -p masquerade=true -p flows=16
  kernel router-nat 1 nat 10.2.0.2
  drydock capture CaptureBenchmark.write
  bridge_netfilter 1
  kernel bridge-netfilter 1 b1 10.1.0.2
  kernel bridge-netfilter 9 b9 10.1.0.2
done
