/// `nmap`: which ports of a host answer.
@NullMarked
package dev.drydock.scenarios.tools.scan;

import org.jspecify.annotations.NullMarked;
