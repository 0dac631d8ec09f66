package dev.drydock.scenarios.report;

import dev.drydock.pcap.CaptureException;
import dev.drydock.pcap.CaptureReader;
import dev.drydock.pcap.CaptureSettings;
import dev.drydock.pcap.CapturedPacket;
import dev.drydock.pcap.dissect.Dissector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// An interface saw a frame, told in words.
///
/// @param timeNanos virtual time
/// @param path the interface: `host/one:eth0`
/// @param isOutbound whether it sent the frame
/// @param summary the frame in one line
/// @param note what happened to it there: a loss, a translation; empty for nothing
/// @param isLost whether it went no further
public record Sighting(
    long timeNanos, String path, boolean isOutbound, String summary, String note, boolean isLost) {

  /// How the comment on a frame that was lost begins.
  private static final String LOST = "dropped";

  /// Some of a capture.
  ///
  /// @param sightings the first of them
  /// @param left how many later ones are missing
  public record Part(List<Sighting> sightings, long left) {
    /// Copies the list.
    public Part {
      sightings = List.copyOf(sightings);
    }
  }

  /// The first ones of a capture of [dev.drydock.scenarios.run.Run], in the order of time. When
  /// they are too many, those before some time are left out.
  ///
  /// @param most how many
  /// @param fromNanos virtual time
  /// @throws CaptureException if the capture cannot be read
  public static Part read(Path capture, int most, long fromNanos) throws CaptureException {
    long all = count(capture);
    long from = all > most ? fromNanos : 0;
    Dissector dissector = new Dissector();
    List<Sighting> sightings = new ArrayList<>();
    long left = 0;
    try (CaptureReader reader = CaptureReader.open(capture)) {
      while (reader.hasNext()) {
        CapturedPacket packet = reader.next();
        long time = packet.timeNanos() - CaptureSettings.RUN_START_NANOS;
        if (time >= from && sightings.size() < most) {
          sightings.add(of(packet, time, dissector));
        } else if (time >= from) {
          left++;
        }
      }
    }
    return new Part(sightings, left);
  }

  private static long count(Path capture) throws CaptureException {
    long count = 0;
    try (CaptureReader reader = CaptureReader.open(capture)) {
      while (reader.hasNext()) {
        reader.next();
        count++;
      }
    }
    return count;
  }

  private static Sighting of(CapturedPacket packet, long time, Dissector dissector) {
    String note = packet.notes().comment();
    return new Sighting(
        time,
        packet.interfaceName(),
        packet.notes().isOutbound(),
        dissector.summary(packet.bytes()),
        note,
        packet.notes().comments().stream().anyMatch(comment -> comment.startsWith(LOST)));
  }
}
