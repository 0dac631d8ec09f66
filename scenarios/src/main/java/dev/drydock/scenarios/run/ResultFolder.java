package dev.drydock.scenarios.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The folder that a run's results go to. `report.json` is replaced at once when it is complete, so
/// that nobody reads half of one; that of an earlier run goes away when the next one begins.
final class ResultFolder {
  private static final String REPORT = "report.json";
  private static final String FRESH_REPORT = ".report.json.tmp";

  private final Path folder;

  private ResultFolder(Path folder) {
    this.folder = folder;
  }

  /// Makes the folder where it is missing.
  ///
  /// @throws RunException if it cannot be written
  static ResultFolder open(Path folder) throws RunException {
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(folder.resolve(REPORT));
      Files.delete(Files.write(folder.resolve(FRESH_REPORT), new byte[0]));
    } catch (IOException e) {
      throw new RunException(
          "cannot write results to "
              + folder
              + ": "
              + IoFailure.text(e)
              + "; choose another folder with --out");
    }
    return new ResultFolder(folder);
  }

  Path path() {
    return folder;
  }

  /// Writes `report.json`.
  ///
  /// @throws RunException if it cannot be written
  void writeReport(String json) throws RunException {
    Path target = folder.resolve(REPORT);
    Path fresh = folder.resolve(FRESH_REPORT);
    try {
      Files.writeString(fresh, json);
      Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new RunException("cannot write " + target + ": " + IoFailure.text(e));
    }
  }
}
