/// Measures throughput as iperf3 does: a control connection on which client and server agree on a
/// test and tell each other their results, and the streams or datagrams of the test. What is
/// printed is said by whoever runs it.
///
/// Reading order: `PerfState`, `PerfRun`, `PerfClient`, `PerfServer`.
@NullMarked
package dev.drydock.core.app.perf;

import org.jspecify.annotations.NullMarked;
