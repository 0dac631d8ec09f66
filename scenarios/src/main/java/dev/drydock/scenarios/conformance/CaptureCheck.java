package dev.drydock.scenarios.conformance;

import dev.drydock.pcap.CaptureException;
import dev.drydock.pcap.CaptureReader;
import dev.drydock.pcap.CapturedInterface;
import dev.drydock.pcap.compare.FrameLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The sequence of frames that each interface saw in each step.
final class CaptureCheck {
  private static final String CAPTURES = "pcap";
  private static final List<String> NO_INTERFACE = List.of("[no such interface]");

  private final Recording recording;

  CaptureCheck(Recording recording) {
    this.recording = recording;
  }

  Score compare(Path replay) throws IOException, CaptureException {
    Score.Tally tally = new Score.Tally("frames");
    InterfaceLabels labels = InterfaceLabels.of(recording);
    for (Path step : Recording.inside(recording.first().resolve(CAPTURES))) {
      Path ours = replay.resolve(CAPTURES).resolve(Recording.name(step) + ".pcapng");
      if (!Files.isDirectory(step)) {
        continue;
      }
      List<CapturedInterface> interfaces = interfaces(ours);
      for (Path capture : Recording.files(step)) {
        Optional<String> name = labels.find(label(capture), interfaces);
        compare(capture, ours, name, tally);
      }
    }
    return tally.score();
  }

  /// Silence on both sides is not worth a point, and what all interfaces saw together has no order.
  private void compare(Path capture, Path ours, Optional<String> name, Score.Tally tally)
      throws CaptureException {
    String label = label(capture);
    if (label.endsWith("any") || label.endsWith("all")) {
      return;
    }
    List<List<String>> reals = new ArrayList<>();
    String file = recording.first().relativize(capture).toString();
    for (Path real : recording.all(file)) {
      reals.add(FrameLines.of(real, source -> true));
    }
    List<String> said =
        name.isEmpty()
            ? NO_INTERFACE
            : FrameLines.of(ours, source -> source.name().equals(name.get()));
    boolean isSilent = reals.stream().allMatch(List::isEmpty);
    if (!isSilent || (name.isPresent() && !said.isEmpty())) {
      tally.compare(file, reals, said);
    }
  }

  private static String label(Path capture) {
    String file = Recording.name(capture);
    int dot = file.lastIndexOf('.');
    return dot < 0 ? file : file.substring(0, dot);
  }

  private static List<CapturedInterface> interfaces(Path file) throws CaptureException {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (CaptureReader reader = CaptureReader.open(file)) {
      reader.forEachRemaining(packet -> {});
      return List.copyOf(reader.interfaces());
    }
  }
}
