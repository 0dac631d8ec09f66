package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.netfilter.Target;
import dev.drydock.core.netfilter.Verdict;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Checksum;
import dev.drydock.core.wire.Ipv4;
import org.jspecify.annotations.Nullable;

/// Targets that change a field of the header: TTL, DSCP, TOS, CHECKSUM.
final class HeaderTargets {
  private HeaderTargets() {}

  /// `-j TTL`.
  ///
  /// @param how `set`, `inc` or `dec`
  record Ttl(String how, int value) implements Target {
    @Override
    public Verdict apply(Packet packet) {
      byte[] data = packet.data();
      int at = packet.at();
      int old = Ipv4.ttl(data, at);
      int ttl =
          switch (how) {
            case "inc" -> Math.min(255, old + value);
            case "dec" -> Math.max(0, old - value);
            default -> value;
          };
      int before = Bytes.u16(data, at + 8);
      Bytes.put8(data, at + 8, ttl);
      int sum = Checksum.update16(Bytes.u16(data, at + 10), before, Bytes.u16(data, at + 8));
      Bytes.put16(data, at + 10, sum);
      return Verdict.CONTINUE;
    }

    @Override
    public String name() {
      return "TTL";
    }

    @Override
    public String save() {
      return " --ttl-" + how + " " + value;
    }

    @Override
    public String list() {
      String word =
          switch (how) {
            case "inc" -> "increment by ";
            case "dec" -> "decrement by ";
            default -> "set to ";
          };
      return "TTL " + word + value;
    }
  }

  static final class TtlReader implements Targets.Options {
    private @Nullable Target target;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      boolean known =
          option.equals("--ttl-set") || option.equals("--ttl-inc") || option.equals("--ttl-dec");
      if (known) {
        target = new Ttl(option.substring(6), Guided.number("TTL", option, words.value(), 255));
      }
      return known;
    }

    @Override
    public Target build() throws RuleException {
      if (target == null) {
        throw RuleException.usage("TTL: You must specify an action");
      }
      return target;
    }
  }

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
      if (target == null) {
        throw RuleException.usage("DSCP target: Parameter --set-dscp is required");
      }
      return target;
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
      if (target == null) {
        throw RuleException.usage("TOS: An action is required");
      }
      return target;
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
