package dev.drydock.core.device;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.wire.Ethernet;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.List;

/// A device with a MAC of its own on another device (Linux `drivers/net/macvlan.c`).
///
/// ```
///   child 02:..01   child 02:..02     the machine's own IP
///          \            |                 |
///           '------ MacvlanPort ----------'   by destination MAC
///                       |
///                     eth0 (lower)
/// ```
///
/// What it sends never reaches the lower device's own protocols, nor the other way: the machine and
/// its children do not hear each other.
public final class Macvlan extends NetDevice {
  private static final long DEFAULT_QUEUE_FRAMES = 1000; // MACVLAN_DEFAULT_BC_QUEUE_LEN

  private final MacvlanPort port;
  private MacvlanMode mode;
  private final LongArrayList sources = new LongArrayList();

  /// Whether passthru mode leaves the lower device as it is (`nopromisc`).
  private boolean noPromiscuity;

  private boolean keepsSources;
  private long broadcastQueueFrames = DEFAULT_QUEUE_FRAMES;
  private boolean toldCarrier;

  private Macvlan(MacvlanPort port, Spec spec) {
    super(port.lower().softnet(), DeviceKind.MACVLAN, spec.name, spec.mac);
    this.port = port;
    this.mode = spec.mode;
    this.toldCarrier = port.lower().hasCarrier();
    setMtu(port.lower().mtuBytes());
    groups().syncTo(port.lower().groups());
  }

  /// What a device is to be.
  ///
  /// @param mac its address; one in passthru mode has that of the lower device
  public record Spec(String name, long mac, MacvlanMode mode) {}

  /// Makes a device that is down and in no namespace (`macvlan_common_newlink`). On another macvlan
  /// it stands beside that.
  ///
  /// @throws IllegalArgumentException if the lower device cannot have it; the message is the
  ///   kernel's errno word
  public static Macvlan on(NetDevice device, Spec spec) {
    NetDevice lower = device instanceof Macvlan other ? other.port.lower() : device;
    MacvlanPort port = MacvlanPort.of(lower);
    if (!port.admits(spec.mode)) {
      port.leaveIfEmpty();
      throw new IllegalArgumentException("EINVAL");
    }
    boolean takesOver = spec.mode == MacvlanMode.PASSTHRU;
    Spec own = takesOver ? new Spec(spec.name, lower.mac(), spec.mode) : spec;
    Macvlan made = new Macvlan(port, own);
    port.add(made);
    return made;
  }

  /// The mode.
  public MacvlanMode mode() {
    return mode;
  }

  /// Changes the mode (`macvlan_changelink`). Source addresses are forgotten with their mode.
  ///
  /// @throws IllegalArgumentException for passthru mode, which can be neither begun nor ended; the
  ///   message is the kernel's errno word
  public void changeMode(MacvlanMode newMode) {
    if (newMode != mode && (newMode == MacvlanMode.PASSTHRU || mode == MacvlanMode.PASSTHRU)) {
      throw new IllegalArgumentException("EINVAL");
    }
    if (newMode != MacvlanMode.SOURCE) {
      sources.clear();
    }
    mode = newMode;
    port.modeChanged();
  }

  /// Whether passthru mode leaves the lower device as it is, rather than promiscuous
  /// (`MACVLAN_FLAG_NOPROMISC`).
  public boolean noPromiscuity() {
    return noPromiscuity;
  }

  /// Sets the flag of a device in passthru mode.
  public void setNoPromiscuity(boolean newValue) {
    if (mode == MacvlanMode.PASSTHRU && isUp() && newValue != noPromiscuity) {
      port.lower().rxMode().addPromiscuity(newValue ? -1 : 1);
    }
    noPromiscuity = newValue;
  }

  /// Whether what source mode takes is for nobody else (`MACVLAN_FLAG_NODST`).
  public boolean keepsSources() {
    return keepsSources;
  }

  /// Sets whether what source mode takes is for nobody else.
  public void setKeepsSources(boolean newValue) {
    keepsSources = newValue;
  }

  /// How many broadcasts may wait, as this device asks (`bcqueuelen`). It is shown; broadcasts wait
  /// in the machine's backlog.
  public long broadcastQueueFrames() {
    return broadcastQueueFrames;
  }

  /// Asks for room for broadcasts.
  public void setBroadcastQueueFrames(long frames) {
    broadcastQueueFrames = frames;
  }

  /// How many broadcasts may wait at the lower device (`usedbcqueuelen`).
  public long usedBroadcastQueueFrames() {
    return port.broadcastQueueFrames();
  }

  /// The source addresses of a device in source mode, in the order of the kernel's hash, the newest
  /// first where two fall together.
  public List<Long> sources() {
    return List.copyOf(sources);
  }

  /// Gives a device in source mode the frames from one more address.
  public void addSource(long mac) {
    if (sources.contains(mac)) {
      return;
    }
    int bucket = MacvlanPort.bucket(mac);
    int at = 0;
    while (at < sources.size() && MacvlanPort.bucket(sources.getLong(at)) < bucket) {
      at++;
    }
    sources.add(at, mac);
  }

  /// Takes the frames from an address away again.
  public void removeSource(long mac) {
    sources.rem(mac);
  }

  /// Takes the frames from all addresses away.
  public void clearSources() {
    sources.clear();
  }

  boolean hearsSource(long mac) {
    return sources.contains(mac);
  }

  /// Whether the device wants frames to a group: broadcast always.
  boolean hears(long group) {
    return group == Ethernet.BROADCAST || groups().contains(group) || RxMode.hearsAllGroups(this);
  }

  @Override
  public NetDevice lower() {
    return port.lower();
  }

  /// What may be set as the MAC (`macvlan_set_mac_address`).
  ///
  /// @return the kernel's errno word, empty when it may
  public String macError(long mac) {
    boolean free = mac == mac() || mode == MacvlanMode.PASSTHRU || !port.isTaken(mac, this);
    return free ? "" : "EADDRINUSE";
  }

  /// Sets the MAC as its user asks for it; in passthru mode the lower device gets it.
  @Override
  public void changeMac(long mac) {
    if (mode == MacvlanMode.PASSTHRU) {
      port.lower().setMac(mac);
      return;
    }
    port.readdress(this, mac);
  }

  @Override
  protected void send(Frame frame) {
    softnet().charge(softnet().costs().macvlanNanos());
    frame.forgetFlow();
    port.transmit(frame, this);
  }

  /// A frame in passthru mode is for the device whatever its address (`macvlan_handle_frame`).
  @Override
  int addressee(Frame frame) {
    int plain = super.addressee(frame);
    boolean all = mode == MacvlanMode.PASSTHRU && plain == Frame.TO_OTHER_HOST;
    return all ? Frame.TO_HOST : plain;
  }

  /// The carrier is that of the lower device, which one that is down may have as well, such as a
  /// dummy (`netif_stacked_transfer_operstate`).
  @Override
  public boolean hasCarrier() {
    return port.lower().hasCarrier();
  }

  @Override
  public String openError() {
    return mode != MacvlanMode.PASSTHRU && port.isTaken(mac(), this) ? "EADDRINUSE" : "";
  }

  @Override
  protected void stateChanged() {
    if (isUp()) {
      port.opened(this);
      passRxFlags(1);
    } else {
      passRxFlags(-1);
      port.closed(this);
    }
  }

  /// What the lower device is asked for while this one is up (`macvlan_open`, `macvlan_stop`).
  private void passRxFlags(int sign) {
    if (mode != MacvlanMode.PASSTHRU) {
      RxMode.pass(this, port.lower(), sign);
    } else if (!noPromiscuity) {
      port.lower().rxMode().addPromiscuity(sign);
    }
  }

  /// In passthru mode the lower device is promiscuous anyway (`macvlan_change_rx_flags`).
  @Override
  void rxFlagsChanged(int promiscuity, int allMulticast) {
    if (isUp()) {
      port.lower().rxMode().addAllMulticast(allMulticast);
      port.lower().rxMode().addPromiscuity(mode == MacvlanMode.PASSTHRU ? 0 : promiscuity);
    }
  }

  @Override
  public void unregistered() {
    port.remove(this);
  }

  /// The lower device may have lost or found its carrier (`macvlan_device_event`).
  void followCarrier() {
    if (hasCarrier() != toldCarrier) {
      toldCarrier = !toldCarrier;
      notify(DeviceChange.CARRIER);
    }
  }
}
