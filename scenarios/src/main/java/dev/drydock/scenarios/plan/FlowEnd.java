package dev.drydock.scenarios.plan;

import dev.drydock.core.wire.IpAddress;

/// One end of a flow as people name it.
public sealed interface FlowEnd {
  /// What people call it.
  String name();

  /// A container by its name; `name` is the service or container as written.
  record Container(String name, String container) implements FlowEnd {}

  /// A machine by its name.
  record Machine(String name) implements FlowEnd {}

  /// An address.
  record Address(IpAddress address) implements FlowEnd {
    @Override
    public String name() {
      return address.toString();
    }
  }

  /// A name that the asking side looks up.
  record Hostname(String name) implements FlowEnd {}
}
