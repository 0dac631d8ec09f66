package dev.drydock.scenarios.tools.net.ethtool;

import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.Offloads;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// The features of devices as `ethtool -k` of version 6.1 lists them, read off the devices of a
/// Linux 6.18: a veth, a bridge, `lo`, a virtio card and a VXLAN device. `+` and `-` are on and
/// off, `1` and `0` the same and fixed. Those that the model does not know are always as they
/// stand.
final class DeviceFeatures {
  private static final String TABLE =
      """
      rx-checksumming +011+
      tx-checksumming +++++
        tx-checksum-ipv4 00000
        tx-checksum-ip-generic ++1++
        tx-checksum-ipv6 00000
        tx-checksum-fcoe-crc 00000
        tx-checksum-sctp +0100
      scatter-gather +++++
        tx-scatter-gather ++1++
        tx-scatter-gather-fraglist ++10+
      tcp-segmentation-offload +++++
        tx-tcp-segmentation +++++
        tx-tcp-ecn-segmentation +++0+
        tx-tcp-mangleid-segmentation +++-+
        tx-tcp6-segmentation +++++
        tx-tcp-accecn-segmentation +++0+
      generic-segmentation-offload +++++
      generic-receive-offload -++++
      large-receive-offload 00000
      rx-vlan-offload +0000
      tx-vlan-offload ++000
      ntuple-filters 00000
      receive-hashing 00000
      highdma ++110
      rx-vlan-filter 00000
      vlan-challenged 00100
      tx-gso-robust 0+010
      tx-fcoe-segmentation 0+000
      tx-gre-segmentation ++000
      tx-gre-csum-segmentation ++000
      tx-ipxip4-segmentation ++000
      tx-ipxip6-segmentation ++000
      tx-udp_tnl-segmentation ++000
      tx-udp_tnl-csum-segmentation ++000
      tx-gso-partial 0+000
      tx-tunnel-remcsum-segmentation 0+000
      tx-sctp-segmentation +++0+
      tx-esp-segmentation 0+000
      tx-udp-segmentation +++0+
      tx-gso-list +++0+
      tx-nocache-copy --0--
      loopback 00100
      rx-fcs 00000
      rx-all 00000
      tx-vlan-stag-hw-insert ++000
      rx-vlan-stag-hw-parse +0000
      rx-vlan-stag-filter 00000
      l2-fwd-offload 00000
      hw-tc-offload 00000
      esp-hw-offload 00000
      esp-tx-csum-hw-offload 00000
      rx-udp_tunnel-port-offload 00000
      tls-hw-tx-offload 00000
      tls-hw-rx-offload 00000
      rx-gro-hw 00010
      tls-hw-record 00000
      rx-gro-list -----
      macsec-hw-offload 00000
      rx-udp-gro-forwarding -----
      hsr-tag-ins-offload 00000
      hsr-tag-rm-offload 00000
      hsr-fwd-offload 00000
      hsr-dup-offload 00000
      """;

  private static final Map<String, Integer> FLAGS =
      Map.ofEntries(
          Map.entry("rx-checksumming", Offloads.RX_CHECKSUM),
          Map.entry("tx-checksum-ip-generic", Offloads.TX_CHECKSUM),
          Map.entry("tx-checksum-sctp", Offloads.SCTP_CHECKSUM),
          Map.entry("tx-scatter-gather", Offloads.SCATTER_GATHER),
          Map.entry("tx-scatter-gather-fraglist", Offloads.FRAGMENT_LIST),
          Map.entry("tx-tcp-segmentation", Offloads.TSO),
          Map.entry("tx-tcp-ecn-segmentation", Offloads.TSO_ECN),
          Map.entry("tx-tcp-mangleid-segmentation", Offloads.TSO_MANGLE_ID),
          Map.entry("tx-tcp6-segmentation", Offloads.TSO6),
          Map.entry("tx-tcp-accecn-segmentation", Offloads.TSO_ACCECN),
          Map.entry("tx-udp-segmentation", Offloads.UDP_SEGMENTATION),
          Map.entry("generic-segmentation-offload", Offloads.GSO),
          Map.entry("generic-receive-offload", Offloads.GRO));

  /// The order in which the kernel numbers those that can change (`NETIF_F_..._BIT`).
  private static final List<String> NUMBERED =
      List.of(
          "tx-scatter-gather",
          "tx-checksum-ipv4",
          "tx-checksum-ip-generic",
          "tx-checksum-ipv6",
          "tx-scatter-gather-fraglist",
          "tx-generic-segmentation",
          "rx-gro",
          "rx-lro",
          "tx-tcp-segmentation",
          "tx-tcp-ecn-segmentation",
          "tx-tcp-mangleid-segmentation",
          "tx-tcp6-segmentation",
          "tx-udp-segmentation",
          "tx-tcp-accecn-segmentation",
          "tx-checksum-fcoe-crc",
          "tx-checksum-sctp",
          "rx-ntuple-filter",
          "rx-hashing",
          "rx-checksum");

  /// What the kernel calls those that the list calls otherwise.
  private static final Map<String, String> BITS =
      Map.of(
          "rx-checksumming", "rx-checksum",
          "generic-segmentation-offload", "tx-generic-segmentation",
          "generic-receive-offload", "rx-gro",
          "large-receive-offload", "rx-lro",
          "rx-vlan-offload", "rx-vlan-hw-parse",
          "tx-vlan-offload", "tx-vlan-hw-insert",
          "ntuple-filters", "rx-ntuple-filter",
          "receive-hashing", "rx-hashing");

  /// The short words.
  private static final Map<String, List<String>> GROUPS =
      Map.ofEntries(
          Map.entry("rx", List.of("rx-checksum")),
          Map.entry(
              "tx",
              List.of(
                  "tx-checksum-ipv4",
                  "tx-checksum-ip-generic",
                  "tx-checksum-ipv6",
                  "tx-checksum-fcoe-crc",
                  "tx-checksum-sctp")),
          Map.entry("sg", List.of("tx-scatter-gather", "tx-scatter-gather-fraglist")),
          Map.entry(
              "tso",
              List.of(
                  "tx-tcp-segmentation",
                  "tx-tcp-ecn-segmentation",
                  "tx-tcp-mangleid-segmentation",
                  "tx-tcp6-segmentation")),
          Map.entry("gso", List.of("tx-generic-segmentation")),
          Map.entry("gro", List.of("rx-gro")),
          Map.entry("lro", List.of("rx-lro")),
          Map.entry("rxvlan", List.of("rx-vlan-hw-parse")),
          Map.entry("txvlan", List.of("tx-vlan-hw-insert")),
          Map.entry("ntuple", List.of("rx-ntuple-filter")),
          Map.entry("rxhash", List.of("rx-hashing")));

  /// The words that stand for the short ones.
  private static final Map<String, String> LONG =
      Map.of(
          "rx-checksumming", "rx",
          "tx-checksumming", "tx",
          "scatter-gather", "sg",
          "tcp-segmentation-offload", "tso",
          "generic-segmentation-offload", "gso",
          "generic-receive-offload", "gro");

  private DeviceFeatures() {}

  /// One line of the list.
  ///
  /// @param shown the word in the list
  /// @param bit the kernel's word
  /// @param flag of [Offloads]; 0 for one the model does not know
  /// @param isPart whether it stands under another
  /// @param on as the kernel makes the device
  record Feature(String shown, String bit, int flag, boolean isPart, boolean on, boolean fixed) {
    /// Whether it is on, of a device with these.
    boolean isOn(int offloads) {
      return (flag == 0 || fixed) ? on : (offloads & flag) != 0;
    }

    /// Whether it can be changed.
    boolean isKnown() {
      return flag != 0 && !fixed;
    }
  }

  /// The list for a device.
  static List<Feature> of(NetDevice device) {
    int column = column(device.kind());
    List<Feature> all = new ArrayList<>();
    TABLE
        .lines()
        .forEach(line -> {
          String shown = line.strip().substring(0, line.strip().indexOf(' '));
          char state = line.charAt(line.length() - 5 + column);
          all.add(
              new Feature(
                  shown,
                  BITS.getOrDefault(shown, shown),
                  FLAGS.getOrDefault(shown, 0),
                  line.startsWith(" "),
                  state == '+' || state == '1',
                  state == '0' || state == '1'));
        });
    return all;
  }

  /// The same in the order of the kernel's numbers.
  static List<Feature> numbered(List<Feature> all) {
    List<Feature> sorted = new ArrayList<>(all);
    sorted.sort(Comparator.comparingInt(DeviceFeatures::number));
    return sorted;
  }

  private static int number(Feature feature) {
    int number = NUMBERED.indexOf(feature.bit());
    return number < 0 ? NUMBERED.size() : number;
  }

  private static int column(DeviceKind kind) {
    return switch (kind) {
      case VETH, DUMMY, MACVLAN, IPVLAN, VLAN -> 0;
      case BRIDGE -> 1;
      case LOOPBACK -> 2;
      case PHYSICAL -> 3;
      case VXLAN -> 4;
    };
  }

  /// The kernel's words for what a user names; empty for a word there is not.
  static List<String> bits(String word, List<Feature> all) {
    List<String> group = GROUPS.get(LONG.getOrDefault(word, word));
    if (group != null) {
      return group;
    }
    return all.stream().map(Feature::bit).filter(word::equals).toList();
  }
}
