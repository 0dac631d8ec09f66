/// `tc` of iproute2 6.1: queueing disciplines shown and changed. What they do is in
/// [dev.drydock.core.qdisc]; here are words, checks in the order of the kernel's, and text.
@NullMarked
package dev.drydock.scenarios.tools.tc;

import org.jspecify.annotations.NullMarked;
