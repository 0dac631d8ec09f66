package dev.drydock.pcap;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.frame.FramePool;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.Ipv4Prefix;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/// Frames and interfaces for the tests.
final class Frames {
  static final long MAC = 0x0242_ac11_0002L;
  static final String ARP_REQUEST =
      "ffffffffffff0242ac110002080600010800060400010242ac110002ac110002000000000000ac110003";

  private final FramePool pool = new FramePool();

  /// A frame with these bytes in hexadecimal.
  Frame of(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    Frame frame = pool.take(bytes.length);
    System.arraycopy(bytes, 0, frame.data(), frame.offset(), bytes.length);
    return frame;
  }

  /// A frame of any bytes and of any length from 1 to 1514, with the lengths around a multiple of
  /// four as likely as others.
  Frame any(RandomStream random) {
    Frame frame = pool.take(1 + random.nextInt(1514));
    for (int i = 0; i < frame.length(); i++) {
      frame.data()[frame.offset() + i] = (byte) random.nextInt();
    }
    frame.id = random.nextLong();
    return frame;
  }

  static byte[] bytes(Frame frame) {
    byte[] bytes = new byte[frame.length()];
    System.arraycopy(frame.data(), frame.offset(), bytes, 0, bytes.length);
    return bytes;
  }

  static InterfaceDescription device(String name) {
    return new InterfaceDescription(
        name, "network numbers", MAC, List.of(Ipv4Prefix.parse("172.17.0.2/16")));
  }

  static byte[] resource(String name) {
    try (InputStream in = Frames.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<CapturedPacket> recorded(String name) {
    try (CaptureReader reader = CaptureReader.of(resource("/recorded/" + name))) {
      return reader.remaining();
    } catch (CaptureException e) {
      throw new AssertionError(e);
    }
  }
}
