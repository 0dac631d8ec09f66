package dev.drydock.scenarios.run;

import dev.drydock.core.app.PingError;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.transport.SocketError;
import dev.drydock.scenarios.tools.ping.IcmpText;

/// What the sender of a flow met that does not arrive, as values; [#text] has it in words.
public sealed interface FlowTrouble {
  /// In words.
  String text();

  /// The sender does not run.
  record NotRunning(String name) implements FlowTrouble {
    @Override
    public String text() {
      return name + " is not running";
    }
  }

  /// The other end has no address, or its name none that the sender finds.
  record NoAddress(String name) implements FlowTrouble {
    @Override
    public String text() {
      return name + " has no address";
    }
  }

  /// The kernel did not take the packet.
  record Unsent(SendResult why) implements FlowTrouble {
    @Override
    public String text() {
      return "not sent: " + why.text();
    }
  }

  /// A socket failed.
  record Failed(SocketError error) implements FlowTrouble {
    @Override
    public String text() {
      return error.text();
    }
  }

  /// The other end took the connection and ended it.
  record Ended() implements FlowTrouble {
    @Override
    public String text() {
      return "the connection was ended at once";
    }
  }

  /// Somebody on the way answered with an error.
  record Reported(PingError error) implements FlowTrouble {
    @Override
    public String text() {
      return error.from() + " says " + IcmpText.of(error);
    }
  }
}
