package dev.drydock.cli;

import dev.drydock.scenarios.run.IoFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that a command writes because an option names it.
final class ResultFile {
  private ResultFile() {}

  /// Writes it anew.
  ///
  /// @param name as it was typed
  /// @throws UserError if that cannot be done
  static void write(String text, String name, Streams streams) throws UserError {
    Path file = streams.folder().resolve(ScenarioFiles.path(name));
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UserError(name + " cannot be written: " + IoFailure.text(e));
    }
  }

  /// @throws UserError if one file is to hold what belongs in several
  static void checkOne(int results, String option) throws UserError {
    if (results > 1) {
      throw new UserError(option + ": one file cannot hold what is made of several scenarios");
    }
  }
}
