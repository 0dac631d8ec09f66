package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Match;
import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.wire.Bytes;
import java.util.ArrayList;
import java.util.List;

/// The matches that Docker's rules for encrypted overlays need: bytes anywhere in the packet, and
/// whether it came in encrypted (Linux `xt_u32.c`, `xt_policy.c`).
final class TunnelMatches {
  private TunnelMatches() {}

  /// One step to a value of 32 bits: `&` masks it, `>>` and `<<` shift it, `@` takes it as where to
  /// read on.
  record Step(String operator, long number) {}

  /// Numbers from the first to the last.
  record Range(long first, long last) {
    boolean holds(long value) {
      return value >= first && value <= last;
    }

    @Override
    public String toString() {
      String begin = "0x" + Long.toHexString(first);
      return first == last ? begin : begin + ":0x" + Long.toHexString(last);
    }
  }

  /// `-m u32`: the value that the steps lead to is one of a range.
  ///
  /// @param start where the first four bytes are, counted from the IP header
  record U32(long start, List<Step> steps, Range range, boolean negated) implements Match {
    U32 {
      steps = List.copyOf(steps);
    }

    @Override
    public boolean matches(Packet packet) {
      long value = value(packet);
      return value >= 0 && range.holds(value) != negated;
    }

    /// The value; negative when the packet ends before it.
    private long value(Packet packet) {
      long base = packet.at();
      long value = read(packet, base + start);
      for (int i = 0; value >= 0 && i < steps.size(); i++) {
        Step step = steps.get(i);
        switch (step.operator()) {
          case "&" -> value &= step.number();
          case ">>" -> value >>>= step.number();
          case "<<" -> value = (value << step.number()) & 0xffff_ffffL;
          default -> {
            base += value;
            value = read(packet, base + step.number());
          }
        }
      }
      return value;
    }

    private static long read(Packet packet, long at) {
      boolean isThere = at + Integer.BYTES <= packet.frame.end();
      return isThere ? Bytes.i32(packet.data(), (int) at) & 0xffff_ffffL : -1;
    }

    private String expression() {
      StringBuilder text = new StringBuilder("0x" + Long.toHexString(start));
      for (Step step : steps) {
        text.append(step.operator()).append("0x").append(Long.toHexString(step.number()));
      }
      return text.append('=').append(range).toString();
    }

    @Override
    public String save() {
      return "-m u32" + (negated ? " !" : "") + " --u32 \"" + expression() + "\"";
    }

    @Override
    public String list(boolean numeric) {
      return "u32 " + (negated ? "! " : "") + "\"" + expression() + "\"";
    }
  }

  /// `-m policy --dir in`: whether IPsec had to do with the packet.
  record Policy(boolean ipsec) implements Match {
    @Override
    public boolean matches(Packet packet) {
      return packet.frame.decrypted == ipsec;
    }

    private String word() {
      return ipsec ? "ipsec" : "none";
    }

    @Override
    public String save() {
      return "-m policy --dir in --pol " + word();
    }

    @Override
    public String list(boolean numeric) {
      return "policy match dir in pol " + word();
    }
  }

  /// Reads either module.
  static final class Reading implements Matches.Reader {
    private final String module;
    private String expression = "";
    private String policy = "";
    private boolean negated;

    Reading(String module) {
      this.module = module;
    }

    @Override
    public boolean option(String option, boolean isNegated, Words words) throws RuleException {
      if (module.equals("u32")) {
        negated = isNegated;
        expression = option.equals("--u32") ? words.value() : "";
        return option.equals("--u32");
      }
      if (option.equals("--pol")) {
        policy = words.value();
        return true;
      }
      return option.equals("--dir") && words.value().equals("in");
    }

    @Override
    public Match build() throws RuleException {
      return module.equals("u32") ? u32() : new Policy(policy.equals("ipsec"));
    }

    private Match u32() throws RuleException {
      String text = expression.replaceAll("[\\s\"]", "");
      int equals = text.indexOf('=');
      if (equals < 0) {
        throw RuleException.usage("u32: unexpected end of expression");
      }
      String path = text.substring(0, equals);
      String[] range = text.substring(equals + 1).split(":", 2);
      long first = Words.number(range[0]);
      long last = range.length == 2 ? Words.number(range[1]) : first;
      String[] numbers = path.split("&|>>|<<|@", -1);
      List<Step> steps = new ArrayList<>();
      int at = numbers[0].length();
      for (int i = 1; i < numbers.length; i++) {
        String operator = path.substring(at, path.indexOf(numbers[i], at + 1));
        steps.add(new Step(operator, Words.number(numbers[i])));
        at += operator.length() + numbers[i].length();
      }
      var wanted = new Range(first, last);
      return new U32(Words.number(numbers[0]), steps, wanted, negated);
    }
  }
}
