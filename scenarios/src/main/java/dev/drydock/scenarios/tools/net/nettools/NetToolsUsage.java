package dev.drydock.scenarios.tools.net.nettools;

/// How the old tools are used, in their own words: net-tools 2.10, BusyBox 1.35.
final class NetToolsUsage {
  private NetToolsUsage() {}

  /// `route`.
  static final String ROUTE =
      """
      Usage: route [-nNvee] [-FC] [<AF>]           List kernel routing tables
             route [-v] [-FC] {add|del|flush} ...  Modify routing table for AF.

             route {-h|--help} [<AF>]              Detailed usage syntax for specified AF.
             route {-V|--version}                  Display version/author and exit.

              -v, --verbose            be verbose
              -n, --numeric            don't resolve names
              -e, --extend             display other/more information
              -F, --fib                display Forwarding Information Base (default)
              -C, --cache              display routing cache instead of FIB

        <AF>=Use -4, -6, '-A <af>' or '--<af>'; default: inet
        List of possible address families (which support routing):
          inet (DARPA Internet) inet6 (IPv6) ax25 (AMPR AX.25)
          netrom (AMPR NET/ROM) rose (AMPR ROSE) ipx (Novell IPX)
          ddp (Appletalk DDP) x25 (CCITT X.25)\
      """;

  /// `route add` and `route del`.
  static final String ROUTE_CHANGE =
      """
      Usage: inet_route [-vF] del {-host|-net} Target[/prefix] [gw Gw] [metric M] [[dev] If]
             inet_route [-vF] add {-host|-net} Target[/prefix] [gw Gw] [metric M]
                                    [netmask N] [mss Mss] [window W] [irtt I]
                                    [mod] [dyn] [reinstate] [[dev] If]
             inet_route [-vF] add {-host|-net} Target[/prefix] [metric M] reject
             inet_route [-FC] flush      NOT supported\
      """;

  /// `route` of BusyBox.
  static final String BUSYBOX_ROUTE =
      """
      BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.

      Usage: route [-ne] [-A inet[6]] [{add|del} [-net|-host] TARGET [netmask MASK]
      \t[gw GATEWAY] [metric N] [mss BYTES] [window BYTES] [reject] [IFACE]]

      Show or edit kernel routing tables

      \t-n\tDon't resolve names
      \t-e\tDisplay other/more information
      \t-A inet[6]\tSelect address family\
      """;

  /// `arp`.
  static final String ARP =
      """
      Usage:
        arp [-vn]  [<HW>] [-i <if>] [-a] [<hostname>]             <-Display ARP cache
        arp [-v]          [-i <if>] -d  <host> [pub]               <-Delete ARP entry
        arp [-vnD] [<HW>] [-i <if>] -f  [<filename>]            <-Add entry from file
        arp [-v]   [<HW>] [-i <if>] -s  <host> <hwaddr> [temp]            <-Add entry
        arp [-v]   [<HW>] [-i <if>] -Ds <host> <if> [netmask <nm>] pub          <-''-

              -a                       display (all) hosts in alternative (BSD) style
              -e                       display (all) hosts in default (Linux) style
              -s, --set                set a new ARP entry
              -d, --delete             delete a specified entry
              -v, --verbose            be verbose
              -n, --numeric            don't resolve names
              -i, --device             specify network interface (e.g. eth0)
              -D, --use-device         read <hwaddr> from given device
              -A, -p, --protocol       specify protocol family
              -f, --file               read new entries from file or from /etc/ethers

        <HW>=Use '-H <hw>' to specify hardware address type. Default: ether
        List of possible hardware types (which support ARP):
          ash (Ash) ether (Ethernet) ax25 (AMPR AX.25)
          netrom (AMPR NET/ROM) rose (AMPR ROSE) arcnet (ARCnet)
          dlci (Frame Relay DLCI) fddi (Fiber Distributed Data Interface) hippi (HIPPI)
          irda (IrLAP) x25 (generic X.25) eui64 (Generic EUI-64)\
      """;

  /// `arp` of BusyBox.
  static final String BUSYBOX_ARP =
      """
      BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.

      Usage: arp
      [-vn]\t[-H HWTYPE] [-i IF] -a [HOSTNAME]
      [-v]\t\t    [-i IF] -d HOSTNAME [pub]
      [-v]\t[-H HWTYPE] [-i IF] -s HOSTNAME HWADDR [temp]
      [-v]\t[-H HWTYPE] [-i IF] -s HOSTNAME HWADDR [netmask MASK] pub
      [-v]\t[-H HWTYPE] [-i IF] -Ds HOSTNAME IFACE [netmask MASK] pub

      Manipulate ARP cache

      \t-a\t\tDisplay (all) hosts
      \t-d\t\tDelete ARP entry
      \t-s\t\tSet new entry
      \t-v\t\tVerbose
      \t-n\t\tDon't resolve names
      \t-i IF\t\tNetwork interface
      \t-D\t\tRead HWADDR from IFACE
      \t-A,-p AF\tProtocol family
      \t-H HWTYPE\tHardware address type\
      """;
}
