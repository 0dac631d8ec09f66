package dev.drydock.core.app.dhcp;

/// What a server says to a request. A refusal has dnsmasq's words.
enum DhcpAnswer {
  YES(""),
  NOTHING(""),
  WRONG_SERVER("wrong server-ID"),
  WRONG_ADDRESS("wrong address"),
  NOT_FOUND("lease not found"),
  WRONG_NETWORK("wrong network"),
  NOT_AVAILABLE("address not available"),
  STATIC("static lease available"),
  RESERVED("address reserved"),
  IN_USE("address in use");

  /// The reason it gives; empty for none.
  final String words;

  DhcpAnswer(String words) {
    this.words = words;
  }
}
