package dev.drydock.scenarios.run;

import dev.drydock.core.frame.Frame;
import dev.drydock.pcap.filter.CaptureFilter;
import java.util.List;

/// Wants a frame that any of some filters matches; without filters it wants every frame.
final class FrameFilter {
  private final CaptureFilter[] filters;

  FrameFilter(List<CaptureFilter> filters) {
    this.filters = filters.toArray(new CaptureFilter[0]);
  }

  boolean wants(Frame frame) {
    for (CaptureFilter filter : filters) {
      if (filter.matches(frame.data(), frame.offset(), frame.length())) {
        return true;
      }
    }
    return filters.length == 0;
  }
}
