package dev.drydock.junit;

import java.io.Serial;
import java.nio.file.Path;

/// Says beside the failure of a test where its capture and its commands are.
final class KeptResults extends Exception {
  @Serial private static final long serialVersionUID = 1;

  KeptResults(Path folder) {
    super("what interfaces saw, and what was typed: " + folder, null, false, false);
  }
}
