package dev.drydock.core.device;

/// What has passed a device since it was made (Linux `struct rtnl_link_stats64`).
public final class DeviceCounters {
  long rxFrames;
  long rxBytes;
  long rxDropped;
  long txFrames;
  long txBytes;
  long txDropped;

  DeviceCounters() {}

  /// Counts a frame that came in past the device, as one in ipvlan mode l3s.
  public void received(int bytes) {
    rxFrames++;
    rxBytes += bytes;
  }

  /// Frames received.
  public long rxFrames() {
    return rxFrames;
  }

  /// Bytes received, Ethernet headers included.
  public long rxBytes() {
    return rxBytes;
  }

  /// Frames received and lost in the device.
  public long rxDropped() {
    return rxDropped;
  }

  /// Frames sent.
  public long txFrames() {
    return txFrames;
  }

  /// Bytes sent, Ethernet headers included.
  public long txBytes() {
    return txBytes;
  }

  /// Frames that could not be sent.
  public long txDropped() {
    return txDropped;
  }
}
