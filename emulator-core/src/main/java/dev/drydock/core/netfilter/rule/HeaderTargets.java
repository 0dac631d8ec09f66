package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.netfilter.Target;
import dev.drydock.core.netfilter.Verdict;
import org.jspecify.annotations.Nullable;

/// Targets that change a field of the header: DSCP, TOS, CHECKSUM.
final class HeaderTargets {
  private HeaderTargets() {}

  /// `-j DSCP`.
  record Dscp(int value) implements Target {
    @Override
    public Verdict apply(Packet packet) {
      DiffServ.set(packet, (DiffServ.of(packet) & 3) | (value << 2));
      return Verdict.CONTINUE;
    }

    @Override
    public String name() {
      return "DSCP";
    }

    @Override
    public String save() {
      return " --set-dscp " + DiffServ.hex(value);
    }

    @Override
    public String list() {
      return "DSCP set " + DiffServ.hex(value);
    }
  }

  static final class DscpReader implements Targets.Options {
    private @Nullable Target target;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      switch (option) {
        case "--set-dscp" -> target = new Dscp(Guided.number("DSCP", option, words.value(), 63));
        case "--set-dscp-class" -> target = new Dscp(DiffServ.classValue(words.value()));
        default -> {
          return false;
        }
      }
      return true;
    }

    @Override
    public Target build() throws RuleException {
      return Guided.required(target, "DSCP target: Parameter --set-dscp is required");
    }
  }

  /// `-j TOS`.
  record Tos(Guided.Marking tos) implements Target {
    @Override
    public Verdict apply(Packet packet) {
      DiffServ.set(packet, (DiffServ.of(packet) & ~tos.mask()) ^ tos.value());
      return Verdict.CONTINUE;
    }

    @Override
    public String name() {
      return "TOS";
    }

    @Override
    public String save() {
      return " --set-tos " + DiffServ.text(tos);
    }

    @Override
    public String list() {
      return "TOS set " + DiffServ.text(tos);
    }
  }

  static final class TosReader implements Targets.Options {
    private @Nullable Target target;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      switch (option) {
        case "--set-tos" -> target = new Tos(DiffServ.tos("TOS", option, words.value()));
        case "--and-tos", "--or-tos", "--xor-tos" -> {
          int bits = Guided.number("TOS", option, words.value(), 255);
          target =
              new Tos(
                  switch (option) {
                    case "--and-tos" -> new Guided.Marking(0, ~bits & 0xff);
                    case "--or-tos" -> new Guided.Marking(bits, bits);
                    default -> new Guided.Marking(bits, 0);
                  });
        }
        default -> {
          return false;
        }
      }
      return true;
    }

    @Override
    public Target build() throws RuleException {
      return Guided.required(target, "TOS: An action is required");
    }
  }

  /// `-j CHECKSUM --checksum-fill`: nothing to do, as no checksum is left to a card here.
  record FillChecksum() implements Target {
    @Override
    public Verdict apply(Packet packet) {
      return Verdict.CONTINUE;
    }

    @Override
    public String name() {
      return "CHECKSUM";
    }

    @Override
    public String save() {
      return " --checksum-fill";
    }

    @Override
    public String list() {
      return "CHECKSUM fill";
    }
  }

  static final class FillChecksumReader implements Targets.Options {
    private boolean fill;

    @Override
    public boolean option(String option, boolean negated, Words words) {
      fill |= option.equals("--checksum-fill");
      return option.equals("--checksum-fill");
    }

    @Override
    public Target build() throws RuleException {
      if (!fill) {
        throw Guided.missing("CHECKSUM", "--checksum-fill");
      }
      return new FillChecksum();
    }
  }
}
