/// How fast the emulator is: JMH benchmarks of its parts, the goals set for them, and the program
/// that runs them and prints one table.
///
/// A benchmark is a class named after what it measures, with `Benchmark` at the end. Begin with
/// [dev.drydock.benchmarks.Main]; `docs/performance.md` has the results and what they mean.
@NullMarked
package dev.drydock.benchmarks;

import org.jspecify.annotations.NullMarked;
