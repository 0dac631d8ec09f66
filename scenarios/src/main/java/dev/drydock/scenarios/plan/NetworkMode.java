package dev.drydock.scenarios.plan;

import java.util.List;

/// What a container's sandbox is joined to.
public sealed interface NetworkMode {

  /// Networks of the file, in the order of connecting (priority, then name, as compose does).
  record Networks(List<AttachmentPlan> attachments) implements NetworkMode {
    /// Copies the list.
    public Networks {
      attachments = List.copyOf(attachments);
    }

    @Override
    public String toString() {
      return attachments.toString();
    }
  }

  /// `network_mode: bridge`: the default bridge, docker0.
  record DefaultBridge() implements NetworkMode {
    @Override
    public String toString() {
      return "bridge";
    }
  }

  /// `network_mode: host`: the machine's own namespace.
  record Host() implements NetworkMode {
    @Override
    public String toString() {
      return "host";
    }
  }

  /// `network_mode: none`: only loopback.
  record None() implements NetworkMode {
    @Override
    public String toString() {
      return "none";
    }
  }

  /// `network_mode: service:S` or `container:C`: another container's namespace, by its name.
  ///
  /// @param isService whether a service was named
  record Shared(String container, boolean isService) implements NetworkMode {
    @Override
    public String toString() {
      return "container:" + container;
    }
  }
}
