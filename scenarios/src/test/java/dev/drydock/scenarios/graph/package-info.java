/// Tests of pictures of the network.
@NullMarked
package dev.drydock.scenarios.graph;

import org.jspecify.annotations.NullMarked;
