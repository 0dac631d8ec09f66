package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Match;
import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.netfilter.RecentLists.RecentList;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv6;

/// `-m recent`: addresses that were seen lately (Linux `xt_recent.c`, `recent_mt`).
///
/// @param action what is done
/// @param window what counts as lately
/// @param name of the list
/// @param side whose address
record RecentMatch(Action action, Window window, String name, Side side, boolean negated)
    implements Match {
  /// What is done with the address.
  enum Action {
    SET("set", "SET"),
    CHECK("rcheck", "CHECK"),
    UPDATE("update", "UPDATE"),
    REMOVE("remove", "REMOVE");

    private final String option;
    private final String word;

    Action(String option, String word) {
      this.option = option;
      this.word = word;
    }
  }

  /// How lately and how often; 0 is any.
  record Window(long seconds, long hits, boolean reap, boolean ttl) {}

  /// Whose address, and how much of it.
  record Side(boolean destination, IpAddress mask) {}

  @Override
  public boolean matches(Packet packet) {
    RecentList list = packet.netfilter().recentLists().list(name);
    IpAddress whole = side.destination ? Addresses.destination(packet) : Addresses.source(packet);
    IpAddress mask = side.mask;
    IpAddress address =
        new IpAddress(whole.high() & mask.high(), whole.low() & mask.low(), whole.isV6());
    long now = packet.netfilter().softnet().loop().nowNanos();
    int ttl =
        packet.isV6()
            ? Ipv6.hopLimit(packet.data(), packet.at())
            : Ipv4.ttl(packet.data(), packet.at());
    if (packet.out != null && packet.frame.inputIndex != 0) {
      ttl++; // as it came in
    }
    if (!list.has(address, window.ttl ? ttl : 0)) {
      if (action == Action.SET) {
        list.note(address, ttl, now);
      }
      return (action == Action.SET) != negated;
    }
    boolean found =
        switch (action) {
          case SET, REMOVE -> true;
          case CHECK, UPDATE -> {
            long since =
                window.seconds == 0 ? Long.MIN_VALUE : now - window.seconds * 1_000_000_000L;
            yield list.hitsSince(address, since) >= Math.max(1, window.hits);
          }
        };
    if (action == Action.REMOVE) {
      list.remove(address);
    } else if (action == Action.SET || (action == Action.UPDATE && found != negated)) {
      list.note(address, ttl, now);
    }
    return found != negated;
  }

  @Override
  public String save() {
    return "-m recent"
        + (negated ? " !" : "")
        + " --"
        + action.option
        + (window.seconds == 0 ? "" : " --seconds " + window.seconds)
        + (window.reap ? " --reap" : "")
        + (window.hits == 0 ? "" : " --hitcount " + window.hits)
        + (window.ttl ? " --rttl" : "")
        + " --name "
        + name
        + " --mask "
        + side.mask
        + (side.destination ? " --rdest" : " --rsource");
  }

  @Override
  public String list(boolean numeric) {
    return (negated ? "! " : "")
        + "recent: "
        + action.word
        + (window.seconds == 0 ? "" : " seconds: " + window.seconds)
        + (window.reap ? " reap" : "")
        + (window.hits == 0 ? "" : " hit_count: " + window.hits)
        + (window.ttl ? " TTL-Match" : "")
        + " name: "
        + name
        + (side.destination ? " side: dest" : " side: source")
        + " mask: "
        + side.mask;
  }

  /// Reads the options of the module.
  static final class Reader implements Matches.Reader {
    private Action action = Action.SET;
    private boolean chosen;
    private boolean negated;
    private long seconds;
    private long hits;
    private boolean reap;
    private boolean ttl;
    private boolean destination;
    private IpAddress mask;
    private String name = "DEFAULT";

    Reader(boolean isV6) {
      mask = (isV6 ? IpAddress.ANY_V6 : IpAddress.ANY_V4).filled(0);
    }

    @Override
    public boolean option(String option, boolean not, Words words) throws RuleException {
      for (Action one : Action.values()) {
        if (option.equals("--" + one.option)) {
          action = one;
          chosen = true;
          negated = not;
          return true;
        }
      }
      switch (option) {
        case "--seconds" ->
            seconds = Guided.number("recent", option, words.value(), Integer.MAX_VALUE);
        case "--hitcount" -> hits = Guided.number("recent", option, words.value(), 65_535);
        case "--reap" -> reap = true;
        case "--rttl" -> ttl = true;
        case "--rsource" -> destination = false;
        case "--rdest" -> destination = true;
        case "--name" -> name = words.value();
        case "--mask" -> mask = mask(words.value());
        default -> {
          return false;
        }
      }
      return true;
    }

    private IpAddress mask(String text) throws RuleException {
      IpAddress given = IpAddress.parseOrNull(text);
      if (given == null || given.isV6() != mask.isV6()) {
        throw RuleException.usage("recent: Bad value for \"--mask\" option: \"" + text + "\"");
      }
      return given;
    }

    @Override
    public Match build() throws RuleException {
      if (!chosen) {
        throw RuleException.usage(
            "recent: you must specify one of `--set', `--rcheck' `--update' or `--remove'");
      }
      Window window = new Window(seconds, hits, reap, ttl);
      return new RecentMatch(action, window, name, new Side(destination, mask), negated);
    }
  }
}
