package dev.drydock.scenarios.plan;

import dev.drydock.scenarios.model.Link;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that goes wrong for a while.
public sealed interface FaultPlan {

  /// After which it is as before; 0 for the rest of the run.
  long durationNanos();

  /// A change of a link; what is null stays as it is.
  ///
  /// @param link name of the link
  /// @param isDown whether it carries nothing at all
  /// @param quality what else changes
  record OfLink(String link, @Nullable Boolean isDown, Link.Quality quality, long durationNanos)
      implements FaultPlan {}

  /// Machines that do not hear each other.
  ///
  /// @param here machines of one side
  /// @param there machines of the other side
  /// @param link on this link only; empty for all
  record Partition(List<String> here, List<String> there, String link, long durationNanos)
      implements FaultPlan {
    /// Copies the lists.
    public Partition {
      here = List.copyOf(here);
      there = List.copyOf(there);
    }
  }

  /// A machine that is off for a while and starts anew.
  ///
  /// @param machine its name
  record Restart(String machine, long durationNanos) implements FaultPlan {}
}
