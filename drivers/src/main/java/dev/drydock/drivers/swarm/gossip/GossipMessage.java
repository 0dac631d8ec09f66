package dev.drydock.drivers.swarm.gossip;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one packet or stream of the gossip says. Real ones are encrypted; so are these: their bytes
/// are a number under which the receiver finds the message, and noise.
sealed interface GossipMessage {
  /// The node that speaks.
  GossipAgent from();

  /// Are you there?
  ///
  /// @param asker who wants to know, if another one than who speaks
  record Ping(GossipAgent from, int sequence, @Nullable GossipAgent asker)
      implements GossipMessage {}

  /// I am here.
  ///
  /// @param asker who wants to know, if another one than who asked
  record Ack(GossipAgent from, int sequence, @Nullable GossipAgent asker)
      implements GossipMessage {}

  /// Ask another one for me whether it is there.
  record PingRequest(GossipAgent from, int sequence, GossipAgent target) implements GossipMessage {}

  /// What is new.
  record News(GossipAgent from, List<GossipNews> news) implements GossipMessage {}

  /// A message with news that ride along (memberlist `sendMsg`).
  record WithNews(GossipMessage message, List<GossipNews> news) implements GossipMessage {
    @Override
    public GossipAgent from() {
      return message.from();
    }
  }

  /// Everything about nodes, by a stream; the other side answers with its own.
  ///
  /// @param news of nodes and of the networks they are on
  /// @param isAnswer whether it answers one
  record PushPull(GossipAgent from, List<GossipNews> news, boolean isAnswer)
      implements GossipMessage {}

  /// Everything about the endpoints of the networks two nodes share, by a stream (networkdb
  /// `BulkSyncMessage`).
  ///
  /// @param networks those networks
  /// @param isAnswer whether it answers one
  record BulkSync(
      GossipAgent from, List<String> networks, List<GossipNews.Fact> facts, boolean isAnswer)
      implements GossipMessage {}
}
