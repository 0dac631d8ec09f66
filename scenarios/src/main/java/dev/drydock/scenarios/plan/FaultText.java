package dev.drydock.scenarios.plan;

import dev.drydock.scenarios.model.Link;
import dev.drydock.scenarios.text.Quantities;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A fault in one line, for people.
public final class FaultText {
  private final List<String> words = new ArrayList<>();

  private FaultText() {}

  /// The line: `lan loss 0.1 for 5s`.
  public static String of(FaultPlan fault) {
    var text = new FaultText();
    switch (fault) {
      case FaultPlan.OfLink link -> text.link(link);
      case FaultPlan.Partition partition -> text.partition(partition);
      case FaultPlan.Restart restart -> text.words.add("restart " + restart.machine());
    }
    text.add("for", fault.durationNanos() == 0 ? null : time(fault.durationNanos()));
    return String.join(" ", text.words);
  }

  private void link(FaultPlan.OfLink fault) {
    words.add(fault.link());
    if (fault.isDown() != null) {
      words.add(fault.isDown() ? "down" : "up");
    }
    Link.Quality quality = fault.quality();
    Long rate = quality.rateBitsPerSecond();
    add("rate", rate == null ? null : Quantities.bitsPerSecondText(rate));
    add("delay", quality.delayNanos() == null ? null : time(quality.delayNanos()));
    add("jitter", quality.jitterNanos() == null ? null : time(quality.jitterNanos()));
    add("loss", quality.loss());
    add("duplicate", quality.duplicate());
    add("corrupt", quality.corrupt());
    add("reorder", quality.reorder());
  }

  private void partition(FaultPlan.Partition fault) {
    words.add("partition " + String.join(",", fault.here()));
    words.add("from " + String.join(",", fault.there()));
    add("on", fault.link().isEmpty() ? null : fault.link());
  }

  private void add(String name, @Nullable Object value) {
    if (value != null) {
      words.add(name + " " + value);
    }
  }

  private static String time(long nanos) {
    return Quantities.nanosText(nanos);
  }
}
