/// JMH benchmarks of the emulator.
@NullMarked
package dev.drydock.benchmarks;

import org.jspecify.annotations.NullMarked;
