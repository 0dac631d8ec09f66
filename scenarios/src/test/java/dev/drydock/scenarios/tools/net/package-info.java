/// Tests of the network tools: lines typed on a small lab, and what they must say.
@NullMarked
package dev.drydock.scenarios.tools.net;

import org.jspecify.annotations.NullMarked;
