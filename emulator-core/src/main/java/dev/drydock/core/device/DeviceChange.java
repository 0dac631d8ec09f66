package dev.drydock.core.device;

/// What happened to a device (Linux `netdev_cmd`).
public enum DeviceChange {
  /// It was set up (`NETDEV_UP`).
  UP,
  /// It was set down (`NETDEV_DOWN`).
  DOWN,
  /// It gained or lost its carrier (`NETDEV_CHANGE`).
  CARRIER,
  /// Its MAC address is another one (`NETDEV_CHANGEADDR`).
  ADDRESS,
  /// Its MTU is another one (`NETDEV_CHANGEMTU`).
  MTU
}
