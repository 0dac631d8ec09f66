package dev.drydock.core.netfilter;

import dev.drydock.core.observe.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A table: built-in chains at some hooks, and the users' chains.
public final class Table {
  /// The tables there are, in the order in which `iptables-save` of the nf_tables variant prints
  /// them.
  public enum Kind {
    /// Changes packets.
    MANGLE("mangle"),
    /// For mandatory access control.
    SECURITY("security"),
    /// Before connection tracking.
    RAW("raw"),
    /// Lets pass or not.
    FILTER("filter"),
    /// Translates addresses.
    NAT("nat");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /// Whether the table has a chain at a hook.
    boolean isAt(Hook hook) {
      return switch (this) {
        case MANGLE -> true;
        case SECURITY, FILTER -> hook == Hook.INPUT || hook == Hook.FORWARD || hook == Hook.OUTPUT;
        case RAW -> hook == Hook.PREROUTING || hook == Hook.OUTPUT;
        case NAT -> hook != Hook.FORWARD;
      };
    }

    /// The name of the table.
    public String word() {
      return word;
    }

    /// The kind with this name; null when there is none.
    public static @Nullable Kind of(String word) {
      for (Kind kind : values()) {
        if (kind.word.equals(word)) {
          return kind;
        }
      }
      return null;
    }
  }

  private static final int DEPTH_MAX = 64; // chains calling chains; the kernel refuses loops

  private final Kind kind;
  private final Family family;
  private final IpSets sets;
  private boolean isLegacy;
  private final TableBook book;

  /// By hook; null where the table has no chain.
  private final @Nullable Chain[] builtIn = new @Nullable Chain[Hook.values().length];

  private final TreeMap<String, Chain> users = new TreeMap<>();

  @SuppressWarnings("EnumOrdinal") // the place in an array
  Table(Kind kind, Family family, IpSets sets) {
    this.kind = kind;
    this.book = new TableBook(kind);
    this.family = family;
    this.sets = sets;
    for (Hook hook : Hook.values()) {
      if (kind.isAt(hook)) {
        builtIn[hook.ordinal()] = new Chain(hook.name(), hook, book);
      }
    }
  }

  /// Makes the policies count from the start, and from zero after every change, as in the legacy
  /// variant of iptables, which hands a whole table to the kernel (1.8.9, run on Linux 6.1;
  /// counters of rules stay).
  void countPolicies() {
    isLegacy = true;
    builtIn().forEach(Chain::countPolicy);
    book.restartsPolicies(builtIn());
  }

  private List<Chain> builtIn() {
    List<Chain> chains = new ArrayList<>();
    for (Chain chain : builtIn) {
      if (chain != null) {
        chains.add(chain);
      }
    }
    return chains;
  }

  /// Whether a rule needs connection tracking.
  boolean needsConnections() {
    return book.needsConnections();
  }

  /// Which table it is.
  public Kind kind() {
    return kind;
  }

  /// Whose packets pass it.
  public Family family() {
    return family;
  }

  /// The sets that its rules may ask.
  public IpSets sets() {
    return sets;
  }

  /// The chains in the order of `iptables-save`: built-in ones by hook, then the users' by name.
  public List<Chain> chains() {
    List<Chain> chains = builtIn();
    chains.addAll(users.values());
    return chains;
  }

  /// The chain with this name.
  public @Nullable Chain chain(String name) {
    for (Chain chain : builtIn) {
      if (chain != null && chain.name().equals(name)) {
        return chain;
      }
    }
    return users.get(name);
  }

  /// Removes every chain and rule, as when the table is removed and made anew (`iptables-restore`).
  public void restart() {
    users.values().forEach(Chain::flush);
    users.clear();
    book.restart();
    for (Chain chain : builtIn()) {
      chain.close();
      if (isLegacy) {
        chain.countPolicy();
      }
    }
  }

  /// Another one with the same chains and rules, which no packet passes.
  Table copy() {
    Table copy = new Table(kind, family, sets);
    copy.isLegacy = isLegacy;
    users.keySet().forEach(copy::newChain);
    for (Chain chain : chains()) {
      Chain same = copy.chain(chain.name());
      if (same != null && chain.isLive()) {
        same.open();
        same.setPolicy(chain.policy());
        chain.rules().forEach(rule -> same.append(copy.own(rule)));
      }
    }
    return copy;
  }

  /// A rule of another table that jumps to the chains of this one.
  private Rule own(Rule rule) {
    Chain called = rule.target() instanceof Jump jump ? chain(jump.chain().name()) : null;
    Target target = called == null ? rule.target() : new Jump(called);
    return new Rule(rule.header(), rule.matches(), target, rule.isGoto());
  }

  /// Removes the users' chains, and the built-in ones that say nothing (`iptables -X`).
  public void removeChains() {
    users.clear();
    for (Chain chain : isLegacy ? List.<Chain>of() : builtIn()) {
      if (chain.size() == 0 && chain.policy() == Verdict.ACCEPT) {
        chain.close();
      }
    }
  }

  /// Makes a user chain.
  ///
  /// @return null when there is a chain with this name already
  public @Nullable Chain newChain(String name) {
    if (chain(name) != null) {
      return null;
    }
    Chain chain = new Chain(name, null, book);
    chain.open();
    book.changed();
    users.put(name, chain);
    return chain;
  }

  /// Removes a user chain; the caller has seen that it is empty and nobody calls it.
  public void removeChain(Chain chain) {
    chain.flush();
    users.remove(chain.name());
    book.changed();
  }

  /// Gives a user chain another name; rules that call it follow.
  public void renameChain(Chain chain, String newName) {
    Chain renamed = newChain(newName);
    if (renamed == null) {
      return;
    }
    for (Rule rule : chain.rules()) {
      renamed.append(rule);
    }
    for (Chain caller : chains()) {
      for (int i = 0; i < caller.rules().size(); i++) {
        Rule rule = caller.rules().get(i);
        if (rule.target() instanceof Jump jump && jump.chain() == chain) {
          Rule follower = new Rule(rule.header(), rule.matches(), new Jump(renamed), rule.isGoto());
          follower.setCounters(rule.packets(), rule.bytes());
          caller.replace(i, follower);
        }
      }
    }
    chain.flush();
    users.remove(chain.name());
  }

  /// How many rules call a chain.
  public int references(Chain chain) {
    int count = 0;
    for (Chain caller : chains()) {
      for (Rule rule : caller.rules()) {
        if (rule.target() instanceof Jump jump && jump.chain() == chain) {
          count++;
        }
      }
    }
    return count;
  }

  /// Lets a packet pass the built-in chain of its hook (`ipt_do_table`).
  ///
  /// @return [Verdict#ACCEPT] or [Verdict#DROP]
  @SuppressWarnings("EnumOrdinal") // the place in an array
  Verdict run(Packet packet) {
    Chain chain = builtIn[packet.hook.ordinal()];
    if (chain == null || !chain.isLive()) {
      return Verdict.ACCEPT;
    }
    packet.traceShown = false;
    Verdict verdict = walk(chain, packet, 0);
    if (verdict != Verdict.CONTINUE) {
      return verdict;
    }
    verdict = chain.decideByPolicy(packet);
    if (packet.frame.trace != 0) {
      packet.netfilter().traces().ended(packet, chain, verdict);
    }
    if (packet.netfilter().wantsDecision(verdict)) {
      var by = new Decision.Policy(name(packet, chain), verdict.name());
      packet.netfilter().decided(packet, verdict, by);
    }
    return verdict;
  }

  /// Walks a chain.
  ///
  /// @return ACCEPT, DROP, or CONTINUE when the chain ended without a decision
  private Verdict walk(Chain chain, Packet packet, int depth) {
    if (depth > DEPTH_MAX) {
      return Verdict.DROP;
    }
    boolean isV6 = packet.isV6();
    int source = isV6 ? 0 : packet.source();
    int destination = isV6 ? 0 : packet.destination();
    Rule[] rules = chain.array();
    ChainAddresses addresses = chain.addresses();
    for (int i = 0; i < rules.length; i++) {
      if (!isV6 && addresses.areForOthers(i, source, destination)) {
        continue;
      }
      Rule rule = rules[i];
      if (!rule.accepts(packet)) {
        continue;
      }
      Verdict verdict = apply(chain, rule, packet);
      if (verdict == Verdict.JUMP && rule.target() instanceof Jump jump) {
        verdict = walk(jump.chain(), packet, depth + 1);
        if (rule.isGoto()) {
          return verdict;
        }
      }
      switch (verdict) {
        case ACCEPT, DROP -> {
          return verdict;
        }
        case RETURN -> {
          return Verdict.CONTINUE;
        }
        case CONTINUE, JUMP, GOTO -> {}
      }
    }
    if (depth > 0 && packet.frame.trace != 0) {
      packet.netfilter().traces().ended(packet, chain, Verdict.RETURN);
    }
    return Verdict.CONTINUE;
  }

  /// Lets a rule's target decide.
  private Verdict apply(Chain chain, Rule rule, Packet packet) {
    Target target = rule.target();
    if (packet.frame.trace != 0) {
      packet.netfilter().traces().met(packet, chain, rule);
    }
    Verdict verdict = target == null ? Verdict.CONTINUE : target.apply(packet);
    if (packet.frame.trace != 0) {
      packet.netfilter().traces().decided(packet, chain, rule, verdict);
    }
    boolean decided = verdict == Verdict.ACCEPT || verdict == Verdict.DROP;
    if (decided && packet.netfilter().wantsDecision(verdict)) {
      var by = new Decision.Rule(name(packet, chain), RuleLine.of(rule), rule.owner());
      packet.netfilter().decided(packet, verdict, by);
    }
    return verdict;
  }

  private Decision.ChainName name(Packet packet, Chain chain) {
    return new Decision.ChainName(packet.isV6(), kind.word(), chain.name());
  }
}
