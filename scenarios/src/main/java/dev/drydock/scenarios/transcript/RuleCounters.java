package dev.drydock.scenarios.transcript;

import java.util.List;

/// Watches the packet counters of iptables rules, of all machines, during one step after the other.
public interface RuleCounters {
  /// A lab without rules.
  RuleCounters NONE =
      new RuleCounters() {
        @Override
        public void open() {}

        @Override
        public List<String> close() {
          return List.of();
        }
      };

  /// A step begins.
  void open();

  /// The step is over.
  ///
  /// @return the rules and policies that counted, in the order of `iptables-save`, as `+2 pkts +168
  ///   bytes dh1 filter: -A FORWARD -j DOCKER-USER` and `+1 pkts +60 bytes dh1 filter: policy
  ///   FORWARD DROP`
  List<String> close();
}
