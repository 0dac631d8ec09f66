package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Family;
import dev.drydock.core.netfilter.Target;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The options of REJECT, LOG, MARK, TCPMSS and CT.
final class TargetOptions {
  private TargetOptions() {}

  static final class Rejecting implements Targets.Options {
    private final Family family;
    private String with = "port-unreach";

    Rejecting(Family family) {
      this.family = family;
    }

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      if (!option.equals("--reject-with")) {
        return false;
      }
      with = words.value();
      return true;
    }

    @Override
    public Target build() throws RuleException {
      return Reject.parse(with, family);
    }
  }

  static final class Logging implements Targets.Options {
    private static final int PREFIX_MAX = 29;
    private static final List<String> LEVELS =
        List.of("emerg", "alert", "crit", "error", "warning", "notice", "info", "debug");

    private String prefix = "";
    private int level = 4;
    private int flags;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      if (option.equals("--log-prefix")) {
        String text = words.value();
        prefix = text.substring(0, Math.min(PREFIX_MAX, text.length()));
        return true;
      }
      if (option.equals("--log-level")) {
        level = level(words.value());
        return true;
      }
      int flag = SimpleTargets.Log.flag(option);
      flags |= flag;
      return flag != 0;
    }

    private static int level(String text) throws RuleException {
      Long number = Guided.decoded(text);
      String word = text.toLowerCase(Locale.ROOT);
      int named = word.equals("panic") ? 0 : LEVELS.indexOf(word);
      if (named < 0 && (number == null || number >= LEVELS.size())) {
        throw RuleException.usage("log level \"" + text + "\" unknown\n");
      }
      return number == null ? named : number.intValue();
    }

    @Override
    public Target build() {
      return new SimpleTargets.Log(prefix, level, flags);
    }
  }

  static final class Marking implements Targets.Options {
    private Guided.@Nullable Marking mark;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      if (!MarkWords.isChange(option)) {
        return false;
      }
      mark = MarkWords.read("MARK", option, words.value());
      return true;
    }

    @Override
    public Target build() throws RuleException {
      if (mark == null) {
        throw RuleException.usage(
            "MARK: One of the --set-xmark, --{and,or,xor,set}-mark options is required");
      }
      return new SimpleTargets.Mark(mark.value(), mark.mask());
    }
  }

  static final class Segments implements Targets.Options {
    private int mss = -1;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      switch (option) {
        case "--set-mss" -> mss = Guided.number("TCPMSS", option, words.value(), 65_495);
        case "--clamp-mss-to-pmtu" -> mss = 0;
        default -> {
          return false;
        }
      }
      return true;
    }

    @Override
    public Target build() throws RuleException {
      if (mss < 0) {
        throw RuleException.usage("TCPMSS target: At least one parameter is required");
      }
      return new SimpleTargets.ClampMss(mss);
    }
  }

  static final class Untracked implements Targets.Options {
    private boolean noTrack;

    @Override
    public boolean option(String option, boolean negated, Words words) {
      noTrack |= option.equals("--notrack");
      return option.equals("--notrack");
    }

    @Override
    public Target build() throws RuleException {
      if (!noTrack) {
        throw Guided.missing("CT", "--notrack"); // nothing else of it is known here
      }
      return new SimpleTargets.NoTrack("CT");
    }
  }
}
