/// Tests of ping and its like: lines typed on a small lab, and what they must say.
@NullMarked
package dev.drydock.scenarios.tools.ping;

import org.jspecify.annotations.NullMarked;
