package dev.drydock.scenarios.imports;

import java.util.List;
import java.util.Map;

/// What a host has beyond what Docker makes of its containers.
///
/// @param settings of the kernel
/// @param commands that add rules
record Additions(Map<String, String> settings, List<String> commands) {
  static final Additions NONE = new Additions(Map.of(), List.of());
}
