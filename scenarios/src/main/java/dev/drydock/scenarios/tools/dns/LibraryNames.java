package dev.drydock.scenarios.tools.dns;

import dev.drydock.core.app.dns.DnsData;
import dev.drydock.core.app.dns.DnsExchange;
import dev.drydock.core.app.dns.DnsMessage;
import dev.drydock.core.app.dns.DnsName;
import dev.drydock.core.app.dns.DnsQuestion;
import dev.drydock.core.app.dns.DnsRecord;
import dev.drydock.core.app.dns.DnsType;
import dev.drydock.core.app.dns.GlibcExchange;
import dev.drydock.core.app.dns.MuslExchange;
import dev.drydock.core.app.dns.ResolverConfig;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.ToolEntry;
import dev.drydock.scenarios.tools.names.HostsFile;
import dev.drydock.scenarios.tools.names.NameLookup;
import java.util.ArrayList;
import java.util.List;

/// Names as the C library of the place finds them: written addresses, `/etc/hosts`, then the name
/// servers of `/etc/resolv.conf`. glibc is everywhere but in images that have `musl`.
final class LibraryNames implements NameLookup {
  private static final String MUSL = "musl";

  private final HostsFile hosts = new HostsFile();
  private final QueryIds ids;

  /// The look-up.
  ///
  /// @param ids where identifications are drawn
  LibraryNames(QueryIds ids) {
    this.ids = ids;
  }

  @Override
  public Answer addresses(Invocation invocation, String name) {
    Answer written = hosts.addresses(invocation, name);
    if (written.addresses().size() > 1 && readsOneLine(invocation)) {
      IpAddress first = written.addresses().getFirst();
      return new Answer(Outcome.FOUND, written.canonicalName(), List.of(first));
    }
    if (written.addresses().size() > 1) {
      AddressOrder order = new AddressOrder(invocation.place().namespace(), isMusl(invocation));
      return new Answer(Outcome.FOUND, written.canonicalName(), order.sorted(written.addresses()));
    }
    if (written.outcome() == Outcome.FOUND || !DnsName.isValid(DnsName.of(name))) {
      return written;
    }
    return new Search(invocation).run(name);
  }

  @Override
  public String nameOf(Invocation invocation, IpAddress address) {
    String written = hosts.nameOf(invocation, address);
    if (!written.isEmpty()) {
      return written;
    }
    DnsQuestion question = DnsQuestion.of(DnsName.reverse(address), DnsType.PTR);
    DnsExchange exchange = new Search(invocation).ask(List.of(question));
    DnsMessage response = exchange.response(0);
    for (DnsRecord item : response == null ? List.<DnsRecord>of() : response.answers()) {
      if (item.data() instanceof DnsData.Name(String name)) {
        return name;
      }
    }
    return "";
  }

  /// Without `/etc/host.conf`, as in BusyBox's images, glibc takes the first line of `/etc/hosts`
  /// that has the name; Debian's file says `multi on`, and musl reads all. Seen in a container and
  /// on its machine.
  private static boolean readsOneLine(Invocation invocation) {
    return invocation.place().toolbox().has(ToolEntry.BUSYBOX) && !isMusl(invocation);
  }

  private static boolean isMusl(Invocation invocation) {
    return invocation.place().toolbox().flavours().contains(MUSL);
  }

  /// What one try came to.
  private enum Result {
    FOUND,
    NO_DATA,
    NO_NAME,
    FAILED
  }

  /// The search for one name.
  private final class Search {
    private final Invocation invocation;
    private final ResolverConfig config;
    private final Netns namespace;
    private final boolean musl;
    private final List<IpAddress> found = new ArrayList<>();
    private String canonical = "";

    Search(Invocation invocation) {
      this.invocation = invocation;
      this.config = NameServers.configured(invocation);
      this.namespace = invocation.place().namespace();
      this.musl = isMusl(invocation);
    }

    /// The name as it is first when it has dots enough, else behind the search domains
    /// (`res_search`); musl tries a name with dots enough only so (`name_from_dns_search`).
    Answer run(String name) {
      long dots = name.chars().filter(c -> c == '.').count();
      boolean absolute = name.endsWith(".");
      boolean asItIsFirst = absolute || dots >= config.ndots();
      Result result = Result.NO_NAME;
      if (asItIsFirst) {
        result = attempt(name);
      }
      boolean searches = !absolute && !(musl && asItIsFirst);
      if (result != Result.FOUND && searches) {
        result = search(name, result, asItIsFirst);
      }
      if (result == Result.FOUND) {
        List<IpAddress> sorted = new AddressOrder(namespace, musl).sorted(found);
        return new Answer(Outcome.FOUND, canonical, sorted);
      }
      return Answer.of(result == Result.FAILED ? Outcome.TEMPORARY_FAILURE : Outcome.UNKNOWN);
    }

    private Result search(String name, Result asItIs, boolean asItIsTried) {
      Result last = asItIs;
      for (String domain : config.search()) {
        last = attempt(name + "." + domain);
        if (last == Result.FOUND || last == Result.FAILED) {
          return last;
        }
      }
      return asItIsTried ? asItIs : attempt(name);
    }

    private Result attempt(String name) {
      String plain = DnsName.of(name);
      DnsExchange exchange =
          ask(List.of(DnsQuestion.of(plain, DnsType.A), DnsQuestion.of(plain, DnsType.AAAA)));
      Result result = Result.FAILED;
      for (int i = 0; i < 2; i++) {
        DnsMessage response = exchange.response(i);
        if (response == null) {
          continue;
        }
        take(plain, response);
        if (response.responseCode() == DnsMessage.NXDOMAIN) {
          result = result == Result.FAILED ? Result.NO_NAME : result;
        } else if (response.responseCode() == DnsMessage.NOERROR) {
          result = Result.NO_DATA;
        }
      }
      return found.isEmpty() ? result : Result.FOUND;
    }

    private void take(String name, DnsMessage response) {
      if (canonical.isEmpty() || found.isEmpty()) {
        canonical = name;
      }
      for (DnsRecord item : response.answers()) {
        if (item.data() instanceof DnsData.Address(IpAddress address)) {
          found.add(address);
          canonical = item.name();
        }
      }
    }

    DnsExchange ask(List<DnsQuestion> questions) {
      RandomStream random = ids.stream(invocation);
      DnsExchange exchange =
          musl
              ? new MuslExchange(namespace, config, random, questions)
              : new GlibcExchange(namespace, config, random, questions);
      invocation.await(exchange);
      return exchange;
    }
  }
}
