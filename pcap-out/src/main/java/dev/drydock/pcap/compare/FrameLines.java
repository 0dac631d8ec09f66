package dev.drydock.pcap.compare;

import dev.drydock.pcap.CaptureException;
import dev.drydock.pcap.CaptureReader;
import dev.drydock.pcap.CapturedInterface;
import dev.drydock.pcap.CapturedPacket;
import dev.drydock.pcap.print.Octets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// The frames of a capture, one comparable line each: what two captures of the same network at work
/// have in common whatever their times, identifiers and random ports are. `docs/conformance.md`
/// says under "Frames" what counts.
public final class FrameLines {
  private FrameLines() {}

  /// The Ethernet frames that some interfaces of a file saw, in file order, chatter left out.
  ///
  /// @param wanted asked for each interface; stations are numbered over all that are wanted
  /// @throws CaptureException if the file is no capture
  public static List<String> of(Path file, Predicate<CapturedInterface> wanted)
      throws CaptureException {
    try (CaptureReader reader = CaptureReader.open(file)) {
      FrameWords words = new FrameWords();
      List<String> lines = new ArrayList<>();
      while (reader.hasNext()) {
        CapturedPacket packet = reader.next();
        CapturedInterface source = packet.source();
        if (source.linkType() == CapturedInterface.ETHERNET && wanted.test(source)) {
          byte[] bytes = packet.bytes();
          words.lineOf(new Octets(bytes, 0, bytes.length)).ifPresent(lines::add);
        }
      }
      return lines;
    }
  }
}
