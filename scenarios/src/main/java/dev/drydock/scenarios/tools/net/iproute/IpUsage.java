package dev.drydock.scenarios.tools.net.iproute;

/// What iproute2 says when asked for help, shortened to the commands that are understood here.
public final class IpUsage {
  public static final String IP =
      """
      Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }
      where  OBJECT := { address | link | maddress | monitor | neighbor | neighbour | netns |
                         route | rule }
             OPTIONS := { -V[ersion] | -s[tatistics] | -d[etails] | -br[ief] |
                          -4 | -6 | -0 | -o[neline] | -n[etns] name | -a[ll] |
                          -c[olor]}\
      """;

  public static final String ADDRESS =
      """
      Usage: ip address {add|change|replace} IFADDR dev IFNAME [ CONFFLAG-LIST ]
             ip address del IFADDR dev IFNAME
             ip address flush [ dev IFNAME ] [ scope SCOPE-ID ] [ to PREFIX ]
             ip address [ show [ dev IFNAME ] [ scope SCOPE-ID ] [ master DEVICE ]
                               [ type TYPE ] [ to PREFIX ] [ label LABEL ] [up] ]
      IFADDR := PREFIX [ broadcast ADDR ] [ label IFNAME ]\
      """;

  public static final String LINK =
      """
      Usage: ip link add [ link DEV ] [ name ] NAME type TYPE [ ARGS ]
             ip link delete DEVICE
             ip link set DEVICE [ { up | down } ] [ arp { on | off } ]
                                [ promisc { on | off } ] [ name NEWNAME ]
                                [ address LLADDR ] [ mtu MTU ] [ netns { PID | NAME } ]
                                [ master DEVICE ] [ nomaster ]
             ip link show [ DEVICE ] [ up ] [ master DEVICE ] [ type TYPE ]
      TYPE := { bridge | dummy | ipvlan | macvlan | veth | vlan }\
      """;

  public static final String ROUTE =
      """
      Usage: ip route { show | flush } SELECTOR
             ip route get ADDRESS [ from ADDRESS ] [ oif STRING ]
             ip route { add | del | change | append | replace } ROUTE\
      """;

  public static final String NEIGHBOUR =
      """
      Usage: ip neigh { add | del | change | replace }
                      { ADDR [ lladdr LLADDR ] [ nud STATE ] } [ dev DEV ]
             ip neigh { show | flush } [ to PREFIX ] [ dev DEV ] [ nud STATE ]\
      """;

  public static final String RULE = "Usage: ip rule [ list [ SELECTOR ]]";

  public static final String NETNS =
      """
      Usage:\tip netns list
      \tip netns add NAME
      \tip [-all] netns delete [NAME]
      \tip [-all] netns exec [NAME] cmd ...\
      """;

  private IpUsage() {}
}
