package dev.drydock.scenarios.tools;

import java.util.Map;

/// What BusyBox says when a command line is wrong (`bb_show_usage`), cut after the first line of
/// the usage.
public final class BusyboxUsage {
  private static final String BANNER =
      "BusyBox v1.35.0 (Debian 1:1.35.0-4+b7) multi-call binary.\n\nUsage: ";

  private static final Map<String, String> USAGE =
      Map.of(
          "ping", "ping [OPTIONS] HOST",
          "ping6", "ping6 [OPTIONS] HOST",
          "arping", "arping [-fqbDUA] [-c CNT] [-w TIMEOUT] [-I IFACE] [-s SRC_IP] DST_IP",
          "ip", "ip [OPTIONS] address|route|link|neigh|rule [ARGS]",
          "hostname",
              """
              hostname [-sidf] [HOSTNAME | -F FILE]

              Show or set hostname or DNS domain name

              \t-s\tShort
              \t-i\tAddresses for the hostname
              \t-d\tDNS domain name
              \t-f\tFully qualified domain name
              \t-F FILE\tUse FILE's content as hostname\
              """,
          "traceroute",
              "traceroute [-46IFlnrv] [-f 1ST_TTL] [-m MAXTTL] [-q PROBES] [-p PORT]\n"
                  + "\t[-t TOS] [-w WAIT_SEC]"
                  + " [-s SRC_IP] [-i IFACE]\n\t[-z PAUSE_MSEC] HOST [BYTES]");

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
