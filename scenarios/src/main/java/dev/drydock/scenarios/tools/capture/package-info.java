/// `tcpdump` 4.99.3: what interfaces see, printed or written to a file.
@NullMarked
package dev.drydock.scenarios.tools.capture;

import org.jspecify.annotations.NullMarked;
