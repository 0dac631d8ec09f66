package dev.drydock.core.device;

import org.jspecify.annotations.Nullable;

/// What has passed a device since it was made (Linux `struct rtnl_link_stats64`).
public final class DeviceCounters {
  long rxFrames;
  long rxBytes;
  long rxDropped;
  long txFrames;
  long txBytes;
  public long txDropped;

  /// Losses that are counted for all devices of a port at once, and how many there were before.
  private @Nullable SharedLosses shared;

  private long sharedBefore;

  /// Who has broadcasts counted for it; null for nobody.
  @Nullable Bystander counted;

  DeviceCounters() {}

  /// Takes part in what a port loses for all its devices, from now on.
  void share(SharedLosses losses) {
    shared = losses;
    sharedBefore = losses.frames;
  }

  /// Takes part no longer.
  void unshare() {
    rxDropped = rxDropped();
    shared = null;
  }

  /// The last loss of the port was none of this device.
  void spare() {
    sharedBefore++;
  }

  /// Counts a frame that came in past the device, as one in ipvlan mode l3s.
  public void received(int bytes) {
    rxFrames++;
    rxBytes += bytes;
  }

  /// Frames received.
  public long rxFrames() {
    return counted == null ? rxFrames : rxFrames + counted.receivedFrames(this);
  }

  /// Bytes received, Ethernet headers included.
  public long rxBytes() {
    return counted == null ? rxBytes : rxBytes + counted.receivedBytes(this);
  }

  /// Frames received and lost in the device.
  public long rxDropped() {
    return shared == null ? rxDropped : rxDropped + shared.frames - sharedBefore;
  }

  /// Frames sent.
  public long txFrames() {
    return counted == null ? txFrames : txFrames + counted.sentFrames(this);
  }

  /// Bytes sent, Ethernet headers included.
  public long txBytes() {
    return counted == null ? txBytes : txBytes + counted.sentBytes(this);
  }

  /// Frames that could not be sent.
  public long txDropped() {
    return txDropped;
  }
}
