package dev.drydock.core.netfilter;

import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A chain of rules: a built-in one at a hook, with a policy, or one that users make.
public final class Chain {
  private static final int MANY = 64;

  private final String name;
  private final @Nullable Hook hook;
  private final TableBook book;
  private long handle;
  private Rule[] rules = new Rule[0];
  private @Nullable ChainAddresses addresses;

  /// Hash of addresses -> how many rules have it; kept once there are [#MANY] rules. A host has a
  /// rule for each container in some chains.
  private @Nullable Int2IntOpenHashMap alike;

  private Verdict policy = Verdict.ACCEPT;
  private boolean policyCounts;
  private long policyPackets;
  private long policyBytes;

  Chain(String name, @Nullable Hook hook, TableBook book) {
    this.name = name;
    this.hook = hook;
    this.book = book;
  }

  /// Whether the kernel has it. Built-in chains are made when a command first names them
  /// (`nft_xt_builtin_init`); the legacy variant has them from the start.
  boolean isLive() {
    return handle != 0;
  }

  /// Makes the kernel have it.
  public void open() {
    if (handle == 0) {
      handle = book.nextHandle();
    }
  }

  /// As when it was new, and the kernel has it no more.
  void close() {
    flush();
    handle = 0;
    policy = Verdict.ACCEPT;
    policyCounts = false;
    setPolicyCounters(0, 0);
  }

  /// The name.
  public String name() {
    return name;
  }

  /// The table that has it.
  public Table.Kind table() {
    return book.kind();
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

  /// How many rules there are.
  public int size() {
    return rules.length;
  }

  Rule[] array() {
    return rules;
  }

  /// By which addresses of IPv4 its rules go.
  ChainAddresses addresses() {
    ChainAddresses known = addresses;
    if (known == null) {
      known = new ChainAddresses(rules);
      addresses = known;
    }
    return known;
  }

  private void setRules(Rule[] newRules) {
    rules = newRules;
    addresses = null;
  }

  /// What becomes of packets no rule decided on: [Verdict#ACCEPT] or [Verdict#DROP].
  public Verdict policy() {
    return policy;
  }

  /// Sets the policy. From then on the policy counts, as in the nf_tables variant of iptables,
  /// which gives a base chain a counter only with `-P`.
  public void setPolicy(Verdict newPolicy) {
    open();
    policy = newPolicy;
    policyCounts = true;
    setPolicyCounters(0, 0);
  }

  /// Makes the policy count from the start, as in the legacy variant of iptables.
  void countPolicy() {
    open();
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
    Rule[] more = new Rule[rules.length + 1];
    System.arraycopy(rules, 0, more, 0, place);
    more[place] = rule;
    System.arraycopy(rules, place, more, place + 1, rules.length - place);
    ChainAddresses before = addresses;
    setRules(more);
    addresses = before == null ? null : new ChainAddresses(before, place, rule);
    open();
    rule.setHandle(book.nextHandle());
    book.added(rule);
    count(rule, 1);
  }

  /// Puts a rule at the end.
  public void append(Rule rule) {
    insert(rules.length, rule);
  }

  /// Replaces the rule at a place.
  public void replace(int place, Rule rule) {
    Rule old = rules[place];
    count(old, -1);
    book.removed(old);
    Rule[] others = rules.clone();
    others[place] = rule;
    setRules(others);
    rule.setHandle(old.handle());
    book.added(rule);
    count(rule, 1);
  }

  /// Removes the rule at a place.
  public void remove(int place) {
    count(rules[place], -1);
    book.removed(rules[place]);
    List<Rule> list = new ArrayList<>(List.of(rules));
    list.remove(place);
    setRules(list.toArray(Rule[]::new));
  }

  /// The place of the first rule with the same conditions and target; -1 when there is none.
  public int find(Rule rule) {
    if (alike == null && rules.length >= MANY) {
      alike = new Int2IntOpenHashMap();
      for (Rule each : rules) {
        count(each, 1);
      }
    }
    if (alike != null && alike.get(rule.conditionsHash()) == 0) {
      return -1;
    }
    for (int i = 0; i < rules.length; i++) {
      if (rules[i].isSameAs(rule)) {
        return i;
      }
    }
    return -1;
  }

  private void count(Rule rule, int change) {
    if (alike != null) {
      alike.addTo(rule.conditionsHash(), change);
    }
  }

  /// Removes all rules.
  public void flush() {
    for (Rule rule : rules) {
      book.removed(rule);
    }
    setRules(new Rule[0]);
    alike = null;
  }

  /// Sets all counters to zero.
  public void zero() {
    for (Rule rule : rules) {
      rule.setCounters(0, 0);
    }
    setPolicyCounters(0, 0);
  }
}
