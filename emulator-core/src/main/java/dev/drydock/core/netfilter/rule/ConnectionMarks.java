package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Connection;
import dev.drydock.core.netfilter.Match;
import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.netfilter.Target;
import dev.drydock.core.netfilter.Verdict;
import org.jspecify.annotations.Nullable;

/// The mark of a connection: `-m connmark`, `-j CONNMARK` (Linux `xt_connmark.c`).
final class ConnectionMarks {
  private ConnectionMarks() {}

  /// `-m connmark`.
  record Marked(Guided.Marking mark, boolean negated) implements Match {
    @Override
    public boolean matches(Packet packet) {
      Connection connection = packet.connection();
      return connection != null && ((connection.mark() & mark.mask()) == mark.value()) != negated;
    }

    @Override
    public String save() {
      return "-m connmark" + (negated ? " !" : "") + " --mark " + mark.text();
    }

    @Override
    public String list(boolean numeric) {
      return "connmark match " + (negated ? "!" : "") + " " + mark.text();
    }
  }

  static final class Reader implements Matches.Reader {
    private @Nullable Match match;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      if (!option.equals("--mark")) {
        return false;
      }
      match = new Marked(Guided.marking("connmark", option, words.value()), negated);
      return true;
    }

    @Override
    public Match build() throws RuleException {
      return Guided.required(match, Guided.absent("connmark", "--mark"));
    }
  }

  /// What `-j CONNMARK` does.
  enum Mode {
    SET("set"),
    SAVE("save"),
    RESTORE("restore");

    private final String word;

    Mode(String word) {
      this.word = word;
    }
  }

  /// `-j CONNMARK`: changes the connection's mark, or moves marks between packet and connection.
  ///
  /// @param value the bits to set
  /// @param connectionMask which bits of the connection's mark
  /// @param packetMask which bits of the packet's
  record Change(Mode mode, int value, int connectionMask, int packetMask) implements Target {
    @Override
    public Verdict apply(Packet packet) {
      Connection connection = packet.connection();
      if (connection == null) {
        return Verdict.CONTINUE;
      }
      int now = connection.mark();
      switch (mode) {
        case SET -> connection.setMark((now & ~connectionMask) ^ value);
        case SAVE -> connection.setMark((now & ~connectionMask) ^ (packet.frame.mark & packetMask));
        case RESTORE ->
            packet.frame.mark = (packet.frame.mark & ~packetMask) ^ (now & connectionMask);
      }
      return Verdict.CONTINUE;
    }

    @Override
    public String name() {
      return "CONNMARK";
    }

    @Override
    public String save() {
      if (mode == Mode.SET) {
        return " --set-xmark " + Guided.hex(value) + "/" + Guided.hex(connectionMask);
      }
      return " --"
          + mode.word
          + "-mark --nfmask "
          + Guided.hex(packetMask)
          + " --ctmask "
          + Guided.hex(connectionMask);
    }

    @Override
    public String list() {
      if (mode == Mode.SET) {
        return "CONNMARK " + MarkWords.of(value, connectionMask);
      }
      String text = "CONNMARK " + mode.word;
      if (packetMask == -1 && connectionMask == -1) {
        return text;
      }
      return packetMask == connectionMask
          ? text + " mask " + Guided.hex(connectionMask)
          : text + " nfmask " + Guided.hex(packetMask) + " ctmask ~" + Guided.hex(connectionMask);
    }
  }

  /// Reads the options of the target.
  static final class ChangeReader implements Targets.Options {
    private @Nullable Mode mode;
    private Guided.Marking mark = new Guided.Marking(0, -1);
    private int connectionMask = -1;
    private int packetMask = -1;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      switch (option) {
        case "--set-mark", "--set-xmark", "--and-mark", "--or-mark", "--xor-mark" -> {
          mode = Mode.SET;
          mark = MarkWords.read("CONNMARK", option, words.value());
        }
        case "--save-mark" -> mode = Mode.SAVE;
        case "--restore-mark" -> mode = Mode.RESTORE;
        case "--mask" -> {
          connectionMask = mask(option, words);
          packetMask = connectionMask;
        }
        case "--ctmask" -> connectionMask = mask(option, words);
        case "--nfmask" -> packetMask = mask(option, words);
        default -> {
          return false;
        }
      }
      return true;
    }

    private static int mask(String option, Words words) throws RuleException {
      return Guided.marking("CONNMARK", option, words.value()).value();
    }

    @Override
    public Target build() throws RuleException {
      if (mode == null) {
        throw RuleException.usage("CONNMARK target: No operation specified");
      }
      return mode == Mode.SET
          ? new Change(mode, mark.value(), mark.mask(), -1)
          : new Change(mode, 0, connectionMask, packetMask);
    }
  }
}
