package dev.drydock.scenarios.run;

import dev.drydock.pcap.filter.CaptureFilter;
import dev.drydock.pcap.filter.FilterException;
import dev.drydock.scenarios.plan.CapturePlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which interfaces are captured, and which of their frames: the `captures` of a file.
final class CaptureChoice {
  /// Every frame of every interface.
  public static final CaptureChoice ALL = new CaptureChoice(List.of());

  private final List<Entry> entries;

  private CaptureChoice(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  private record Entry(List<String> interfaces, CaptureFilter filter) {
    private boolean isFor(String name) {
      return interfaces.isEmpty()
          || interfaces.stream().anyMatch(pattern -> Wildcard.matches(pattern, name));
    }
  }

  /// What a plan asks for; nothing asked is everything.
  ///
  /// @throws RunException if a filter makes no sense
  public static CaptureChoice of(List<CapturePlan> plans) throws RunException {
    List<Entry> entries = new ArrayList<>();
    for (CapturePlan plan : plans) {
      try {
        entries.add(new Entry(plan.interfaces(), CaptureFilter.parse(plan.filter())));
      } catch (FilterException e) {
        throw new RunException("the capture filter \"" + plan.filter() + "\": " + e.getMessage());
      }
    }
    return new CaptureChoice(entries);
  }

  /// Which frames of an interface are captured; null for none.
  @Nullable FrameFilter filter(String name) {
    List<CaptureFilter> filters = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.isFor(name)) {
        filters.add(entry.filter());
      }
    }
    if (entries.isEmpty() || filters.contains(CaptureFilter.ALL)) {
      return new FrameFilter(List.of());
    }
    return filters.isEmpty() ? null : new FrameFilter(filters);
  }
}
