package dev.drydock.core.device;

import dev.drydock.core.device.stp.PortState;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Vlan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The VLANs of a bridge port, or of the bridge itself (Linux `struct net_bridge_vlan_group`,
/// `net/bridge/br_vlan.c`). They count while the bridge has `vlan_filtering` on. Every port begins
/// in VLAN 1, without tag.
///
/// While a frame is in the bridge its tag is out of its bytes and stands in [Frame#vlanControl].
public final class PortVlans {
  /// The VLAN of a new port: vlan_default_pvid.
  public static final int DEFAULT = 1;

  private final BitSet members = new BitSet();
  private final BitSet untagged = new BitSet();
  private int pvid;

  /// VLANs that were closed: nothing comes in, or nothing goes out; null while all are open.
  private @Nullable BitSet closedIn;

  private @Nullable BitSet closedOut;

  private @Nullable VlanCounts counts;
  private @Nullable VlanCounts ownCounts;

  /// The VLANs of a new port.
  ///
  /// @param first the VLAN it begins in, without a tag; 0 for none
  PortVlans(int first) {
    pvid = first;
    if (first != 0) {
      members.set(first);
      untagged.set(first);
    }
  }

  /// Another VLAN becomes the default of the bridge (`__br_vlan_set_default_pvid`): a port that is
  /// still in the old one as it was made follows.
  void changeDefault(int before, int now) {
    boolean isAsMade = before == 0 ? pvid == 0 : pvid == before && untagged.get(before);
    if (!isAsMade || (now != 0 && members.get(now))) {
      return;
    }
    if (now != 0) {
      add(new Membership(now, true, true));
    }
    if (before != 0) {
      remove(before);
    }
  }

  /// A VLAN of a port.
  ///
  /// @param isPvid frames without a tag belong to it
  /// @param isUntagged its frames leave without a tag
  public record Membership(int id, boolean isPvid, boolean isUntagged) {}

  /// The VLANs, by number.
  public List<Membership> list() {
    List<Membership> list = new ArrayList<>();
    for (int id = members.nextSetBit(0); id >= 0; id = members.nextSetBit(id + 1)) {
      list.add(new Membership(id, id == pvid, untagged.get(id)));
    }
    return list;
  }

  /// Adds a VLAN, or changes its flags.
  public void add(Membership wanted) {
    members.set(wanted.id);
    untagged.set(wanted.id, wanted.isUntagged);
    if (wanted.isPvid) {
      pvid = wanted.id;
    } else if (pvid == wanted.id) {
      pvid = 0;
    }
  }

  /// Takes a VLAN away.
  ///
  /// @return false when the port is not in it
  public boolean remove(int id) {
    if (!members.get(id)) {
      return false;
    }
    members.clear(id);
    untagged.clear(id);
    if (pvid == id) {
      pvid = 0;
    }
    return true;
  }

  /// What passed here, where each port counts for itself.
  VlanCounts ownCounts() {
    if (ownCounts == null) {
      ownCounts = new VlanCounts();
    }
    return ownCounts;
  }

  /// Counts what passes from now on; null for no longer.
  void count(@Nullable VlanCounts newCounts) {
    counts = newCounts;
  }

  /// Opens or closes a VLAN as the spanning tree opens and closes ports (`br_vlan_set_state`).
  ///
  /// @return false when the port is not in it
  public boolean setState(int id, PortState state) {
    if (!members.get(id)) {
      return false;
    }
    if (closedIn == null || closedOut == null) {
      closedIn = new BitSet();
      closedOut = new BitSet();
    }
    closedIn.set(id, state != PortState.FORWARDING && state != PortState.LEARNING);
    closedOut.set(id, state != PortState.FORWARDING);
    return true;
  }

  /// Finds the VLAN of a frame that comes in and takes the tag out of its bytes
  /// (`__allowed_ingress`). A tag of another protocol is payload.
  ///
  /// @param protocol the EtherType of the bridge's tags
  /// @return false for a frame the port must not have
  boolean comesIn(Frame frame, int protocol) {
    byte[] data = frame.data();
    int at = frame.offset();
    boolean hasTag = Ethernet.type(data, at) == protocol;
    int control = hasTag ? Bytes.u16(data, at + Ethernet.HEADER_BYTES) : 0;
    int id = control & Vlan.ID_MASK;
    if (id == 0) {
      id = pvid;
      control |= pvid;
    }
    if (!members.get(id) || (closedIn != null && closedIn.get(id))) {
      return false;
    }
    if (hasTag) {
      Vlan.remove(data, at);
      frame.pull(Vlan.TAG_BYTES);
    }
    frame.vlanControl = control;
    if (counts != null) {
      counts.in(id, frame.length() - Ethernet.HEADER_BYTES);
    }
    return true;
  }

  /// Whether a frame of a VLAN may leave here (`br_allowed_egress`).
  boolean lets(Frame frame) {
    int id = frame.vlanControl & Vlan.ID_MASK;
    return members.get(id) && (closedOut == null || !closedOut.get(id));
  }

  /// Puts the tag into the bytes, unless the VLAN goes without one here (`br_handle_vlan`).
  void goesOut(Frame frame, int protocol) {
    int id = frame.vlanControl & Vlan.ID_MASK;
    if (counts != null) {
      counts.out(id, frame.length() - Ethernet.HEADER_BYTES);
    }
    if (!untagged.get(id)) {
      int at = frame.push(Vlan.TAG_BYTES);
      Vlan.insert(frame.data(), at, protocol, frame.vlanControl);
    }
    frame.vlanControl = 0;
  }
}
