package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.netfilter.Target;
import dev.drydock.core.netfilter.Verdict;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Checksum;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv6;
import org.jspecify.annotations.Nullable;

/// Targets that change how many routers a packet may pass: TTL, HL (`net/netfilter/xt_HL.c`).
final class HopTargets {
  private HopTargets() {}

  /// What is done to the number.
  ///
  /// @param how `set`, `inc` or `dec`
  record Change(String how, int value) {
    private int of(int old) {
      return switch (how) {
        case "inc" -> Math.min(255, old + value);
        case "dec" -> Math.max(0, old - value);
        default -> value;
      };
    }

    private String words() {
      return switch (how) {
        case "inc" -> "increment by " + value;
        case "dec" -> "decrement by " + value;
        default -> "set to " + value;
      };
    }
  }

  /// `-j TTL`.
  record Ttl(Change change) implements Target {
    @Override
    public Verdict apply(Packet packet) {
      byte[] data = packet.data();
      int at = packet.at();
      int before = Bytes.u16(data, at + 8);
      Bytes.put8(data, at + 8, change.of(Ipv4.ttl(data, at)));
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
      return " --ttl-" + change.how + " " + change.value;
    }

    @Override
    public String list() {
      return "TTL " + change.words();
    }
  }

  static final class TtlReader implements Targets.Options {
    private @Nullable Target target;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      boolean known =
          option.equals("--ttl-set") || option.equals("--ttl-inc") || option.equals("--ttl-dec");
      if (known) {
        target =
            new Ttl(
                new Change(option.substring(6), Guided.number("TTL", option, words.value(), 255)));
      }
      return known;
    }

    @Override
    public Target build() throws RuleException {
      return Guided.required(target, "TTL: You must specify an action");
    }
  }

  /// `-j HL`.
  record HopLimit(Change change) implements Target {
    @Override
    public Verdict apply(Packet packet) {
      int old = Ipv6.hopLimit(packet.data(), packet.at());
      Ipv6.putHopLimit(packet.data(), packet.at(), change.of(old));
      return Verdict.CONTINUE;
    }

    @Override
    public String name() {
      return "HL";
    }

    @Override
    public String save() {
      return " --hl-" + change.how + " " + change.value;
    }

    @Override
    public String list() {
      return "HL " + change.words();
    }
  }

  static final class HopLimitReader implements Targets.Options {
    private @Nullable Target target;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      boolean known =
          option.equals("--hl-set") || option.equals("--hl-inc") || option.equals("--hl-dec");
      if (!known) {
        return false;
      }
      String how = option.substring("--hl-".length());
      String text = words.value();
      Long number = Guided.decoded(text);
      int least = how.equals("set") ? 0 : 1;
      if (number == null || number < least || number > 255) {
        throw RuleException.usage(
            "HL: bad value for option \"" + option + "\", or out of range (" + least + "-255).\n");
      }
      target = new HopLimit(new Change(how, number.intValue()));
      return true;
    }

    @Override
    public Target build() throws RuleException {
      return Guided.required(target, "HL: You must specify an action");
    }
  }
}
