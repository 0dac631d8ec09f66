package dev.drydock.scenarios.tools.net.link;

import dev.drydock.core.device.Macvlan;
import dev.drydock.core.device.MacvlanMode;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Mac;
import dev.drydock.scenarios.tools.net.iproute.NetErrno;
import dev.drydock.scenarios.tools.net.iproute.ToolFailure;
import dev.drydock.scenarios.tools.net.iproute.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The words of `ip link add|set ... type macvlan` (`ip/iplink_macvlan.c`), and what `ip -d link`
/// says of such a device.
final class MacvlanWords {
  static final String USAGE =
      """
      Usage: ... macvlan mode MODE [flag MODE_FLAG] MODE_OPTS [bcqueuelen BC_QUEUE_LEN]

      MODE: private | vepa | bridge | passthru | source
      MODE_FLAG: null | nopromisc | nodst
      MODE_OPTS: for mode "source":
      \tmacaddr { { add | del } <macaddr> | set [ <macaddr> [ <macaddr>  ... ] ] | flush }
      BC_QUEUE_LEN: Length of the rx queue for broadcast/multicast: [0-4294967295]\
      """;

  private @Nullable MacvlanMode mode;
  private boolean hasFlags;
  private boolean noPromiscuity;
  private boolean keepsSources;
  private long queueFrames = -1;

  /// What to do with source addresses: `add`, `del`, `set`, `flush`, or nothing.
  private String sourceVerb = "";

  private final List<Long> sources = new ArrayList<>();

  /// Reads the words behind the type.
  MacvlanWords(Words words) throws ToolFailure {
    while (!words.isEmpty()) {
      read(words.next(), words);
    }
    if (noPromiscuity && mode != MacvlanMode.PASSTHRU) {
      throw refused("macvlan: nopromisc flag only valid in passthru mode\n" + USAGE);
    }
  }

  private void read(String word, Words words) throws ToolFailure {
    switch (word) {
      case "mode" -> mode = mode(words.next());
      case "flag" -> flag(words.next());
      case "nopromisc", "nodst" -> flag(word);
      case "macaddr" -> readSources(words);
      case "bcqueuelen" -> queueFrames = queueFrames(words.next());
      case "help" -> throw refused(USAGE);
      default -> throw refused("macvlan: unknown option \"" + word + "\"?\n" + USAGE);
    }
  }

  private static MacvlanMode mode(String word) throws ToolFailure {
    MacvlanMode mode = MacvlanMode.of(word);
    if (mode == null) {
      throw refused(
          "Error: argument of \"mode\" must be \"private\", \"vepa\", \"bridge\", \"passthru\" or"
              + " \"source\", not \""
              + word
              + "\"");
    }
    return mode;
  }

  private void flag(String word) throws ToolFailure {
    switch (word) {
      case "nopromisc" -> noPromiscuity = true;
      case "nodst" -> keepsSources = true;
      case "null" -> {}
      default ->
          throw refused(
              "Error: argument of \"flag\" must be \"nopromisc\", \"nodst\" or \"null\", not \""
                  + word
                  + "\"");
    }
    hasFlags = true;
  }

  private void readSources(Words words) throws ToolFailure {
    sourceVerb = words.next();
    switch (sourceVerb) {
      case "add", "del" -> sources.add(IpLinkCommand.mac(words.next()));
      case "set" -> {
        while (words.peek().indexOf(':') >= 0) {
          sources.add(IpLinkCommand.mac(words.next()));
        }
      }
      case "flush" -> {}
      default -> throw refused(USAGE);
    }
  }

  private static long queueFrames(String word) throws ToolFailure {
    try {
      long frames = Long.decode(word);
      if (frames >= 0 && frames <= 0xffff_ffffL) {
        return frames;
      }
    } catch (NumberFormatException e) {
      throw badQueue(word);
    }
    throw badQueue(word);
  }

  private static ToolFailure badQueue(String word) {
    return refused(
        "Error: argument of \"bcqueuelen\" must be a positive integer [0-4294967295], not \""
            + word
            + "\"");
  }

  /// `parse_opt` gives back -1, which ends `ip` with 1 (`do_cmd`).
  private static ToolFailure refused(String text) {
    return new ToolFailure(1, text);
  }

  /// The mode of a new device; the kernel's own choice is VEPA.
  MacvlanMode modeOfNew() {
    return mode == null ? MacvlanMode.VEPA : mode;
  }

  /// Why a new device cannot have what is asked for: the kernel's errno word, empty for no reason.
  String refusalOfNew() {
    if (!sourceVerb.isEmpty() && modeOfNew() != MacvlanMode.SOURCE) {
      return "EINVAL";
    }
    return hasBadSource() ? "EADDRNOTAVAIL" : "";
  }

  private boolean hasBadSource() {
    return sources.stream().anyMatch(mac -> mac == 0 || Ethernet.isGroup(mac));
  }

  /// Gives a device what the words say (`macvlan_changelink`).
  NetErrno apply(Macvlan macvlan) {
    if (mode != null && mode != macvlan.mode()) {
      try {
        macvlan.changeMode(mode);
      } catch (IllegalArgumentException e) {
        return NetErrno.INVALID;
      }
    }
    if (hasFlags) {
      macvlan.setNoPromiscuity(noPromiscuity);
      macvlan.setKeepsSources(keepsSources);
    }
    if (queueFrames >= 0) {
      macvlan.setBroadcastQueueFrames(queueFrames);
    }
    return sourceVerb.isEmpty() ? NetErrno.OK : applySources(macvlan);
  }

  private NetErrno applySources(Macvlan macvlan) {
    if (macvlan.mode() != MacvlanMode.SOURCE) {
      return NetErrno.INVALID;
    }
    if (hasBadSource()) {
      return NetErrno.ADDRESS_NOT_AVAILABLE;
    }
    if (sourceVerb.equals("del")) {
      sources.forEach(macvlan::removeSource);
      return NetErrno.OK;
    }
    if (!sourceVerb.equals("add")) {
      macvlan.clearSources();
    }
    sources.forEach(macvlan::addSource);
    return NetErrno.OK;
  }

  /// What `ip -d link` says behind the kind.
  static String details(Macvlan macvlan) {
    StringBuilder text = new StringBuilder("mode " + macvlan.mode().word() + " ");
    text.append(macvlan.noPromiscuity() ? "nopromisc " : "");
    text.append(macvlan.keepsSources() ? "nodst " : "");
    text.append("bcqueuelen ").append(macvlan.broadcastQueueFrames());
    text.append(" usedbcqueuelen ").append(macvlan.usedBroadcastQueueFrames()).append(' ');
    if (macvlan.mode() == MacvlanMode.SOURCE) {
      text.append("remotes (").append(macvlan.sources().size()).append(") ");
      for (long mac : macvlan.sources()) {
        text.append(Mac.format(mac)).append(' ');
      }
    }
    return text.toString();
  }
}
