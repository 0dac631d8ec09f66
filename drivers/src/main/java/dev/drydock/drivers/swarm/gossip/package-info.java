/// What the nodes of a swarm tell each other of who is there and which endpoints they have, in real
/// packets on port 7946 (libnetwork `networkdb` on hashicorp/memberlist). What the managers decide
/// is not here. The door is [dev.drydock.drivers.swarm.gossip.Gossip]; then read `GossipAgent`, one
/// node's part in it, `GossipMembers`, whom it holds for alive, and `GossipTables`, what it knows
/// of endpoints.
@NullMarked
package dev.drydock.drivers.swarm.gossip;

import org.jspecify.annotations.NullMarked;
