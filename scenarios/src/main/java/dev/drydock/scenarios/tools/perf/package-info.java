/// `iperf3`: its command line, and what it prints (as iperf 3.12 does). How a test goes is in
/// `dev.drydock.core.app.perf`.
@NullMarked
package dev.drydock.scenarios.tools.perf;

import org.jspecify.annotations.NullMarked;
