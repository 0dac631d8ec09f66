package dev.drydock.scenarios.tools;

import java.util.Map;

/// What BusyBox says when a command line is wrong (`bb_show_usage`), cut after the first line of
/// the usage.
public final class BusyboxUsage {
  private static final String BANNER =
      "BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.\n\nUsage: ";

  private static final Map<String, String> USAGE =
      Map.ofEntries(
          Map.entry("busybox", "busybox [function [arguments]...]"),
          Map.entry(
              "cp",
              """
              cp [-arPLHpfinlsTu] SOURCE DEST
              or: cp [-arPLHpfinlsu] SOURCE... { -t DIRECTORY | DIRECTORY }

              Copy SOURCEs to DEST\
              """),
          Map.entry(
              "mv",
              """
              mv [-finT] SOURCE DEST
              or: mv [-fin] SOURCE... { -t DIRECTORY | DIRECTORY }

              Rename SOURCE to DEST, or move SOURCEs to DIRECTORY\
              """),
          Map.entry(
              "ping",
              """
              ping [OPTIONS] HOST

              Send ICMP ECHO_REQUESTs to HOST

              \t-4,-6\t\tForce IP or IPv6 name resolution
              \t-c CNT\t\tSend only CNT pings
              \t-s SIZE\t\tSend SIZE data bytes in packets (default 56)
              \t-i SECS\t\tInterval
              \t-A\t\tPing as soon as reply is received
              \t-t TTL\t\tSet TTL
              \t-I IFACE/IP\tSource interface or IP address
              \t-W SEC\t\tSeconds to wait for the first response (default 10)
              \t\t\t(after all -c CNT packets are sent)
              \t-w SEC\t\tSeconds until ping exits (default:infinite)
              \t\t\t(can exit earlier with -c CNT)
              \t-q\t\tQuiet, only display output at start/finish
              \t-p HEXBYTE\tPayload pattern\
              """),
          Map.entry("ping6", "ping6 [OPTIONS] HOST"),
          Map.entry(
              "arping", "arping [-fqbDUA] [-c CNT] [-w TIMEOUT] [-I IFACE] [-s SRC_IP] DST_IP"),
          Map.entry(
              "ip",
              """
              ip [OPTIONS] address|route|link|tunnel|neigh|rule [ARGS]

              OPTIONS := -f[amily] inet|inet6|link | -o[neline]

              ip addr add|del IFADDR dev IFACE | show|flush [dev IFACE] [to PREFIX]
              ip route list|flush|add|del|change|append|replace|test ROUTE
              ip link set IFACE [up|down] [arp on|off] [multicast on|off]
              \t[promisc on|off] [mtu NUM] [name NAME] [qlen NUM] [address MAC]
              \t[master IFACE | nomaster] [netns PID]
              ip tunnel add|change|del|show [NAME]
              \t[mode ipip|gre|sit] [remote ADDR] [local ADDR] [ttl TTL]
              ip neigh show|flush [to PREFIX] [dev DEV] [nud STATE]
              ip rule [list] | add|del SELECTOR ACTION\
              """),
          Map.entry(
              "hostname",
              """
              hostname [-sidf] [HOSTNAME | -F FILE]

              Show or set hostname or DNS domain name

              \t-s\tShort
              \t-i\tAddresses for the hostname
              \t-d\tDNS domain name
              \t-f\tFully qualified domain name
              \t-F FILE\tUse FILE's content as hostname\
              """),
          Map.entry(
              "netstat",
              """
              netstat [-ral] [-tuwx] [-en]

              Display networking information

              \t-r\tRouting table
              \t-a\tAll sockets
              \t-l\tListening sockets
              \t\tElse: connected sockets
              \t-t\tTCP sockets
              \t-u\tUDP sockets
              \t-w\tRaw sockets
              \t-x\tUnix sockets
              \t\tElse: all socket types
              \t-e\tOther/more information
              \t-n\tDon't resolve names\
              """),
          Map.entry(
              "ps",
              """
              ps [-o COL1,COL2=HEADER] [-T]

              Show list of processes

              \t-o COL1,COL2=HEADER\tSelect columns for display
              \t-T\t\t\tShow threads\
              """),
          Map.entry(
              "httpd",
              "httpd [-ifv[v]] [-c CONFFILE] [-p [IP:]PORT] [-u USER[:GRP]] [-r REALM]"
                  + " [-h HOME]\nor httpd -d/-e/-m STRING"),
          Map.entry(
              "traceroute",
              "traceroute [-46IFlnrv] [-f 1ST_TTL] [-m MAXTTL] [-q PROBES] [-p PORT]\n"
                  + "\t[-t TOS] [-w WAIT_SEC]"
                  + " [-s SRC_IP] [-i IFACE]\n\t[-z PAUSE_MSEC] HOST [BYTES]"));

  private BusyboxUsage() {}

  /// The usage of a command.
  public static CommandFailure of(String command) {
    return new CommandFailure(1, BANNER + USAGE.getOrDefault(command, command));
  }

  /// What is wrong, and the usage.
  public static CommandFailure wrong(String command, String what) {
    return new CommandFailure(
        1, command + ": " + what + "\n" + BANNER + USAGE.getOrDefault(command, command));
  }
}
