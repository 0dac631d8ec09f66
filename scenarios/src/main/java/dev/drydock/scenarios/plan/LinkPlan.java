package dev.drydock.scenarios.plan;

import java.util.List;

/// A cable, or with more than two ends a learning switch without spanning tree.
///
/// @param name name in the file
/// @param rateBitsPerSecond 0 for no limit
/// @param delayNanos one way
/// @param jitterNanos spread of the delay, uniform around it
/// @param loss part of the frames lost, 0 to 1
/// @param queueFramesMax frames that wait for the rate in one direction
/// @param ends NICs on it, in the order of the file
public record LinkPlan(
    String name,
    long rateBitsPerSecond,
    long delayNanos,
    long jitterNanos,
    double loss,
    int queueFramesMax,
    List<End> ends) {

  /// Copies the ends.
  public LinkPlan {
    ends = List.copyOf(ends);
  }

  /// One NIC on a link.
  public record End(String machine, String nic) {
    @Override
    public String toString() {
      return machine + "/" + nic;
    }
  }
}
