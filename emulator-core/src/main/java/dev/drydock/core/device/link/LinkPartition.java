package dev.drydock.core.device.link;

import java.util.List;

/// Two groups of cards on a link between which nothing passes.
///
/// @param here one group
/// @param there the other
public record LinkPartition(List<Nic> here, List<Nic> there) {
  /// Copies the lists.
  public LinkPartition {
    here = List.copyOf(here);
    there = List.copyOf(there);
  }

  boolean keepsApart(Nic from, Nic to) {
    return (here.contains(from) && there.contains(to))
        || (there.contains(from) && here.contains(to));
  }
}
