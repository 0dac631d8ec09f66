#!/bin/sh
# How long the kernel takes to make COUNT namespaces, each with a veth pair to a port of one bridge,
# by one `ip -batch`; and to remove them. Needs root. usage: create.sh COUNT
set -eu
count=${1:?usage: create.sh COUNT}
hub=peer-hub

millis() { date +%s%3N; }

each() { # FORMAT: printf it for every number, which is put in for every %d
  i=1
  while [ "$i" -le "$count" ]; do
    echo "$1" | sed "s/%d/$i/g"
    i=$((i + 1))
  done
}

ip netns add $hub
ip -n $hub link add br0 type bridge
ip -n $hub link set br0 up
each "netns add peer-%d" >/tmp/peer-batch.$$
each "link add v%d type veth peer name e0 netns peer-%d
link set v%d master br0 up" >/tmp/peer-batch2.$$
began=$(millis)
ip -batch /tmp/peer-batch.$$
ip -n $hub -batch /tmp/peer-batch2.$$
i=1
while [ "$i" -le "$count" ]; do
  printf 'addr add 10.9.%d.%d/16 dev e0\nlink set e0 up\n' $((i / 250)) $((i % 250 + 1)) |
    ip -n "peer-$i" -batch -
  i=$((i + 1))
done
made=$(millis)
rm -f /tmp/peer-batch.$$ /tmp/peer-batch2.$$
each "netns del peer-%d" | ip -batch -
ip netns del $hub
echo "endpoints=$count made_ms=$((made - began)) removed_ms=$(($(millis) - made))"
