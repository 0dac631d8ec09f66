package dev.drydock.scenarios.tools.dns;

import dev.drydock.core.app.dns.DnsMessage;
import dev.drydock.core.app.dns.DnsName;
import dev.drydock.core.app.dns.DnsQuestion;
import dev.drydock.core.app.dns.DnsRecord;
import dev.drydock.core.app.dns.ResolverConfig;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.names.NameLookup;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `dig` of BIND 9.18 (`bin/dig/dig.c`, `dighost.c`).
final class DigTool implements Tool {
  static final String VERSION = "9.18.49-1~deb12u3-Debian";

  static final String USAGE =
      """
      Usage:  dig [@global-server] [domain] [q-type] [q-class] {q-opt}
                  {global-d-opt} host [@local-server] {local-d-opt}
                  [ host [@local-server] {local-d-opt} [...]]

      Use "dig -h" (or "dig -h | more") for complete list of options\
      """;

  private static final int NO_REPLY = 9;
  private static final int COOKIE_DIGITS = 16;

  private final NameLookup names;
  private final QueryIds ids;

  DigTool(NameLookup names, QueryIds ids) {
    this.names = names;
    this.ids = ids;
  }

  @Override
  public int run(Invocation invocation) {
    if (invocation.arguments().contains("-v")) {
      invocation.err("DiG " + VERSION);
      return 0;
    }
    try {
      return lookUp(invocation);
    } catch (CommandFailure failure) {
      return failure.end(invocation);
    }
  }

  private int lookUp(Invocation invocation) throws CommandFailure {
    DigCommand command = DigCommand.parse(invocation.arguments());
    command.warnings.forEach(invocation::err);
    int status = 0;
    boolean first = true;
    for (DigOptions lookup : command.lookups()) {
      String greeting = first && command.greetsAtName ? greeting(invocation, command) : "";
      String shown = command.greets ? greeting : "";
      status = Math.max(status, new Lookup(invocation, lookup, greeting, shown).run());
      first = false;
    }
    return status;
  }

  private static String greeting(Invocation invocation, DigCommand command) {
    String line =
        "\n; <<>> DiG " + VERSION + " <<>> " + String.join(" ", invocation.arguments()) + "\n";
    String servers = command.serverAtName ? "; (1 server found)\n" : "";
    return line
        + servers
        + ";; global options:"
        + (command.shortAtName ? " +short" : "")
        + " +cmd\n";
  }

  /// What a server answered.
  private record Said(ServerTalk talk, DnsMessage answer, String server) {}

  /// One look-up.
  private final class Lookup {
    private final Invocation invocation;
    private final DigOptions options;
    private final String greeting;
    private final String shownWithAnswer;
    private boolean asked;

    Lookup(Invocation invocation, DigOptions options, String greeting, String shownWithAnswer) {
      this.invocation = invocation;
      this.options = options;
      this.greeting = greeting;
      this.shownWithAnswer = shownWithAnswer;
    }

    int run() throws CommandFailure {
      Said said = null;
      for (String name : names()) {
        said = ask(query(name));
        if (said == null || said.answer.responseCode() != DnsMessage.NXDOMAIN) {
          break;
        }
      }
      if (said != null) {
        print(said);
        return 0;
      }
      if (asked) { // what could not even be sent is not introduced
        invocation.output().write(greeting, false);
      }
      invocation.out(";; no servers could be reached");
      return NO_REPLY;
    }

    /// With `+search` one name after the other, up to one that is there (`bin/dig/dighost.c`,
    /// `setup_lookup`, `next_origin`).
    private List<String> names() {
      String name = options.name;
      boolean isWhole = name.endsWith(".") || name.endsWith(".arpa");
      if (!options.searches || isWhole) {
        return List.of(name);
      }
      ResolverConfig config = NameServers.configured(invocation);
      List<String> names = new ArrayList<>(config.candidates(name));
      if (names.size() == 1) {
        config.search().forEach(domain -> names.add(name + "." + domain));
      }
      return names;
    }

    private @Nullable Said ask(DnsMessage query) throws CommandFailure {
      boolean first = true;
      for (String server : servers()) {
        SocketAddress address = address(server);
        ServerTalk talk = new ServerTalk(invocation, address, options.timeoutSeconds);
        for (int left = first ? options.tries : 1; left > 0 && !options.tcp; left--) {
          if (talk.ask(query)) {
            break;
          }
        }
        if (options.tcp || (talk.isTruncated() && !options.ignoresTruncation)) {
          overStream(talk, query);
        }
        first = false;
        asked |= !talk.isNoWay();
        DnsMessage answer = talk.answer();
        if (answer != null) {
          return new Said(talk, answer, server);
        }
      }
      return null;
    }

    private void overStream(ServerTalk talk, DnsMessage query) {
      if (talk.isTruncated()) {
        invocation.out(";; Truncated, retrying in TCP mode.");
      }
      talk.askOverStream(query);
    }

    private DnsMessage query(String asked) throws CommandFailure {
      String name = DnsName.of(asked);
      if (!DnsName.isValid(name)) {
        throw new CommandFailure(
            10, "dig: '" + options.name + "' is not a legal name (label too long)");
      }
      int flags =
          (options.recursion ? DnsMessage.RD : 0)
              | (options.authentic ? DnsMessage.AD : 0)
              | (options.checkingDisabled ? DnsMessage.CD : 0);
      DnsQuestion question = new DnsQuestion(name, options.type, options.questionClass);
      DnsMessage query =
          new DnsMessage(
              ids.next(invocation), flags, List.of(question), List.of(), List.of(), List.of());
      return options.edns ? query.withAdditionals(List.of(edns())) : query;
    }

    private DnsRecord edns() {
      String cookie =
          options.cookie ? "000a0008" + ids.stream(invocation).nextHex(COOKIE_DIGITS) : "";
      DnsRecord plain = DnsRecord.edns(options.ednsBytes, cookie);
      long flags = options.dnssec ? DnsRecord.DNSSEC_OK : 0;
      return new DnsRecord("", plain.type(), plain.recordClass(), flags, plain.data());
    }

    private List<String> servers() {
      if (!options.server.isEmpty()) {
        return List.of(options.server);
      }
      return NameServers.texts(invocation);
    }

    private SocketAddress address(String server) throws CommandFailure {
      String why = "dig: couldn't get address for '" + server + "': not found";
      CommandFailure unknown = new CommandFailure(10, why);
      IpAddress address = NameServers.address(names, invocation, server, unknown);
      return new SocketAddress(address, options.port);
    }

    private void print(Said said) {
      DnsMessage answer = said.answer;
      DigText text = new DigText(options);
      if (options.shorts) {
        text.shortly(answer).forEach(invocation::out);
        return;
      }
      invocation.output().write(shownWithAnswer, false);
      invocation.output().write(text.message(answer), false);
      if (options.statistics) {
        long now = invocation.lab().loop().nowNanos();
        invocation.output().write(DigText.statistics(said.talk, said.server, now), false);
      }
    }
  }
}
