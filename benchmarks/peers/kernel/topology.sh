#!/bin/sh
# The paths that are measured, each in network namespaces of its own named peer-*. Needs root.
#
#   topology.sh up     direct veth, 1 and 9 bridges, 1 and 5 routers, a router with MASQUERADE (where
#                      iptables is installed), macvlan, bridges joined by a veth pair and by VXLAN
#   topology.sh down   removes all of them
set -eu

netns() {
  for name in "$@"; do
    ip netns add "peer-$name"
    ip -n "peer-$name" link set lo up
  done
}

# veth NETNS DEVICE NETNS DEVICE
veth() {
  ip -n "peer-$1" link add "$2" type veth peer name "$4" netns "peer-$3"
  ip -n "peer-$1" link set "$2" up
  ip -n "peer-$3" link set "$4" up
}

bridge() { # NETNS NAME PORT...
  space=$1
  name=$2
  shift 2
  ip -n "peer-$space" link add "$name" type bridge
  ip -n "peer-$space" link set "$name" up
  for port in "$@"; do
    ip -n "peer-$space" link set "$port" master "$name"
  done
}

address() { # NETNS ADDRESS DEVICE
  ip -n "peer-$1" addr add "$2" dev "$3"
}

bridges() { # COUNT: bridges in one namespace, joined by veth pairs
  netns "b$1-a" "b$1-s" "b$1-z"
  veth "b$1-a" e0 "b$1-s" l1
  i=1
  while [ "$i" -lt "$1" ]; do
    veth "b$1-s" "r$i" "b$1-s" "l$((i + 1))"
    bridge "b$1-s" "br$i" "l$i" "r$i"
    i=$((i + 1))
  done
  veth "b$1-z" e0 "b$1-s" "r$1"
  bridge "b$1-s" "br$1" "l$1" "r$1"
  address "b$1-a" 10.1.0.1/24 e0
  address "b$1-z" 10.1.0.2/24 e0
}

routers() { # NAME COUNT: routers in a row, a namespace each
  netns "$1-a" "$1-z"
  before=$1-a
  i=1
  while [ "$i" -le "$2" ]; do
    netns "$1-r$i"
    veth "$before" right "$1-r$i" left
    address "$before" "10.0.$i.1/24" right
    address "$1-r$i" "10.0.$i.2/24" left
    ip -n "peer-$before" route add 10.2.0.0/24 via "10.0.$i.2"
    ip netns exec "peer-$1-r$i" sysctl -qw net.ipv4.ip_forward=1
    [ "$i" -eq 1 ] || ip -n "peer-$1-r$i" route add 10.0.1.0/24 via "10.0.$i.1"
    before=$1-r$i
    i=$((i + 1))
  done
  veth "$before" right "$1-z" e0
  address "$before" 10.2.0.254/24 right
  address "$1-z" 10.2.0.2/24 e0
  ip -n "peer-$1-z" route add default via 10.2.0.254
}

two_bridges() { # NAME: two namespaces with a bridge each and a veth pair `un` between them
  netns "$1-a" "$1-s" "$1-t" "$1-z"
  veth "$1-a" e0 "$1-s" pa
  veth "$1-z" e0 "$1-t" pz
  veth "$1-s" un "$1-t" un
  bridge "$1-s" br0 pa
  bridge "$1-t" br0 pz
  address "$1-a" 10.1.0.1/24 e0
  address "$1-z" 10.1.0.2/24 e0
}

vxlan() { # NETNS LOCAL REMOTE
  address "$1" "$2/24" un
  ip -n "peer-$1" link set un mtu 1600
  ip -n "peer-$1" link add vx type vxlan id 42 dstport 4789 local "$2" remote "$3" dev un
  ip -n "peer-$1" link set vx mtu 1500 up master br0
}

up() {
  netns direct-a direct-z
  veth direct-a e0 direct-z e0
  address direct-a 10.1.0.1/24 e0
  address direct-z 10.1.0.2/24 e0
  bridges 1
  bridges 9
  routers routers1 1
  routers routers5 5
  if command -v iptables >/dev/null; then
    routers nat 1
    ip netns exec peer-nat-r1 iptables -t nat -A POSTROUTING -o right -j MASQUERADE
  fi
  netns macvlan-a macvlan-s macvlan-t macvlan-z
  veth macvlan-s p0 macvlan-t p0
  for end in a:1 z:2; do
    ip -n peer-macvlan-s link add "mv${end#*:}" link p0 type macvlan mode bridge
    ip -n peer-macvlan-s link set "mv${end#*:}" netns "peer-macvlan-${end%:*}" name e0
    ip -n "peer-macvlan-${end%:*}" link set e0 up
    address "macvlan-${end%:*}" "10.1.0.${end#*:}/24" e0
  done
  two_bridges joined
  ip -n peer-joined-s link set un master br0
  ip -n peer-joined-t link set un master br0
  two_bridges vxlan
  vxlan vxlan-s 192.168.9.1 192.168.9.2
  vxlan vxlan-t 192.168.9.2 192.168.9.1
}

down() {
  ip netns list | awk '/^peer-/ { print $1 }' | while read -r name; do
    ip netns del "$name"
  done
}

case ${1:-} in
  up | down) "$1" ;;
  *)
    echo "usage: topology.sh up|down" >&2
    exit 2
    ;;
esac
