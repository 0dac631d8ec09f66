package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.IpSet;
import dev.drydock.core.netfilter.IpSets;
import dev.drydock.core.netfilter.Match;
import dev.drydock.core.netfilter.Packet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `-m set`: whether the source or destination is in a set (Linux `xt_set.c`).
///
/// @param sources for each dimension of the set, whether the source is asked for
public record SetMatch(IpSets sets, IpSet set, List<Boolean> sources, boolean negated)
    implements Match {
  /// Copies the list.
  public SetMatch {
    sources = List.copyOf(sources);
  }

  @Override
  public boolean matches(Packet packet) {
    return !packet.isV6() && set.contains(packet, sources) != negated;
  }

  private String words() {
    List<String> sides = new ArrayList<>();
    sources.forEach(source -> sides.add(source ? "src" : "dst"));
    return "match-set " + sets.nameOf(set) + " " + String.join(",", sides);
  }

  /// A set can be renamed while the rule stands.
  @Override
  public int conditionHash() {
    return 1;
  }

  @Override
  public String save() {
    return "-m set " + (negated ? "! " : "") + "--" + words();
  }

  @Override
  public String list(boolean numeric) {
    return (negated ? "! " : "") + words();
  }

  /// Reads the options of the module.
  static final class Reader implements Matches.Reader {
    private final IpSets sets;
    private @Nullable Match match;

    Reader(IpSets sets) {
      this.sets = sets;
    }

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      if (!option.equals("--match-set")) {
        return false;
      }
      String name = words.value();
      List<Boolean> sources = new ArrayList<>();
      for (String side : words.value().split(",", -1)) {
        if (!side.equals("src") && !side.equals("dst")) {
          throw RuleException.usage(
              "You must spefify (the comma separated list of) 'src' or 'dst'.");
        }
        sources.add(side.equals("src"));
      }
      IpSet set = sets.find(name);
      if (set == null) {
        throw RuleException.usage("Set " + name + " doesn't exist.\n");
      }
      match = new SetMatch(sets, set, sources, negated);
      return true;
    }

    @Override
    public Match build() throws RuleException {
      return Guided.required(match, "You must specify `--match-set' with proper arguments");
    }
  }
}
