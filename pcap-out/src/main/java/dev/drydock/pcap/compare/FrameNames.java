package dev.drydock.pcap.compare;

import dev.drydock.pcap.print.Octets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Who is who in one capture: stations and random ports in the order in which they appear, and
/// where each direction of a TCP connection began to count.
final class FrameNames {
  /// Where Linux begins to choose ports (`net.ipv4.ip_local_port_range`).
  private static final int RANDOM_PORTS_FROM = 32_768;

  private final Map<String, String> stations = new LinkedHashMap<>();
  private final Map<Integer, String> ports = new LinkedHashMap<>();
  private final Map<String, Integer> beginnings = new HashMap<>();

  /// What was known at one moment.
  record Mark(int stations, int ports) {}

  Mark mark() {
    return new Mark(stations.size(), ports.size());
  }

  /// Forgets who has appeared since: a frame that is left out names nobody.
  void forgetSince(Mark mark) {
    stations.keySet().removeAll(stations.keySet().stream().skip(mark.stations()).toList());
    ports.keySet().removeAll(ports.keySet().stream().skip(mark.ports()).toList());
  }

  /// `m1` for the first station; groups as they are.
  String station(Octets bytes, int at) {
    String mac = bytes.mac(at);
    if ((bytes.u8(at) & 1) != 0) {
      return mac;
    }
    return mac.equals("00:00:00:00:00:00") ? "00" : station(mac);
  }

  /// The same of an address in hexadecimal digits.
  String station(String mac) {
    return stations.computeIfAbsent(mac, key -> "m" + (stations.size() + 1));
  }

  /// `p1` for the first random port; others as they are.
  String port(int number) {
    return number < RANDOM_PORTS_FROM
        ? String.valueOf(number)
        : ports.computeIfAbsent(number, key -> "p" + (ports.size() + 1));
  }

  /// One direction of a connection begins with this sequence number.
  void begins(String direction, int sequence) {
    beginnings.put(direction, sequence);
  }

  /// How far a number is from where the direction began; `?` when that was not seen.
  String since(String direction, int number) {
    Integer first = beginnings.get(direction);
    return first == null ? "?" : String.valueOf(Integer.toUnsignedLong(number - first));
  }
}
