package dev.drydock.core.device;

/// What a protocol of the device's namespace keeps for the device (Linux `dev->ip_ptr`,
/// `dev->ip6_ptr`). It hangs on the device, so that it is found without a search.
public interface ProtocolData {}
