package dev.drydock.core.device;

import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;

/// What passed in each VLAN (Linux `struct pcpu_sw_netstats` of a `net_bridge_vlan`): of a bridge
/// as a whole, or with `vlan_stats_per_port` of one port. Bytes are those behind the Ethernet
/// header (`__allowed_ingress`, `br_handle_vlan`).
public final class VlanCounts {
  /// Frames and bytes that came in, frames and bytes that went out, by VLAN.
  private final Int2ObjectOpenHashMap<long[]> counts = new Int2ObjectOpenHashMap<>();

  VlanCounts() {}

  void in(int vlan, int bytes) {
    long[] row = row(vlan);
    row[0]++;
    row[1] += bytes;
  }

  void out(int vlan, int bytes) {
    long[] row = row(vlan);
    row[2]++;
    row[3] += bytes;
  }

  private long[] row(int vlan) {
    long[] row = counts.get(vlan);
    if (row == null) {
      row = new long[4];
      counts.put(vlan, row);
    }
    return row;
  }

  /// What passed in a VLAN.
  public Row of(int vlan) {
    long[] row = counts.get(vlan);
    return row == null ? new Row(0, 0, 0, 0) : new Row(row[0], row[1], row[2], row[3]);
  }

  /// Frames and bytes each way.
  public record Row(long framesIn, long bytesIn, long framesOut, long bytesOut) {}
}
