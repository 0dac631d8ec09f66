package dev.drydock.scenarios.run;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.Ipv4Interface;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.netns.NetnsListener;
import dev.drydock.core.observe.Decision;
import dev.drydock.core.observe.DropListener;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.observe.Loss;
import dev.drydock.core.observe.Tap;
import dev.drydock.core.wire.Ipv4Prefix;
import dev.drydock.pcap.AddressName;
import dev.drydock.pcap.Capture;
import dev.drydock.pcap.CaptureSettings;
import dev.drydock.pcap.InterfaceDescription;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.lab.Lab;
import dev.drydock.scenarios.report.DropReport;
import dev.drydock.scenarios.report.InterfaceReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// Watches every interface of a lab, those that come later too: counts frames and losses, and
/// passes them on to a capture.
///
/// An interface gets its block in the capture with its first frame, because only then its name, MAC
/// and addresses are settled; those that never see one get it at the end. One that comes and leaves
/// unseen, such as the end of a pair on its way into a container, gets none.
final class Recording implements NetnsListener, DropListener {
  private final @Nullable Capture capture;
  private final CaptureChoice choice;
  private final Function<NetDevice, String> labels;
  private final Map<NetDevice, Watch> watches = new LinkedHashMap<>();
  private final List<Watch> seen = new ArrayList<>();
  private final Map<String, long[]> drops = new TreeMap<>();
  private final Map<Integer, String> names = new HashMap<>();
  private @Nullable Trail trail;
  private @Nullable TrailListener follower;
  private ToIntFunction<NetDevice> limit = device -> CaptureSettings.WHOLE_FRAMES;
  private boolean numbered;

  /// A recording that watches nothing yet.
  ///
  /// @param capture where frames go; null only counts
  /// @param choice what of it is captured
  /// @param labels what a device is
  public Recording(
      @Nullable Capture capture, CaptureChoice choice, Function<NetDevice, String> labels) {
    this.capture = capture;
    this.choice = choice;
    this.labels = labels;
  }

  /// What happened to the packets of one probe.
  ///
  /// @param interfaces the interfaces that saw frames, in order
  /// @param losses where frames were lost and why: `host/docker0: NO_CARRIER (no carrier)`
  record Trail(Set<String> interfaces, Set<String> losses) {}

  /// Limits what is kept of each frame, by device.
  void setLimit(ToIntFunction<NetDevice> newLimit) {
    limit = newLimit;
  }

  /// Tells an interface from one of the same name before it: the second is `NAME#2`. Who captures
  /// on an interface does not see the one that takes its name.
  void setNumbered() {
    numbered = true;
  }

  private String nameOf(String path) {
    String name = path;
    for (int number = 2; numbered && isTaken(name); number++) {
      name = path + "#" + number;
    }
    return name;
  }

  private boolean isTaken(String name) {
    return seen.stream().anyMatch(watch -> watch.name.equals(name));
  }

  /// Begins to watch all machines of a lab.
  public void attach(Lab lab) {
    for (Box box : lab.boxes()) {
      box.machine().addListener(this);
      box.machine().softnet().setDropListener(this);
    }
    watches.values().forEach(Watch::findThere);
  }

  /// Ends watching; interfaces that saw no frame get their blocks.
  public void detach(Lab lab) {
    for (Box box : lab.boxes()) {
      box.machine().removeListener(this);
      box.machine().softnet().setDropListener(null);
    }
    for (Watch watch : watches.values()) {
      watch.open();
      watch.leave();
    }
    watches.clear();
  }

  @Override
  public void deviceAdded(Netns namespace, NetDevice device) {
    Watch watch = new Watch(device);
    device.setTap(watch);
    watches.put(device, watch);
  }

  @Override
  public void deviceRemoved(Netns namespace, NetDevice device) {
    Watch watch = watches.remove(device);
    if (watch != null) {
      watch.leave();
    }
  }

  /// Gives names to addresses in the capture; an address keeps its first name.
  void addNames(Map<Integer, String> more) {
    List<AddressName> fresh = new ArrayList<>();
    more.forEach((address, name) -> {
      if (names.putIfAbsent(address, name) == null) {
        fresh.add(AddressName.ofIpv4(address, name));
      }
    });
    if (capture != null && !fresh.isEmpty()) {
      capture.addNames(fresh);
    }
  }

  /// Follows what happens from now on until [#endTrail].
  void beginTrail() {
    trail = new Trail(new LinkedHashSet<>(), new LinkedHashSet<>());
  }

  /// Tells somebody all that happens to frames from now on; null for nobody.
  void setFollower(@Nullable TrailListener newFollower) {
    follower = newFollower;
  }

  @Override
  public boolean followsRules() {
    return follower != null;
  }

  @Override
  public boolean followsFrames() {
    return follower != null || trail != null;
  }

  @Override
  public void decided(Frame frame, String where, Decision decision) {
    if (follower != null) {
      follower.decided(frame, where, decision);
    }
  }

  /// What happened since [#beginTrail].
  Trail endTrail() {
    Trail ended = trail;
    trail = null;
    return ended == null ? new Trail(Set.of(), Set.of()) : ended;
  }

  @Override
  public void dropped(Frame frame, Loss loss) {
    lostCopies(frame, 1, loss);
  }

  @Override
  @SuppressWarnings("EnumOrdinal") // an array of counters: nothing else counts without boxing
  public void lostCopies(Frame frame, int copies, Loss loss) {
    DropReason reason = loss.reason();
    String where = loss.where();
    long[] counts = drops.computeIfAbsent(where, w -> new long[DropReason.values().length]);
    counts[reason.ordinal()] += copies;
    if (trail != null && reason != DropReason.OTHERHOST) {
      trail.losses().add(where + ": " + reason + " (" + reason.text() + ")");
    }
    if (follower != null) {
      follower.dropped(loss);
    }
    if (capture != null) {
      capture.dropped(frame, loss);
    }
  }

  @Override
  public void rewritten(Frame frame, String note) {
    if (follower != null) {
      follower.rewritten(note);
    }
    if (capture != null) {
      capture.rewritten(frame, note);
    }
  }

  /// What the interfaces saw, in the order of their blocks.
  public List<InterfaceReport> interfaces() {
    List<InterfaceReport> reports = new ArrayList<>();
    for (Watch watch : seen) {
      reports.add(new InterfaceReport(watch.name, watch.label, watch.frames, watch.broadcasts));
    }
    return reports;
  }

  /// What was lost, by place and reason.
  @SuppressWarnings("EnumOrdinal") // see lostCopies
  public List<DropReport> drops() {
    List<DropReport> reports = new ArrayList<>();
    drops.forEach((where, counts) -> {
      for (DropReason reason : DropReason.values()) {
        long frames = counts[reason.ordinal()];
        if (frames > 0) {
          reports.add(new DropReport(where, reason.name(), reason.text(), frames));
        }
      }
    });
    return reports;
  }

  /// One interface.
  private final class Watch implements Tap {
    private final NetDevice device;
    private final @Nullable Tap before;
    private @Nullable Tap sink;
    private @Nullable FrameFilter filter;
    private String pathBefore = "";
    private boolean wasThere;
    private boolean opened;
    private String name = "";
    private String label = "";
    private int kept;
    private long frames;
    private long broadcasts;

    private Watch(NetDevice device) {
      this.device = device;
      this.before = device.tap();
    }

    /// It is there when watching begins: that is when it is decided how much of a frame is kept,
    /// and in numbered recordings it keeps the name it has now.
    private void findThere() {
      wasThere = true;
      pathBefore = device.path();
      kept = limit.applyAsInt(device);
    }

    private void open() {
      if (opened) {
        return;
      }
      opened = true;
      name = nameOf(numbered && wasThere ? pathBefore : device.path());
      label = labels.apply(device);
      seen.add(this);
      filter = capture == null ? null : choice.filter(name);
      if (capture != null && filter != null) {
        var description = new InterfaceDescription(name, label, device.mac(), addresses());
        sink = capture.tap(description.keeping(wasThere ? kept : limit.applyAsInt(device)));
      }
    }

    private List<Ipv4Prefix> addresses() {
      Ipv4Interface in =
          device.upper() instanceof Netns namespace
              ? namespace.ipv4().interfaces().find(device)
              : null;
      return in == null ? List.of() : in.addresses().stream().map(a -> a.prefix()).toList();
    }

    private void leave() {
      if (wasThere) {
        open();
      }
      if (device.tap() == this) {
        device.setTap(before);
      }
    }

    /// Before its first frame it does not, so that interfaces are told of in that order.
    @Override
    public boolean onlyCounts() {
      return capture == null && opened && (before == null || before.onlyCounts());
    }

    @Override
    public void counted(long more, boolean outbound) {
      frames += more;
      broadcasts += outbound ? 0 : more;
      if (before != null) {
        before.counted(more, outbound);
      }
    }

    @Override
    public void sighted(long timeNanos, Frame frame, boolean outbound) {
      open();
      frames++;
      if (!outbound && frame.addressee == Frame.TO_BROADCAST) {
        broadcasts++;
      }
      if (trail != null) {
        trail.interfaces().add(name);
      }
      if (follower != null) {
        follower.sighted(name, frame, outbound);
      }
      if (sink != null && filter != null && filter.wants(frame)) {
        sink.sighted(timeNanos, frame, outbound);
      }
      if (before != null) {
        before.sighted(timeNanos, frame, outbound);
      }
    }
  }
}
