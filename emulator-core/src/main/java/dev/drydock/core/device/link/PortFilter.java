package dev.drydock.core.device.link;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Vlan;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.util.BitSet;

/// One port of a managed switch at work: which VLAN a frame belongs to on its way in, and which
/// form it has on its way out. Tags of 802.1Q count; a service tag is payload.
final class PortFilter {
  private final SwitchPort settings;
  private final BitSet tagged = new BitSet(Vlan.ID_MASK);
  private final LongOpenHashSet stations = new LongOpenHashSet();

  PortFilter(SwitchPort settings) {
    this.settings = settings;
    settings.tagged().forEach(tagged::set);
    if (settings.passesAll()) {
      tagged.set(1, Vlan.ID_MASK);
    }
  }

  boolean reflects() {
    return settings.reflects();
  }

  /// The control field of a frame that comes in, with the VLAN it belongs to, and takes its tag
  /// off.
  ///
  /// @return -1 for a frame the port refuses
  int comesIn(Frame frame) {
    byte[] data = frame.data();
    int at = frame.offset();
    boolean hasTag = Ethernet.type(data, at) == Ethernet.VLAN;
    int control = hasTag ? Bytes.u16(data, at + Ethernet.HEADER_BYTES) : 0;
    int vlan = control & Vlan.ID_MASK;
    if (vlan != 0 && !tagged.get(vlan)) {
      return -1;
    }
    if (hasTag) {
      Vlan.remove(data, at);
      frame.pull(Vlan.TAG_BYTES);
    }
    if (vlan != 0) {
      return control;
    }
    return settings.untagged() == 0 ? -1 : control | settings.untagged();
  }

  /// Whether a frame of a VLAN may leave here.
  boolean lets(int vlan) {
    return vlan == settings.untagged() || tagged.get(vlan);
  }

  /// Puts the tag on where the VLAN has one here.
  void goesOut(Frame frame, int control) {
    if ((control & Vlan.ID_MASK) != settings.untagged()) {
      int at = frame.push(Vlan.TAG_BYTES);
      Vlan.insert(frame.data(), at, Ethernet.VLAN, control);
    }
  }

  /// Whether a source address may be used: known, or still one of the first.
  boolean admits(long source) {
    int most = settings.stationsMax();
    if (most == 0 || stations.contains(source)) {
      return true;
    }
    return stations.size() < most && stations.add(source);
  }
}
