package dev.drydock.scenarios.tools.tc;

import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.link.Nic;
import dev.drydock.core.qdisc.Fifo;
import dev.drydock.core.qdisc.FqCodel;
import dev.drydock.core.qdisc.Netem;
import dev.drydock.core.qdisc.ParentQdisc;
import dev.drydock.core.qdisc.PriorityFifo;
import dev.drydock.core.qdisc.Qdisc;
import dev.drydock.core.qdisc.QdiscCounters;
import dev.drydock.core.qdisc.TokenBucket;
import java.util.Locale;

/// Queueing disciplines as `tc qdisc show` prints them (`print_qdisc` of `tc/tc_qdisc.c`).
///
/// @param display what the options before the command asked for
/// @param showsDevice whether each line names its device
record QdiscListing(Display display, boolean showsDevice) {
  private static final String PRIORITIES = "bands 3 priomap 1 2 2 2 1 2 0 0 1 1 1 1 1 1 1 1";

  /// A veth has a queue for each CPU: two, as on the recorded machine.
  private static final int VETH_QUEUES = 2;

  /// Options that come before the command.
  ///
  /// @param statistics `-s`
  /// @param details `-d`
  /// @param raw `-r`
  /// @param binaryRates `-iec`
  /// @param oneLine `-o`
  record Display(
      boolean statistics, boolean details, boolean raw, boolean binaryRates, boolean oneLine) {
    String newLine() {
      return oneLine ? "\\" : "\n";
    }
  }

  /// Which disciplines are shown.
  ///
  /// @param parent [QdiscRequest#ROOT], a class, or 0 for any
  /// @param handle 0 for any
  record Filter(int parent, int handle) {
    boolean shows(int itsParent, int itsHandle) {
      return (parent == 0 || parent == itsParent) && (handle == 0 || handle == itsHandle);
    }
  }

  /// The lines of a device.
  String of(NetDevice device, Filter filter) {
    if (!device.hasBeenUp()) {
      return ""; // noop, which is not told
    }
    Qdisc root = device.qdisc();
    StringBuilder text = new StringBuilder();
    if (root == null) {
      return filter.shows(QdiscRequest.ROOT, 0) ? own(device) : "";
    }
    int parent = QdiscRequest.ROOT;
    Qdisc shown = root;
    while (shown != null && shown.handle() != 0) {
      if (filter.shows(parent, shown.handle())) {
        text.append(line(device, shown, parent));
        text.append(statistics(shown.counters()));
        if (display.statistics && shown instanceof FqCodel queue) {
          text.append(FqCodelOptions.statistics(queue, display.newLine()));
        }
      }
      parent = (shown.handle() << 16) | 1;
      shown = shown instanceof ParentQdisc outer ? outer.child() : null;
    }
    return text.toString();
  }

  /// What a device has by itself: a card pfifo_fast, anything else nothing.
  private String own(NetDevice device) {
    boolean queues = device.kind() == DeviceKind.PHYSICAL;
    String text =
        start(device, queues ? "pfifo_fast" : "noqueue", 0)
            + "root refcnt 2 "
            + (queues ? PRIORITIES : "")
            + display.newLine();
    if (!queues || !(device instanceof Nic nic)) {
      return text + statistics(new QdiscCounters());
    }
    return text
        + statistics(
            QdiscCounters.of(
                nic.counters().txBytes(), nic.counters().txFrames(), nic.queueDrops()));
  }

  private String start(NetDevice device, String kind, int handle) {
    return "qdisc "
        + kind
        + " "
        + Integer.toHexString(handle)
        + ":"
        + (display.raw ? String.format(Locale.ROOT, "[%08x]", handle << 16) : "")
        + (showsDevice ? " dev " + device.name() + " " : " ");
  }

  private String line(NetDevice device, Qdisc qdisc, int parent) {
    String where;
    if (parent == QdiscRequest.ROOT) {
      int queues = device.kind() == DeviceKind.VETH ? VETH_QUEUES : 1;
      where = "root refcnt " + (queues + 1) + " ";
    } else {
      where = "parent " + classText(parent) + " ";
    }
    return start(device, qdisc.kind(), qdisc.handle()) + where + options(qdisc) + display.newLine();
  }

  static String classText(int id) {
    return Integer.toHexString(id >>> 16)
        + ":"
        + ((id & 0xFFFF) == 0 ? "" : Integer.toHexString(id & 0xFFFF));
  }

  private String options(Qdisc qdisc) {
    return switch (qdisc) {
      case Netem netem -> NetemOptions.text(netem.settings(), display.binaryRates);
      case TokenBucket bucket -> TbfOptions.text(bucket.settings(), display);
      case FqCodel queue -> FqCodelOptions.text(queue.settings());
      case PriorityFifo fifo -> PRIORITIES;
      case Fifo fifo ->
          "limit "
              + (fifo.kind().equals("bfifo")
                  ? TcNumbers.sizeText(fifo.limit())
                  : fifo.limit() + "p");
      default -> "";
    };
  }

  /// `print_tcstats2_attr` of `tc/tc_util.c`.
  private String statistics(QdiscCounters counters) {
    if (!display.statistics) {
      return "";
    }
    return " Sent "
        + counters.sentBytes()
        + " bytes "
        + counters.sentFrames()
        + " pkt (dropped "
        + counters.drops()
        + ", overlimits "
        + counters.overlimits()
        + " requeues "
        + counters.requeues()
        + ") "
        + display.newLine()
        + " backlog "
        + TcNumbers.sizeText(counters.backlogBytes())
        + " "
        + counters.backlogFrames()
        + "p requeues "
        + counters.requeues()
        + display.newLine();
  }
}
