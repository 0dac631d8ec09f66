package dev.drydock.core.netfilter;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A chain of rules: a built-in one at a hook, with a policy, or one that users make.
public final class Chain {
  private final String name;
  private final @Nullable Hook hook;
  private Rule[] rules = new Rule[0];
  private Verdict policy = Verdict.ACCEPT;
  private boolean policyCounts;
  private long policyPackets;
  private long policyBytes;

  Chain(String name, @Nullable Hook hook) {
    this.name = name;
    this.hook = hook;
  }

  /// The name.
  public String name() {
    return name;
  }

  /// The hook of a built-in chain; null for a user's.
  public @Nullable Hook hook() {
    return hook;
  }

  /// Whether it is built in, and so has a policy.
  public boolean isBuiltIn() {
    return hook != null;
  }

  /// The rules, in order.
  public List<Rule> rules() {
    return List.of(rules);
  }

  Rule[] array() {
    return rules;
  }

  /// What becomes of packets no rule decided on: [Verdict#ACCEPT] or [Verdict#DROP].
  public Verdict policy() {
    return policy;
  }

  /// Sets the policy. From then on the policy counts, as in the nf_tables variant of iptables,
  /// which gives a base chain a counter only with `-P`.
  public void setPolicy(Verdict newPolicy) {
    policy = newPolicy;
    policyCounts = true;
  }

  /// Packets the policy decided on.
  public long policyPackets() {
    return policyPackets;
  }

  /// Bytes of these packets.
  public long policyBytes() {
    return policyBytes;
  }

  /// Sets the policy's counters.
  public void setPolicyCounters(long packets, long bytes) {
    policyPackets = packets;
    policyBytes = bytes;
  }

  Verdict decideByPolicy(Packet packet) {
    if (policyCounts) {
      policyPackets++;
      policyBytes += packet.totalBytes();
    }
    return policy;
  }

  /// Puts a rule at a place, from 0; at the end when the place is the number of rules.
  public void insert(int place, Rule rule) {
    List<Rule> list = new ArrayList<>(List.of(rules));
    list.add(place, rule);
    rules = list.toArray(Rule[]::new);
  }

  /// Puts a rule at the end.
  public void append(Rule rule) {
    insert(rules.length, rule);
  }

  /// Replaces the rule at a place.
  public void replace(int place, Rule rule) {
    rules = rules.clone();
    rules[place] = rule;
  }

  /// Removes the rule at a place.
  public void remove(int place) {
    List<Rule> list = new ArrayList<>(List.of(rules));
    list.remove(place);
    rules = list.toArray(Rule[]::new);
  }

  /// The place of the first rule with the same conditions and target; -1 when there is none.
  public int find(Rule rule) {
    for (int i = 0; i < rules.length; i++) {
      if (rules[i].isSameAs(rule)) {
        return i;
      }
    }
    return -1;
  }

  /// Removes all rules.
  public void flush() {
    rules = new Rule[0];
  }

  /// Sets all counters to zero.
  public void zero() {
    for (Rule rule : rules) {
      rule.setCounters(0, 0);
    }
    setPolicyCounters(0, 0);
  }
}
