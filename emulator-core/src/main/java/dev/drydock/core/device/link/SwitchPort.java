package dev.drydock.core.device.link;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The settings of the port of a managed switch (IEEE 802.1Q) that a card is plugged into.
///
/// @param untagged the VLAN of frames without a tag, 0 to refuse them
/// @param tagged the VLANs that pass with a tag; empty for none
/// @param passesAll whether every VLAN passes with a tag
/// @param reflects whether a frame may leave where it came in (reflective relay, 802.1Qbg)
/// @param stationsMax source addresses the port accepts, 0 for any number (port security)
public record SwitchPort(
    int untagged, List<Integer> tagged, boolean passesAll, boolean reflects, int stationsMax) {
  /// The port of a switch that nobody has set up: all frames pass, tags and all.
  public static final SwitchPort PLAIN = new SwitchPort(1, List.of(), true, false, 0);

  /// Copies the list.
  public SwitchPort {
    tagged = List.copyOf(tagged);
  }

  /// A port of one VLAN, without tags.
  public static SwitchPort access(int vlan) {
    return new SwitchPort(vlan, List.of(), false, false, 0);
  }

  /// A port of several VLANs with tags, and one without.
  public static SwitchPort trunk(int untagged, List<Integer> tagged) {
    return new SwitchPort(untagged, tagged, false, false, 0);
  }

  /// The same, reflecting or not.
  public SwitchPort reflecting(boolean on) {
    return new SwitchPort(untagged, tagged, passesAll, on, stationsMax);
  }

  /// The same for a number of source addresses.
  public SwitchPort withStations(int most) {
    return new SwitchPort(untagged, tagged, passesAll, reflects, most);
  }

  /// The words of the scenario file.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (!passesAll) {
      text.append(tagged.isEmpty() ? "access " + untagged : "trunk " + tagged);
      text.append(tagged.isEmpty() ? "" : " native " + untagged);
    }
    text.append(reflects ? " reflect" : "");
    text.append(stationsMax > 0 ? " macs " + stationsMax : "");
    return text.toString().strip();
  }

  // Written out: records link theirs when first used, which a start-up cache cannot keep.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SwitchPort that
        && untagged == that.untagged
        && passesAll == that.passesAll
        && reflects == that.reflects
        && stationsMax == that.stationsMax
        && tagged.equals(that.tagged);
  }

  @Override
  public int hashCode() {
    return (((untagged * 31) + stationsMax) * 31) + tagged.hashCode();
  }
}
