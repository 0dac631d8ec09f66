package dev.drydock.scenarios.tools.capture;

import dev.drydock.pcap.CaptureException;
import dev.drydock.pcap.PcapFormat;
import dev.drydock.pcap.PcapWriter;
import dev.drydock.pcap.print.PacketPrinter;
import dev.drydock.scenarios.lab.Files;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Where captured frames go: lines on the output, or a pcap file in memory.
final class FrameSink {
  private final PacketPrinter printer;
  private final Consumer<String> lines;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final @Nullable PcapWriter writer;

  /// A sink.
  ///
  /// @param toFile whether a file is written
  FrameSink(PacketPrinter printer, Consumer<String> lines, boolean toFile, int snaplen) {
    this.printer = printer;
    this.lines = lines;
    this.writer = toFile ? writer(snaplen) : null;
  }

  private PcapWriter writer(int snaplen) {
    try {
      return new PcapWriter(bytes, "in memory", PcapFormat.MICROS, snaplen);
    } catch (CaptureException e) {
      throw new IllegalStateException("memory can be written", e);
    }
  }

  /// Takes a frame.
  ///
  /// @param sight null unless captured on any interface
  void take(long timeNanos, byte[] data, int length, PacketPrinter.@Nullable Sight sight) {
    if (writer == null) {
      lines.accept(
          sight == null
              ? printer.ethernet(timeNanos, data, length)
              : printer.cooked(timeNanos, data, length, sight));
      return;
    }
    if (bytes.size() + data.length < Files.FILE_CHARACTERS_MAX) {
      try {
        writer.write(timeNanos, data, 0, data.length);
        writer.flush();
      } catch (CaptureException e) {
        throw new IllegalStateException("memory can be written", e);
      }
    }
  }

  /// The file so far, a character a byte.
  String file() {
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }
}
