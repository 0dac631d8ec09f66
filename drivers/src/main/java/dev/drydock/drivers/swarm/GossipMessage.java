package dev.drydock.drivers.swarm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one packet of the gossip says. Real packets are encrypted; so are these: their bytes are a
/// number under which the receiver finds the message, and noise.
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

  /// I am new, or was away: tell me all.
  record Join(GossipAgent from) implements GossipMessage {}

  /// What is new.
  record News(GossipAgent from, List<Fact> facts) implements GossipMessage {}

  /// An endpoint came or went.
  ///
  /// @param owner the node it is on
  /// @param time counts the changes of the owner, so that old news do not undo new ones
  record Fact(GossipAgent owner, long time, EndpointRecord record, boolean isThere) {}
}
