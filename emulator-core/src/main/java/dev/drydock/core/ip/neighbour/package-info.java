/// Neighbours: what a namespace knows of the hosts on its links, whatever asks for them, ARP or
/// neighbour discovery.
///
/// Read [Neighbour], then [NeighbourTable].
@NullMarked
package dev.drydock.core.ip.neighbour;

import org.jspecify.annotations.NullMarked;
