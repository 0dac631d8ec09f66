package dev.drydock.core.transport.tcp;

import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The settings `net.ipv4.tcp_*` of a namespace that have an effect, with the kernel's defaults.
public final class TcpSettings {
  private static final String PREFIX = "net.ipv4.";
  private static final int PORT_LAST = 0xffff;

  /// Receive buffer: least, first, most. Replaced, never written to: namespaces share it.
  int[] rmem = {4096, 131_072, 6_291_456};

  /// Send buffer: least, first, most. Replaced, never written to.
  int[] wmem = {4096, 16_384, 4_194_304};

  int portFirst = 32_768;
  int portLast = 60_999;
  int synRetries = 6;

  /// Retries of a SYN without backing off, since Linux 6.5.
  int synLinearTimeouts = 4;

  int synackRetries = 5;
  int retries2 = 15;
  int finTimeoutSeconds = 60;
  int keepaliveSeconds = 7200;
  int keepaliveIntervalSeconds = 75;
  int keepaliveProbes = 9;
  boolean timestamps = true;
  boolean sack = true;
  boolean windowScaling = true;
  boolean slowStartAfterIdle = true;
  boolean moderateReceiveBuffer = true;
  int maxSynBacklog = 4096;

  /// 0 never, 1 when too many connections are half open, 2 always.
  int synCookies = 1;

  String congestionControl = "cubic";

  private @Nullable Inherited inheritable;

  TcpSettings() {}

  /// What a new namespace has from the machine's first.
  ///
  /// @param rmem receive buffer: least, first, most; nobody writes to it
  /// @param wmem send buffer, likewise
  /// @param congestionControl the name of the algorithm
  @SuppressWarnings("ArrayRecordComponent") // shared, and never written to
  public record Inherited(int[] rmem, int[] wmem, String congestionControl) {}

  /// What namespaces that are made now begin with.
  public Inherited inheritable() {
    Inherited known = inheritable;
    if (known == null
        || known.rmem != rmem
        || known.wmem != wmem
        || !known.congestionControl.equals(congestionControl)) {
      known = new Inherited(rmem, wmem, congestionControl);
      inheritable = known;
    }
    return known;
  }

  /// A new namespace has its buffer sizes from the machine's first (`tcp_sk_init`).
  public void inherit(Inherited first) {
    rmem = first.rmem;
    wmem = first.wmem;
    congestionControl = first.congestionControl;
    inheritable = first;
  }

  /// The value of a setting by its full name; null when it is none of these.
  public @Nullable String get(String name) {
    if (!name.startsWith(PREFIX)) {
      return null;
    }
    return switch (name.substring(PREFIX.length())) {
      case "tcp_rmem" -> triple(rmem);
      case "tcp_wmem" -> triple(wmem);
      case "ip_local_port_range" -> portFirst + "\t" + portLast;
      case "tcp_syn_retries" -> Integer.toString(synRetries);
      case "tcp_syn_linear_timeouts" -> Integer.toString(synLinearTimeouts);
      case "tcp_synack_retries" -> Integer.toString(synackRetries);
      case "tcp_retries2" -> Integer.toString(retries2);
      case "tcp_fin_timeout" -> Integer.toString(finTimeoutSeconds);
      case "tcp_keepalive_time" -> Integer.toString(keepaliveSeconds);
      case "tcp_keepalive_intvl" -> Integer.toString(keepaliveIntervalSeconds);
      case "tcp_keepalive_probes" -> Integer.toString(keepaliveProbes);
      case "tcp_timestamps" -> flag(timestamps);
      case "tcp_sack" -> flag(sack);
      case "tcp_window_scaling" -> flag(windowScaling);
      case "tcp_slow_start_after_idle" -> flag(slowStartAfterIdle);
      case "tcp_moderate_rcvbuf" -> flag(moderateReceiveBuffer);
      case "tcp_max_syn_backlog" -> Integer.toString(maxSynBacklog);
      case "tcp_syncookies" -> Integer.toString(synCookies);
      case "tcp_congestion_control" -> congestionControl;
      default -> null;
    };
  }

  private static String flag(boolean on) {
    return on ? "1" : "0";
  }

  private static String triple(int[] sizes) {
    return sizes[0] + "\t" + sizes[1] + "\t" + sizes[2];
  }

  /// Sets a setting that [#get] knows.
  ///
  /// @return whether the value is one it takes
  public boolean set(String name, String value) {
    String key = name.substring(PREFIX.length());
    String[] words = value.strip().split("\\s+", -1);
    return switch (key) {
      case "tcp_rmem" -> sizes(words, v -> rmem = v);
      case "tcp_wmem" -> sizes(words, v -> wmem = v);
      case "ip_local_port_range" -> ports(words);
      case "tcp_congestion_control" -> congestionControl(words[0]);
      case "tcp_timestamps" -> number(words, v -> timestamps = v != 0);
      case "tcp_sack" -> number(words, v -> sack = v != 0);
      case "tcp_window_scaling" -> number(words, v -> windowScaling = v != 0);
      case "tcp_slow_start_after_idle" -> number(words, v -> slowStartAfterIdle = v != 0);
      case "tcp_moderate_rcvbuf" -> number(words, v -> moderateReceiveBuffer = v != 0);
      case "tcp_max_syn_backlog" -> number(words, v -> maxSynBacklog = v);
      case "tcp_syncookies" -> number(words, v -> synCookies = v);
      default -> setCount(key, words);
    };
  }

  private boolean setCount(String key, String[] words) {
    return switch (key) {
      case "tcp_syn_retries" -> number(words, v -> synRetries = v);
      case "tcp_syn_linear_timeouts" -> number(words, v -> synLinearTimeouts = v);
      case "tcp_synack_retries" -> number(words, v -> synackRetries = v);
      case "tcp_retries2" -> number(words, v -> retries2 = v);
      case "tcp_fin_timeout" -> number(words, v -> finTimeoutSeconds = v);
      case "tcp_keepalive_time" -> number(words, v -> keepaliveSeconds = v);
      case "tcp_keepalive_intvl" -> number(words, v -> keepaliveIntervalSeconds = v);
      case "tcp_keepalive_probes" -> number(words, v -> keepaliveProbes = v);
      default -> false;
    };
  }

  private boolean congestionControl(String name) {
    boolean known = name.equals("cubic") || name.equals("reno");
    if (known) {
      congestionControl = name;
    }
    return known;
  }

  private boolean ports(String[] words) {
    int[] range = {0, 0};
    if (words.length != 2 || !numbers(words, range) || range[0] > range[1]) {
      return false;
    }
    if (range[0] == 0 || range[1] > PORT_LAST) {
      return false;
    }
    portFirst = range[0];
    portLast = range[1];
    return true;
  }

  private static boolean sizes(String[] words, Consumer<int[]> into) {
    int[] sizes = new int[3];
    if (words.length != sizes.length || !numbers(words, sizes)) {
      return false;
    }
    into.accept(sizes);
    return true;
  }

  private static boolean number(String[] words, IntConsumer into) {
    int[] value = {0};
    if (words.length != 1 || !numbers(words, value)) {
      return false;
    }
    into.accept(value[0]);
    return true;
  }

  private static boolean numbers(String[] words, int[] into) {
    for (int i = 0; i < into.length; i++) {
      if (!words[i].matches("\\d{1,9}")) {
        return false;
      }
      into[i] = Integer.parseInt(words[i]);
    }
    return true;
  }
}
