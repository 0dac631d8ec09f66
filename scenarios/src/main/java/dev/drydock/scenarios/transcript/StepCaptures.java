package dev.drydock.scenarios.transcript;

import java.io.IOException;
import java.nio.file.Path;

/// Captures the frames of one step after the other: every interface that exists during the step,
/// also those that come and go.
public interface StepCaptures {
  /// Captures nothing.
  StepCaptures NONE =
      new StepCaptures() {
        @Override
        public void open(Path file) {}

        @Override
        public void close() {}
      };

  /// A step begins; the one before is closed.
  ///
  /// @param file where its frames go, a pcapng file
  void open(Path file) throws IOException;

  /// The step is over; its file is complete.
  void close() throws IOException;
}
