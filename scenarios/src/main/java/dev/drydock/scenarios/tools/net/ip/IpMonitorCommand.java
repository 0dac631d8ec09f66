package dev.drydock.scenarios.tools.net.ip;

import dev.drydock.core.device.NetDevice;
import dev.drydock.pcap.CaptureSettings;
import dev.drydock.scenarios.tools.Shell;
import dev.drydock.scenarios.tools.net.ip.MonitorView.Message;
import dev.drydock.scenarios.tools.net.ip.MonitorView.Subject;
import dev.drydock.scenarios.tools.net.iproute.IpContext;
import dev.drydock.scenarios.tools.net.iproute.ToolFailure;
import dev.drydock.scenarios.tools.net.iproute.Words;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `ip monitor` (`ip/ipmonitor.c`): prints what changes in the namespace until it is interrupted.
final class IpMonitorCommand {
  private static final int SECOND_NANOS = 1_000_000_000;
  private static final int MICRO_NANOS = 1000;

  /// Some things change by the clock alone and are counted nowhere: lifetimes, which are kept in
  /// seconds, and states of ports.
  private static final long REST_NANOS = SECOND_NANOS;

  private static final DateTimeFormatter LONG =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ROOT);
  private static final DateTimeFormatter SHORT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT);

  private static final String USAGE =
      """
      Usage: ip monitor [ all | OBJECTS ] [ FILE ] [ label ] [ all-nsid ]
                        [ dev DEVICE ]
      OBJECTS :=  address | link | mroute | neigh | netconf |
                  nexthop | nsid | prefix | route | rule | stats
      FILE := file FILENAME\
      """;

  private final IpContext context;
  private final Set<Subject> wanted = EnumSet.noneOf(Subject.class);
  private boolean isNarrowed;
  private boolean hasLabels;
  private @Nullable NetDevice device;
  private long seen;
  private long nextLookNanos;

  IpMonitorCommand(IpContext context) {
    this.context = context;
  }

  int run(Words words) throws ToolFailure {
    while (!words.isEmpty()) {
      read(words.next(), words);
    }
    if (!isNarrowed) {
      wanted.addAll(EnumSet.allOf(Subject.class));
    }
    MonitorView view = new MonitorView(context);
    seen = changes();
    nextLookNanos = context.nowNanos() + REST_NANOS;
    long until = context.nowNanos() + Shell.PATIENCE_NANOS;
    context.invocation().shell().await(() -> look(view), until);
    view.changes().forEach(this::print);
    return 0;
  }

  /// Tells what has changed, if anything may have.
  ///
  /// @return false, as this never ends by itself
  private boolean look(MonitorView view) {
    long changes = changes();
    if (changes != seen || context.nowNanos() >= nextLookNanos) {
      seen = changes;
      nextLookNanos = context.nowNanos() + REST_NANOS;
      view.changes().forEach(this::print);
    }
    return false;
  }

  /// What the kernel's tables count, and the commands that have ended: they set all the rest.
  private long changes() {
    return context.namespace().changes() + context.invocation().lab().commandsEnded();
  }

  private void read(String word, Words words) throws ToolFailure {
    if (word.equals("file")) {
      throw new ToolFailure(
          ToolFailure.MINUS_ONE, "Cannot fopen: recordings of rtmon are not read here");
    } else if (Words.matches(word, "label")) {
      hasLabels = true;
    } else if (Words.matches(word, "link")) {
      want(Subject.LINK);
    } else if (Words.matches(word, "address")) {
      want(Subject.ADDR);
    } else if (Words.matches(word, "route")) {
      want(Subject.ROUTE);
    } else if (Words.matches(word, "neigh")) {
      want(Subject.NEIGH);
    } else if (Words.matches(word, "netconf")) {
      want(Subject.NETCONF);
    } else if (Words.matches(word, "rule")) {
      want(Subject.RULE);
    } else if (isSilent(word)) {
      isNarrowed = true;
    } else if (word.equals("all")) {
      hasLabels = true;
    } else if (Words.matches(word, "dev")) {
      device = device(words.next());
    } else if (Words.matches(word, "help")) {
      throw new ToolFailure(ToolFailure.MINUS_ONE, USAGE);
    } else if (!Words.matches(word, "all-nsid")) {
      throw new ToolFailure(
          ToolFailure.MINUS_ONE, "Argument \"" + word + "\" is unknown, try \"ip monitor help\".");
    }
  }

  /// What there is nothing to tell of here.
  private static boolean isSilent(String word) {
    return Words.matches(word, "mroute")
        || Words.matches(word, "prefix")
        || Words.matches(word, "nsid")
        || Words.matches(word, "nexthop")
        || Words.matches(word, "stats");
  }

  private void want(Subject subject) {
    isNarrowed = true;
    wanted.add(subject);
  }

  private NetDevice device(String name) throws ToolFailure {
    NetDevice found = context.find(name);
    if (found == null) {
      throw new ToolFailure(
          ToolFailure.MINUS_ONE,
          "Error: argument \"" + name + "\" is wrong: Device does not exist\n");
    }
    return found;
  }

  private void print(Message message) {
    if (!wanted.contains(message.subject()) || (device != null && message.device() != device)) {
      return;
    }
    String label = hasLabels ? "[" + message.subject() + "]" : "";
    context.out(stamp() + label + message.text());
  }

  private String stamp() {
    long now = CaptureSettings.RUN_START_NANOS + context.nowNanos();
    int nanos = (int) (now % SECOND_NANOS);
    LocalDateTime time = LocalDateTime.ofEpochSecond(now / SECOND_NANOS, nanos, ZoneOffset.UTC);
    return switch (context.stamps) {
      case IpContext.STAMPS ->
          "Timestamp: " + LONG.format(time) + " " + nanos / MICRO_NANOS + " usec\n";
      case IpContext.SHORT_STAMPS -> "[" + SHORT.format(time) + "] ";
      default -> "";
    };
  }
}
