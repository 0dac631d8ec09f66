package dev.drydock.scenarios.plan;

import java.util.List;

/// What to write into capture files.
///
/// @param interfaces names as in the file, `*` for any text; empty for all
/// @param snapLengthBytes bytes kept of a frame; 0 for all
/// @param filter capture filter; empty for none
public record CapturePlan(List<String> interfaces, int snapLengthBytes, String filter) {
  /// Copies the list.
  public CapturePlan {
    interfaces = List.copyOf(interfaces);
  }
}
