package dev.drydock.core.app.perf;

/// What a test is to be, as the client tells the server.
///
/// @param udp datagrams instead of streams
/// @param seconds how long; 0 for no limit
/// @param bytes how much; 0 for no limit
/// @param blocks how many writes; 0 for no limit
/// @param streams how many at once
/// @param blockBytes the size of a write or a datagram
/// @param isReverse whether the server sends
/// @param bitsPerSecond the rate of each stream; 0 for no limit
/// @param noDelay whether Nagle's algorithm is off
public record PerfParameters(
    boolean udp,
    int seconds,
    long bytes,
    long blocks,
    int streams,
    int blockBytes,
    boolean isReverse,
    long bitsPerSecond,
    boolean noDelay) {
  /// What a server takes: iperf3's own limits.
  private static final int STREAMS_MAX = 128;

  private static final int BLOCK_BYTES_MAX = 1 << 20;
  private static final int SECONDS_MAX = 86_400;

  /// The text that goes over the control connection (`send_parameters`).
  String toJson() {
    StringBuilder json = new StringBuilder(160);
    json.append(udp ? "{\"udp\":true" : "{\"tcp\":true");
    json.append(",\"omit\":0,\"time\":").append(seconds);
    json.append(",\"num\":").append(bytes).append(",\"blockcount\":").append(blocks);
    json.append(noDelay ? ",\"nodelay\":true" : "");
    json.append(",\"parallel\":").append(streams);
    json.append(isReverse ? ",\"reverse\":true" : "");
    json.append(",\"len\":").append(blockBytes);
    if (bitsPerSecond > 0) {
      json.append(",\"bandwidth\":").append(bitsPerSecond);
    }
    return json.append(",\"pacing_timer\":1000,\"client_version\":\"3.12\"}").toString();
  }

  /// Reads what [#toJson] wrote; what is missing or out of range has its default or limit.
  static PerfParameters parse(String json) {
    return new PerfParameters(
        PerfJson.isTrue(json, "udp"),
        (int) PerfJson.number(json, "time", 0, SECONDS_MAX),
        (long) PerfJson.number(json, "num", 0, Long.MAX_VALUE),
        (long) PerfJson.number(json, "blockcount", 0, Long.MAX_VALUE),
        Math.max(1, (int) PerfJson.number(json, "parallel", 1, STREAMS_MAX)),
        Math.max(16, (int) PerfJson.number(json, "len", 1, BLOCK_BYTES_MAX)),
        PerfJson.isTrue(json, "reverse"),
        (long) PerfJson.number(json, "bandwidth", 0, Long.MAX_VALUE),
        PerfJson.isTrue(json, "nodelay"));
  }
}
