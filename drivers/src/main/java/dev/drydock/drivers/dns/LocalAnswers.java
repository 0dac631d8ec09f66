package dev.drydock.drivers.dns;

import dev.drydock.core.app.dns.DnsData;
import dev.drydock.core.app.dns.DnsMessage;
import dev.drydock.core.app.dns.DnsName;
import dev.drydock.core.app.dns.DnsQuestion;
import dev.drydock.core.app.dns.DnsRecord;
import dev.drydock.core.app.dns.DnsType;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.IpAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the engine answers of its own knowledge (libnetwork `handleIPQuery`, `handlePTRQuery`,
/// `handleMXQuery`).
final class LocalAnswers {
  /// `respTTL`.
  private static final long TTL_SECONDS = 600;

  private final NameSource names;
  private final RandomStream random;

  LocalAnswers(NameSource names, RandomStream random) {
    this.names = names;
    this.random = random;
  }

  /// The response to a query; null when it is about something else. A name that is known has no
  /// address of the other family, and no mail server, rather than being asked for elsewhere.
  @Nullable DnsMessage answer(DnsMessage query, DnsQuestion question) {
    return switch (question.type()) {
      case DnsType.A, DnsType.AAAA -> addresses(query, question);
      case DnsType.PTR -> pointer(query, question);
      case DnsType.MX -> names.addresses(question.name()).isEmpty() ? null : empty(query);
      default -> null;
    };
  }

  /// A response without records.
  static DnsMessage empty(DnsMessage query) {
    return query.response(DnsMessage.RA);
  }

  private @Nullable DnsMessage addresses(DnsMessage query, DnsQuestion question) {
    List<IpAddress> all = names.addresses(question.name());
    if (all.isEmpty()) {
      return null;
    }
    boolean wantsV6 = question.type() == DnsType.AAAA;
    List<IpAddress> wanted =
        new ArrayList<>(all.stream().filter(a -> a.isV6() == wantsV6).toList());
    shuffle(wanted);
    List<DnsRecord> answers = new ArrayList<>();
    for (IpAddress address : wanted) {
      answers.add(
          DnsRecord.of(
              question.name(), question.type(), TTL_SECONDS, new DnsData.Address(address)));
    }
    return empty(query).withAnswers(answers);
  }

  /// Fisher and Yates (`shuffleAddr`): any order, not one after the other.
  private void shuffle(List<IpAddress> addresses) {
    for (int i = addresses.size() - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      IpAddress kept = addresses.get(i);
      addresses.set(i, addresses.get(other));
      addresses.set(other, kept);
    }
  }

  private @Nullable DnsMessage pointer(DnsMessage query, DnsQuestion question) {
    IpAddress address = DnsName.addressOf(question.name());
    String name = address == null ? "" : names.nameOf(address);
    if (name.isEmpty()) {
      return null;
    }
    return empty(query)
        .withAnswers(
            List.of(
                DnsRecord.of(question.name(), DnsType.PTR, TTL_SECONDS, new DnsData.Name(name))));
  }
}
