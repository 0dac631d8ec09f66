package dev.drydock.core.netfilter;

import dev.drydock.core.sim.Nanos;
import java.util.List;

/// How long connection tracking remembers, by protocol and state: the settings
/// `net.netfilter.nf_conntrack_*timeout*` (Linux `nf_conntrack_standalone.c`, `tcp_timeouts` of
/// `nf_conntrack_proto_tcp.c`).
public final class ConntrackTimeouts {
  /// Places 0 to 9 are the states of [TcpTracker], of which two have no setting.
  private static final List<String> NAMES =
      List.of(
          "",
          "tcp_timeout_syn_sent",
          "tcp_timeout_syn_recv",
          "tcp_timeout_established",
          "tcp_timeout_fin_wait",
          "tcp_timeout_close_wait",
          "tcp_timeout_last_ack",
          "tcp_timeout_time_wait",
          "tcp_timeout_close",
          "",
          "tcp_timeout_max_retrans",
          "tcp_timeout_unacknowledged",
          "udp_timeout",
          "udp_timeout_stream",
          "icmp_timeout",
          "icmpv6_timeout",
          "generic_timeout");

  static final int TCP_RETRANSMITTED = 10;
  static final int TCP_UNACKNOWLEDGED = 11;
  static final int UDP = 12;
  static final int UDP_STREAM = 13;
  static final int ICMP = 14;
  static final int ICMPV6 = 15;
  static final int GENERIC = 16;

  private final int[] seconds = {
    0, 120, 60, 432_000, 120, 60, 30, 120, 10, 120, 300, 300, 30, 120, 30, 30, 600
  };

  ConntrackTimeouts() {}

  /// The names of the settings, behind `net.netfilter.nf_conntrack_`.
  public static List<String> names() {
    return NAMES.stream().filter(name -> !name.isEmpty()).toList();
  }

  /// The value of a setting in seconds; -1 when there is no such setting.
  public int get(String name) {
    int place = name.isEmpty() ? -1 : NAMES.indexOf(name);
    return place < 0 ? -1 : seconds[place];
  }

  /// Changes a setting, for packets from now on.
  public void set(String name, int value) {
    int place = name.isEmpty() ? -1 : NAMES.indexOf(name);
    if (place >= 0) {
      seconds[place] = value;
    }
  }

  int seconds(int place) {
    return seconds[place];
  }

  long nanos(int place) {
    return seconds[place] * Nanos.SECOND;
  }
}
