package dev.drydock.scenarios.run;

import dev.drydock.scenarios.conformance.RecordingCheck;
import dev.drydock.scenarios.conformance.Score;
import dev.drydock.scenarios.conformance.SessionCheck;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A recording with all that was recorded: its captures, rules and states are packed in
/// `recording.zip` beside the session.
final class WholeRecording {
  private static final String PACKED = "recording.zip";

  private final Path packed;
  private final Path unpacked;

  private WholeRecording(Path packed, Path unpacked) {
    this.packed = packed;
    this.unpacked = unpacked;
  }

  static boolean isAt(Path recording) {
    return Files.isRegularFile(recording.resolve(PACKED));
  }

  /// Unpacks a recording, its sessions with it.
  static WholeRecording unpack(Path recording, Path into) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(recording.resolve(PACKED))) {
      copy(zip.getPath("/"), into);
    }
    copy(recording, into);
    Path labels = recording.resolveSibling("interfaces.txt");
    Files.copy(labels, into.resolve("interfaces.txt"));
    return new WholeRecording(recording, into);
  }

  private static void copy(Path from, Path into) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = into.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        if (!Files.exists(target)) {
          Files.copy(file, target);
        }
      }
    }
  }

  /// Replays it, and compares all parts.
  Map<String, Score> scores(Path out) throws IOException, RunException {
    String ours = RecordedSessionsTest.replay(packed, out);
    Path session = unpacked.resolve("session.txt");
    SessionCheck.Result outputs = SessionCheck.of(session).compare(ours);
    List<Score.Difference> differences =
        outputs.differences().stream()
            .map(found -> new Score.Difference(found.command(), found.lines()))
            .toList();
    Map<String, Score> scores = new LinkedHashMap<>();
    scores.put("outputs", new Score("outputs", outputs.commands(), differences));
    for (Score score : RecordingCheck.of(session).compare(out)) {
      scores.put(score.part(), score);
    }
    return scores;
  }
}
