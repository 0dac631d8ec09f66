package dev.drydock.scenarios.tools.dns;

import dev.drydock.core.app.dns.DnsMessage;
import dev.drydock.core.app.dns.DnsRecord;
import dev.drydock.core.app.dns.DnsType;

/// What one look-up of `dig` is to be, and what is shown of it.
final class DigOptions {
  /// What BIND 9.18 says it can take in a datagram.
  static final int EDNS_BYTES = 1232;

  String name = "";
  int type = DnsType.A;
  boolean typeSet;
  int questionClass = DnsRecord.INTERNET;
  boolean classSet;
  String server = "";
  int port = DnsMessage.PORT;
  boolean tcp;
  boolean tcpSet;
  boolean ignoresTruncation;
  boolean recursion = true;
  boolean authentic = true;
  boolean checkingDisabled;
  boolean edns = true;
  boolean cookie = true;
  boolean dnssec;
  int ednsBytes = EDNS_BYTES;
  boolean searches;
  int timeoutSeconds = 5;
  int tries = 3;
  boolean shorts;
  boolean comments = true;
  boolean question = true;
  boolean answer = true;
  boolean authority = true;
  boolean additional = true;
  boolean statistics = true;
  boolean ttl = true;
  boolean showsClass = true;
  boolean showsQuery;

  DigOptions() {}

  /// The same for another look-up.
  DigOptions copy() {
    DigOptions copy = new DigOptions();
    copy.name = name;
    copy.type = type;
    copy.typeSet = typeSet;
    copy.questionClass = questionClass;
    copy.classSet = classSet;
    copy.server = server;
    copy.port = port;
    copy.tcp = tcp;
    copy.tcpSet = tcpSet;
    copy.ignoresTruncation = ignoresTruncation;
    copy.recursion = recursion;
    copy.authentic = authentic;
    copy.checkingDisabled = checkingDisabled;
    copy.edns = edns;
    copy.cookie = cookie;
    copy.dnssec = dnssec;
    copy.ednsBytes = ednsBytes;
    copy.searches = searches;
    copy.timeoutSeconds = timeoutSeconds;
    copy.tries = tries;
    copy.shorts = shorts;
    copy.comments = comments;
    copy.question = question;
    copy.answer = answer;
    copy.authority = authority;
    copy.additional = additional;
    copy.statistics = statistics;
    copy.ttl = ttl;
    copy.showsClass = showsClass;
    copy.showsQuery = showsQuery;
    return copy;
  }

  /// Shows everything, or nothing.
  void showAll(boolean on) {
    comments = on;
    question = on;
    answer = on;
    authority = on;
    additional = on;
    statistics = on;
  }
}
