package dev.drydock.core.app.perf;

/// What one stream did in the whole test: one side's view of it.
///
/// @param seconds how long, by that side's clock
/// @param retransmits -1 when that side does not know
/// @param packets datagrams sent, or the last number received
/// @param jitterMillis 0 for a sender
public record PerfTotal(
    double seconds, long bytes, long retransmits, long packets, long lost, double jitterMillis) {

  /// Bits in a second.
  public double bitsPerSecond() {
    return seconds > 0 ? bytes * 8 / seconds : 0;
  }

  /// The entry of one stream in the results that the sides exchange.
  String toJson(int id) {
    // Streams without such a count are said to have 2^64 - 1, as iperf3 prints its -1.
    String again = retransmits < 0 ? "18446744073709551615" : Long.toString(retransmits);
    return "{\"id\":"
        + id
        + ",\"bytes\":"
        + bytes
        + ",\"retransmits\":"
        + again
        + ",\"jitter\":"
        + plain(jitterMillis / 1e3)
        + ",\"errors\":"
        + lost
        + ",\"packets\":"
        + packets
        + ",\"start_time\":0,\"end_time\":"
        + plain(seconds)
        + "}";
  }

  private static String plain(double value) {
    return value == 0 ? "0" : java.math.BigDecimal.valueOf(value).toPlainString();
  }

  /// Reads what [#toJson] wrote.
  static PerfTotal parse(String json) {
    double again = PerfJson.number(json, "retransmits", -1, Double.MAX_VALUE);
    return new PerfTotal(
        PerfJson.number(json, "end_time", 0, 1e9),
        (long) PerfJson.number(json, "bytes", 0, Long.MAX_VALUE),
        again > Long.MAX_VALUE ? -1 : (long) again,
        (long) PerfJson.number(json, "packets", 0, Long.MAX_VALUE),
        (long) PerfJson.number(json, "errors", 0, Long.MAX_VALUE),
        PerfJson.number(json, "jitter", 0, 1e9) * 1e3);
  }
}
