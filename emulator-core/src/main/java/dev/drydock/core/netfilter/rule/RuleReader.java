package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Family;
import dev.drydock.core.netfilter.Match;
import dev.drydock.core.netfilter.Protocols;
import dev.drydock.core.netfilter.Rule;
import dev.drydock.core.netfilter.RuleHeader;
import dev.drydock.core.netfilter.Table;
import dev.drydock.core.netfilter.Target;
import dev.drydock.core.wire.Ipv6;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads a rule from the words behind `iptables -A CHAIN` (`iptables/xshared.c`, `do_parse`).
public final class RuleReader {
  private final Words words;
  private final Table table;
  private final List<Matches.Reader> matches = new ArrayList<>();
  private final List<String> modules = new ArrayList<>();

  private RuleHeader.Address source = RuleHeader.Address.ANY;
  private RuleHeader.Address destination = RuleHeader.Address.ANY;
  private RuleHeader.Interface in = RuleHeader.Interface.ANY;
  private RuleHeader.Interface out = RuleHeader.Interface.ANY;
  private RuleHeader.Protocol protocol = RuleHeader.Protocol.ANY;
  private RuleHeader.Fragments fragments = RuleHeader.Fragments.ANY;
  private Targets.@Nullable Options target;
  private final List<String> given = new ArrayList<>();
  private boolean isGoto;
  private long packets;
  private long bytes;

  private RuleReader(List<String> words, Table table) {
    this.words = new Words(words);
    this.table = table;
  }

  /// Reads a rule.
  ///
  /// @param words everything behind the chain's name
  /// @param table whose chains may be targets
  /// @throws RuleException where iptables would refuse it
  public static Rule read(List<String> words, Table table) throws RuleException {
    RuleReader reader = new RuleReader(words, table);
    return reader.read();
  }

  private Rule read() throws RuleException {
    boolean negated = false;
    while (words.hasNext()) {
      String word = words.next();
      if (word.equals("!")) {
        if (negated) {
          throw RuleException.usage("multiple consecutive ! not allowed");
        }
        negated = true;
        continue;
      }
      words.at(word);
      option(word, negated);
      negated = false;
    }
    List<Match> built = new ArrayList<>();
    for (Matches.Reader match : matches) {
      built.add(match.build());
    }
    Target made = target == null ? null : target.build();
    checkProtocol(built, made);
    RuleHeader header = new RuleHeader(source, destination, in, out, protocol, fragments);
    Rule rule = new Rule(header, built, made, isGoto);
    rule.setCounters(packets, bytes);
    return rule;
  }

  /// What ports are for: a protocol that has them.
  private void checkProtocol(List<Match> built, @Nullable Target made) throws RuleException {
    boolean hasPorts = !protocol.negated() && Ports.areIn(protocol.number());
    for (Match match : built) {
      if (match instanceof PortMatch ports && !isFor(ports.module())) {
        String name = ports.module();
        throw RuleException.usage(
            name.toUpperCase(Locale.ROOT) + " match requires '-p " + name + "'");
      }
      if (match instanceof SimpleMatches.Multiport && !hasPorts) {
        throw RuleException.usage(
            "multiport needs `-p tcp', `-p udp', `-p udplite', `-p sctp' or `-p dccp'");
      }
    }
    if (made instanceof Translation translation && translation.hasPorts() && !hasPorts) {
      throw RuleException.usage("Need TCP, UDP, SCTP or DCCP with port specification");
    }
  }

  private boolean isFor(String module) {
    return protocol.number() == Protocols.number(module) && !protocol.negated();
  }

  private void option(String word, boolean negated) throws RuleException {
    switch (word) {
      case "-s", "--source", "--src" -> {
        once("-s");
        source = address(negated);
      }
      case "-d", "--destination", "--dst" -> {
        once("-d");
        destination = address(negated);
      }
      case "-i", "--in-interface" -> {
        once("-i");
        in = device(negated);
      }
      case "-o", "--out-interface" -> {
        once("-o");
        out = device(negated);
      }
      case "-p", "--protocol", "--proto" -> {
        once("-p");
        protocol = protocol(words.value(), negated);
      }
      case "-f", "--fragment", "--fragments" -> {
        once("-f");
        fragments = fragments(negated);
      }
      case "-m", "--match" -> {
        straight("-m", negated);
        addModule(words.value());
      }
      case "-j", "--jump" -> {
        once("-j");
        straight("-j", negated);
        target = Targets.of(words.value(), table);
      }
      case "-g", "--goto" -> {
        once("-j");
        straight("-g", negated);
        target = Targets.chain(words.value(), table);
        isGoto = true;
      }
      case "-c", "--set-counters" -> {
        straight("-c", negated);
        packets = Words.number(words.value());
        bytes = Words.number(words.value());
      }
      default -> moduleOption(word, negated);
    }
  }

  private void once(String option) throws RuleException {
    if (given.contains(option)) {
      throw RuleException.usage("multiple " + option + " flags not allowed");
    }
    given.add(option);
  }

  private static void straight(String option, boolean negated) throws RuleException {
    if (negated) {
      throw RuleException.usage("cannot have ! before " + option);
    }
  }

  private RuleHeader.Address address(boolean negated) throws RuleException {
    return RuleHeader.Address.of(Words.prefix(words.value(), table.family()), negated);
  }

  private RuleHeader.Fragments fragments(boolean negated) throws RuleException {
    if (table.family() == Family.IPV6) {
      throw RuleException.usage("`-f' is not supported in IPv6, use -m frag instead");
    }
    return negated ? RuleHeader.Fragments.NOT_LATER : RuleHeader.Fragments.LATER;
  }

  private RuleHeader.Interface device(boolean negated) throws RuleException {
    String name = words.value();
    if (name.length() > 15) {
      throw RuleException.usage("interface name `" + name + "' must be shorter than IFNAMSIZ (15)");
    }
    return name.equals("+") ? RuleHeader.Interface.ANY : new RuleHeader.Interface(name, negated);
  }

  private static RuleHeader.Protocol protocol(String name, boolean negated) throws RuleException {
    int number = Protocols.number(name);
    if (number < 0) {
      throw RuleException.usage("unknown protocol \"" + name + "\" specified");
    }
    return new RuleHeader.Protocol(number, negated);
  }

  private Matches.Reader addModule(String name) throws RuleException {
    Matches.Reader reader =
        name.equals("set") ? new SetMatch.Reader(table.sets()) : Matches.of(name, table.family());
    if (reader == null) {
      throw RuleException.usage("Couldn't load match `" + name + "':No such file or directory\n");
    }
    matches.add(reader);
    modules.add(name);
    return reader;
  }

  /// An option of a module or of the target: the newest module is asked first; a protocol's own
  /// options bring its module along.
  private void moduleOption(String word, boolean negated) throws RuleException {
    if (target != null && target.option(word, negated, words)) {
      return;
    }
    for (int i = matches.size() - 1; i >= 0; i--) {
      if (matches.get(i).option(word, negated, words)) {
        return;
      }
    }
    String implied = implied();
    if (!modules.contains(implied) && Matches.of(implied, table.family()) != null) {
      Matches.Reader reader = addModule(implied);
      if (reader.option(word, negated, words)) {
        return;
      }
    }
    if (word.startsWith("-")) {
      throw RuleException.usage("unknown option \"" + word + "\"");
    }
    throw RuleException.usage("Bad argument `" + word + "'");
  }

  /// The module with the options of the protocol.
  private String implied() {
    return protocol.number() == Ipv6.ICMP ? "icmp6" : Protocols.name(protocol.number());
  }

  /// Checks the name of a new user chain.
  ///
  /// @throws RuleException where iptables refuses it
  public static void checkChainName(String name) throws RuleException {
    if (name.length() > 28) {
      throw RuleException.usage("chain name `" + name + "' too long (must be under 29 chars)");
    }
    if (name.startsWith("-") || name.startsWith("!")) {
      throw RuleException.usage("chain name not allowed to start with `" + name.charAt(0) + "'");
    }
    if (Targets.isKnown(name)) {
      throw RuleException.usage("chain name may not clash with target name");
    }
  }
}
