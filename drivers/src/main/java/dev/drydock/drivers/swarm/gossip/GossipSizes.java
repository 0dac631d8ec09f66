package dev.drydock.drivers.swarm.gossip;

import java.util.List;

/// How long messages of the gossip are, in bytes of payload: about what encrypted ones of such
/// content have. The first packet that was recorded, a node's welcome, has 228.
final class GossipSizes {
  /// `DefaultLANConfig.UDPBufferSize`.
  static final int PACKET_BYTES_MAX = 1400;

  /// What encryption adds: version, nonce, tag.
  private static final int SEALED_BYTES = 29;

  private static final int PING_BYTES = 55;
  private static final int ACK_BYTES = 74;
  private static final int CLAIM_BYTES = 97;
  private static final int ATTACHMENT_BYTES = 102;
  static final int FACT_BYTES = 125;
  private static final int STREAM_BYTES = 60;

  private GossipSizes() {}

  /// Of a packet or stream.
  static int of(GossipMessage message) {
    return SEALED_BYTES + inside(message);
  }

  /// How many news fit into a packet beside a message.
  static int roomBeside(GossipMessage message) {
    return (PACKET_BYTES_MAX - of(message)) / FACT_BYTES;
  }

  private static int inside(GossipMessage message) {
    return switch (message) {
      case GossipMessage.Ping ping -> PING_BYTES;
      case GossipMessage.Ack ack -> ACK_BYTES;
      case GossipMessage.PingRequest request -> PING_BYTES;
      case GossipMessage.News news -> of(news.news());
      case GossipMessage.WithNews both -> inside(both.message()) + of(both.news());
      case GossipMessage.PushPull all -> STREAM_BYTES + of(all.news());
      case GossipMessage.BulkSync all -> STREAM_BYTES + of(all.facts());
    };
  }

  static int of(GossipNews news) {
    return switch (news) {
      case GossipNews.Claim claim -> CLAIM_BYTES;
      case GossipNews.Attachment attachment -> ATTACHMENT_BYTES;
      case GossipNews.Fact fact -> FACT_BYTES;
    };
  }

  private static int of(List<? extends GossipNews> all) {
    int bytes = 0;
    for (GossipNews news : all) {
      bytes += of(news);
    }
    return bytes;
  }
}
