package dev.drydock.scenarios.tools.net.link;

import dev.drydock.scenarios.tools.net.iproute.Words;
import java.util.List;

/// The words of `ip link add` and `ip link set`, of which some may be shortened: so a device cannot
/// be called `a`, `b`, `d`, `l`, `m`, `n` or `t` where no `dev` or `name` stands before it
/// (`iplink_parse` of iproute2 6.1, run on Linux 6.18).
final class LinkWord {
  /// Those that are taken whole only, and end the search.
  private static final List<String> WHOLE =
      List.of(
          "up",
          "down",
          "name",
          "index",
          "mtu",
          "netns",
          "multicast",
          "allmulticast",
          "promisc",
          "trailers",
          "arp",
          "carrier",
          "vf",
          "vrf",
          "group",
          "mode",
          "state",
          "brd",
          "qlen");

  /// Those that may be shortened, in the order in which they are tried.
  private static final List<String> SHORTENED =
      List.of(
          "link",
          "address",
          "broadcast",
          "txqueuelen",
          "txqlen",
          "master",
          "nomaster",
          "dynamic",
          "type",
          "alias",
          "numtxqueues",
          "numrxqueues",
          "addrgenmode",
          "link-netnsid");

  private LinkWord() {}

  /// The whole word that is meant; the word itself when none is, which is a device then.
  static String of(String word) {
    if (WHOLE.contains(word)) {
      return word;
    }
    for (String known : SHORTENED) {
      if (Words.matches(word, known)) {
        return known;
      }
    }
    return word;
  }
}
