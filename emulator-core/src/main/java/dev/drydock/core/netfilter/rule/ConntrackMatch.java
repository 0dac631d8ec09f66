package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Connection;
import dev.drydock.core.netfilter.Conntrack;
import dev.drydock.core.netfilter.Match;
import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.netfilter.Tuple;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `-m conntrack` and `-m state`: what connection tracking says of the packet.
///
/// @param conditions each must hold
record ConntrackMatch(String module, List<Condition> conditions) implements Match {
  private static final String[] STATES = {
    "INVALID", "NEW", "RELATED", "ESTABLISHED", "UNTRACKED", "SNAT", "DNAT"
  };

  private static final String[] STATUSES = {"EXPECTED", "SEEN_REPLY", "ASSURED", "CONFIRMED"};

  ConntrackMatch {
    conditions = List.copyOf(conditions);
  }

  /// One option of the match.
  sealed interface Condition {
    boolean holds(Packet packet);

    String option();

    String value();

    boolean negated();
  }

  /// `--ctstate`, `--state`: bits by [#STATES].
  record State(String option, int bits, boolean negated) implements Condition {
    static int parse(String text) throws RuleException {
      return bitsOf(text, STATES, "Bad ctstate \"");
    }

    @Override
    public boolean holds(Packet packet) {
      int bit =
          switch (Conntrack.state(packet.frame)) {
            case Conntrack.NEW -> 1 << 1;
            case Conntrack.RELATED -> 1 << 2;
            case Conntrack.ESTABLISHED -> 1 << 3;
            case Conntrack.UNTRACKED -> 1 << 4;
            default -> 1;
          };
      Connection connection = packet.connection();
      if (connection != null) {
        bit |= connection.hasSourceNat() ? 1 << 5 : 0;
        bit |= connection.hasDestinationNat() ? 1 << 6 : 0;
      }
      return ((bits & bit) != 0) != negated;
    }

    @Override
    public String value() {
      return names(bits, STATES);
    }
  }

  /// `--ctstatus`: bits by [#STATUSES]; 0 is NONE.
  record Status(int bits, boolean negated) implements Condition {
    static int parse(String text) throws RuleException {
      return text.equals("NONE") ? 0 : bitsOf(text, STATUSES, "Bad ctstatus \"");
    }

    @Override
    public boolean holds(Packet packet) {
      Connection connection = packet.connection();
      if (connection == null) {
        return false;
      }
      int is = (connection.hasSeenReply() ? 2 : 0) | (connection.isAssured() ? 4 : 0);
      boolean confirmed = Conntrack.state(packet.frame) != Conntrack.NEW;
      is |= confirmed ? 8 : 0;
      return (bits == 0 ? is == 0 : (bits & is) != 0) != negated;
    }

    @Override
    public String option() {
      return "--ctstatus";
    }

    @Override
    public String value() {
      return bits == 0 ? "NONE" : names(bits, STATUSES);
    }
  }

  /// `--ctdir`.
  record Direction(boolean reply) implements Condition {
    @Override
    public boolean holds(Packet packet) {
      return packet.connection() != null && Conntrack.isReply(packet.frame) == reply;
    }

    @Override
    public String option() {
      return "--ctdir";
    }

    @Override
    public String value() {
      return reply ? "REPLY" : "ORIGINAL";
    }

    @Override
    public boolean negated() {
      return false;
    }
  }

  /// `--ctproto`.
  record Protocol(int number, boolean negated) implements Condition {
    @Override
    public boolean holds(Packet packet) {
      Connection connection = packet.connection();
      return connection != null && (connection.protocol() == number) != negated;
    }

    @Override
    public String option() {
      return "--ctproto";
    }

    @Override
    public String value() {
      return Integer.toString(number);
    }
  }

  /// `--ctorigsrc`, `--ctorigdst`, `--ctreplsrc`, `--ctrepldst`.
  record Address(String option, IpPrefix prefix, boolean negated) implements Condition {
    @Override
    public boolean holds(Packet packet) {
      Connection connection = packet.connection();
      if (connection == null) {
        return false;
      }
      long addresses =
          option.startsWith("--ctorig")
              ? connection.originalAddresses()
              : connection.replyAddresses();
      int address = option.endsWith("src") ? Tuple.source(addresses) : Tuple.destination(addresses);
      return packet.netfilter().conntrack().isIn(prefix, address) != negated;
    }

    @Override
    public String value() {
      IpAddress address = prefix.address();
      return prefix.length() == address.bits() ? address.toString() : prefix.toString();
    }
  }

  /// `--ctorigsrcport`, `--ctorigdstport`, `--ctreplsrcport`, `--ctrepldstport`.
  record Port(String option, PortRange range, boolean negated) implements Condition {
    @Override
    public boolean holds(Packet packet) {
      Connection connection = packet.connection();
      if (connection == null) {
        return false;
      }
      long ports =
          option.startsWith("--ctorig") ? connection.originalPorts() : connection.replyPorts();
      int port =
          option.endsWith("srcport") ? Tuple.sourcePort(ports) : Tuple.destinationPort(ports);
      return range.contains(port) != negated;
    }

    @Override
    public String value() {
      return range.text(':');
    }
  }

  private static int bitsOf(String text, String[] names, String error) throws RuleException {
    int bits = 0;
    for (String word : text.split(",", -1)) {
      int bit = List.of(names).indexOf(word.toUpperCase(Locale.ROOT));
      if (bit < 0) {
        throw RuleException.usage(error + word + "\"");
      }
      bits |= 1 << bit;
    }
    return bits;
  }

  private static String names(int bits, String[] names) {
    List<String> set = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      if ((bits & (1 << i)) != 0) {
        set.add(names[i]);
      }
    }
    return String.join(",", set);
  }

  @Override
  public boolean matches(Packet packet) {
    for (int i = 0; i < conditions.size(); i++) {
      if (!conditions.get(i).holds(packet)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String save() {
    StringBuilder text = new StringBuilder("-m " + module);
    for (Condition condition : conditions) {
      text.append(condition.negated() ? " !" : "").append(' ').append(condition.option());
      text.append(' ').append(condition.value());
    }
    return text.toString();
  }

  @Override
  public String list(boolean numeric) {
    StringBuilder text = new StringBuilder();
    for (Condition condition : conditions) {
      String word = condition.option().substring(2);
      text.append(text.isEmpty() ? "" : " ").append(condition.negated() ? "! " : "");
      text.append(word).append(' ').append(condition.value());
    }
    return text.toString();
  }
}
