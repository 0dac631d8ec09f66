package dev.drydock.core.device;

/// How many group frames a port with many devices lost for every one of them: a number in place of
/// one count for each device and frame.
final class SharedLosses {
  long frames;
}
