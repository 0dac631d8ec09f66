package dev.drydock.core.app;

/// Whether packets may be fragmented (`IP_MTU_DISCOVER`).
public enum PathMtu {
  /// The kernel's default: DF on what fits the path, longer packets are fragmented here.
  WANT,
  /// DF on everything; what does not fit is not sent.
  DO,
  /// No DF.
  DONT
}
