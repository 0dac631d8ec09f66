package dev.drydock.scenarios.tools.firewall;

import dev.drydock.core.netfilter.Connection;
import dev.drydock.core.netfilter.ConnectionListener;
import dev.drydock.core.netfilter.Conntrack;
import dev.drydock.pcap.CaptureSettings;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `conntrack -E`: prints what becomes of connections until it is interrupted (`event_cb`).
final class FlowEvents {
  private static final long MICRO_NANOS = 1000;
  private static final long SECOND_MICROS = 1_000_000;

  private final Invocation invocation;
  private final ConntrackOptions options;
  private int count;

  FlowEvents(Invocation invocation, ConntrackOptions options) {
    this.invocation = invocation;
    this.options = options;
  }

  int run(List<Conntrack> trackers) {
    List<ConnectionListener> listeners = new ArrayList<>();
    for (Conntrack conntrack : trackers) {
      ConnectionListener listener = (change, flow) -> print(conntrack, change, flow);
      conntrack.listen(listener);
      listeners.add(listener);
    }
    long until = invocation.lab().loop().nowNanos() + Shell.PATIENCE_NANOS;
    invocation.shell().await(() -> false, until);
    for (int i = 0; i < trackers.size(); i++) {
      trackers.get(i).unlisten(listeners.get(i));
    }
    invocation.err(
        "conntrack v1.4.7 (conntrack-tools): " + count + " flow events have been shown.");
    return 0;
  }

  private void print(Conntrack conntrack, ConnectionListener.Change change, Connection flow) {
    boolean wanted = options.events().contains(change);
    if (!wanted || !options.filter().predicate(conntrack).test(flow)) {
      return;
    }
    count++;
    String stamp = options.output().contains("timestamp") ? stamp() : "";
    String what = String.format(Locale.ROOT, "%9s ", "[" + change + "]");
    boolean ended = change == ConnectionListener.Change.DESTROY;
    String text = FlowText.happened(conntrack, flow, options.output(), ended);
    invocation.out(stamp + what + text);
  }

  private String stamp() {
    long now = CaptureSettings.RUN_START_NANOS + invocation.lab().loop().nowNanos();
    long micros = now / MICRO_NANOS;
    return String.format(
        Locale.ROOT, "[%d.%06d]\t", micros / SECOND_MICROS, micros % SECOND_MICROS);
  }
}
