/// The network of a running lab as a picture: links, machines, bridges, containers, and what is
/// plugged into what.
///
/// [dev.drydock.scenarios.graph.Topology] is what there is, device by device;
/// [dev.drydock.scenarios.graph.Drawing] what is drawn of it; the other classes write one of them
/// down.
@NullMarked
package dev.drydock.scenarios.graph;

import org.jspecify.annotations.NullMarked;
