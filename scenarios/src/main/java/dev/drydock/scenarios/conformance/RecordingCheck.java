package dev.drydock.scenarios.conformance;

import dev.drydock.pcap.CaptureException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Compares what a replay wrote with what was recorded beside the session: counters of rules, rule
/// sets, states, frames. What was not recorded is not compared.
///
/// ```
/// session.txt  rules/STEP.txt  state-LABEL/FILE  pcap/STEP/LABEL.pcap     the recording
/// again-N/                                                               another real run
/// interfaces.txt                  here or a folder above: whose captures these are
/// ```
public final class RecordingCheck {
  private final Recording recording;

  private RecordingCheck(Recording recording) {
    this.recording = recording;
  }

  /// Compares with the recording that a session belongs to.
  ///
  /// @throws IOException if its folder cannot be read
  public static RecordingCheck of(Path session) throws IOException {
    return new RecordingCheck(Recording.of(session));
  }

  /// The parts that were recorded, each with how much of it is alike.
  ///
  /// @param replay the folder that the replay wrote
  /// @throws IOException if a file of either cannot be read, or is not what its name says
  public List<Score> compare(Path replay) throws IOException {
    try {
      return scores(replay);
    } catch (CaptureException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private List<Score> scores(Path replay) throws IOException, CaptureException {
    List<Score> scores = new ArrayList<>();
    scores.add(CounterCheck.compare(recording, replay));
    scores.add(StateCheck.rules(recording, replay));
    scores.add(StateCheck.states(recording, replay));
    scores.add(new CaptureCheck(recording).compare(replay));
    return scores.stream().filter(score -> score.compared() > 0).toList();
  }
}
