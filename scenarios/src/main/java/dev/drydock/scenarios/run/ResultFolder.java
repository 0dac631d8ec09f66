package dev.drydock.scenarios.run;

import dev.drydock.scenarios.plan.MachinePlan;
import dev.drydock.scenarios.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/// The folder that a run's results go to. `report.json` is replaced at once when it is complete, so
/// that nobody reads half of one. The results of an earlier run go away when the next one begins:
/// captures of interfaces that are no more would be taken for new ones.
final class ResultFolder {
  private static final String REPORT = "report.json";
  private static final String FRESH_REPORT = ".report.json.tmp";
  private static final String CAPTURE = ".pcapng";

  private final Path folder;

  private ResultFolder(Path folder) {
    this.folder = folder;
  }

  /// Makes the folder where it is missing.
  ///
  /// @throws RunException if it cannot be written
  static ResultFolder open(Path folder, Plan plan) throws RunException {
    try {
      Files.createDirectories(folder);
      if (Files.exists(folder.resolve(REPORT))) {
        removeCaptures(folder, plan);
        Files.delete(folder.resolve(REPORT));
      }
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

  /// The names are those that a run gives: `<scenario>.pcapng` and, of single interfaces,
  /// `<machine>/<namespace>/<ifname>.pcapng`.
  private static void removeCaptures(Path folder, Plan plan) throws IOException {
    Files.deleteIfExists(folder.resolve(plan.name() + CAPTURE));
    for (MachinePlan machine : plan.machines()) {
      for (Path namespace : list(folder.resolve(machine.name()))) {
        for (Path file : list(namespace)) {
          if (file.toString().endsWith(CAPTURE)) {
            Files.delete(file);
          }
        }
      }
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.toList();
    }
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
