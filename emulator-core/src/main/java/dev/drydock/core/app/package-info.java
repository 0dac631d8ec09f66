/// Programs on sockets, as they behave on the wire: what they send and when, and what they make of
/// what they hear. What they print is said by whoever runs them.
@NullMarked
package dev.drydock.core.app;

import org.jspecify.annotations.NullMarked;
