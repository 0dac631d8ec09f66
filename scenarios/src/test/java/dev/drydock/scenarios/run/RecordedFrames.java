package dev.drydock.scenarios.run;

import dev.drydock.pcap.CaptureException;
import dev.drydock.pcap.CaptureReader;
import dev.drydock.pcap.CapturedPacket;
import dev.drydock.pcap.dissect.Dissector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The frames of a capture to compare with those of another: one line a frame, without IPv6 and
/// IGMP chatter, identifiers and particular MACs.
final class RecordedFrames {
  private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(?::[0-9a-f]{2}){5}");

  private RecordedFrames() {}

  /// The frames of one interface.
  ///
  /// @param device a pattern of its name; empty for all
  static List<String> of(byte[] file, String device) throws CaptureException {
    List<String> lines = new ArrayList<>();
    Map<String, String> names = new LinkedHashMap<>();
    try (CaptureReader reader = CaptureReader.of(file)) {
      Dissector dissector = new Dissector();
      while (reader.hasNext()) {
        CapturedPacket packet = reader.next();
        boolean wanted = device.isEmpty() || packet.interfaceName().matches(device);
        if (wanted && !isChatter(packet.bytes())) {
          lines.add(named(dissector.summary(packet.bytes()), names));
        }
      }
    }
    return lines;
  }

  private static boolean isChatter(byte[] frame) {
    int type = ((frame[12] & 0xff) << 8) | (frame[13] & 0xff);
    return type == 0x86dd || (type == 0x0800 && frame[23] == 2);
  }

  private static String named(String line, Map<String, String> names) {
    String plain = line.replaceAll("id=0x[0-9a-f]+", "id=N");
    Matcher matcher = MAC.matcher(plain);
    return matcher.replaceAll(
        mac -> names.computeIfAbsent(mac.group(), m -> "m" + (names.size() + 1)));
  }
}
