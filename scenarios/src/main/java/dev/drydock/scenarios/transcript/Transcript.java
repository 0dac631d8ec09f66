package dev.drydock.scenarios.transcript;

import dev.drydock.scenarios.tools.Output;
import java.io.IOException;
import java.nio.file.Files;

/// Replays recorded sessions.
///
/// ```
/// FOLDER/session.txt           the same text with our outputs
/// FOLDER/pcap/STEP.pcapng      the frames of each step
/// FOLDER/rules/STEP.txt        the rules that counted in it
/// FOLDER/state-LABEL/…         dumps of a machine and its containers
/// ```
public final class Transcript {
  private Transcript() {}

  /// Types all commands of a session, one after the other, and does what its directives say.
  ///
  /// @param text the session
  /// @param bench what it is replayed with
  /// @param screen is shown the session as it goes, warnings on standard error
  /// @return the session with our outputs
  /// @throws IOException if a file cannot be written
  public static String replay(String text, Bench bench, Output screen) throws IOException {
    Files.createDirectories(bench.folder());
    Replay replay = new Replay(bench, screen);
    String ours = replay.run(Session.parse(text));
    Files.writeString(bench.folder().resolve("session.txt"), ours);
    return ours;
  }
}
