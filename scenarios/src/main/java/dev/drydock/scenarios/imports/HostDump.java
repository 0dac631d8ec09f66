package dev.drydock.scenarios.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All that the dumps of a host tell, before anything is decided.
final class HostDump {
  /// The host's name; empty where nothing tells.
  String machine = "";

  /// The engine's version; empty where nothing tells.
  String engine = "";

  String kernel = "";
  String cpus = "";
  final List<HostContainer> containers = new ArrayList<>();
  final List<HostNetwork> networks = new ArrayList<>();
  final List<HostDevice> devices = new ArrayList<>();

  /// Lines of `ip route show table all`.
  final List<String> routes = new ArrayList<>();

  /// Lines of `ip rule`.
  final List<String> policies = new ArrayList<>();

  /// What `iptables-save` wrote; empty without a dump.
  String rules = "";

  /// What `ip6tables-save` wrote; empty without a dump.
  String rules6 = "";

  /// Settings of the kernel, by the names of `sysctl`.
  final Map<String, String> settings = new LinkedHashMap<>();

  /// Keys of `daemon.json`.
  final Map<String, Object> daemon = new LinkedHashMap<>();

  final List<String> nameservers = new ArrayList<>();

  /// What cannot be carried over, a sentence each.
  final List<String> leftOut = new ArrayList<>();

  /// Tells what cannot be carried over.
  void leaveOut(String sentence) {
    if (!leftOut.contains(sentence)) {
      leftOut.add(sentence);
    }
  }
}
