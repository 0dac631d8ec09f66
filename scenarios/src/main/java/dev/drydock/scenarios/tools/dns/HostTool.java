package dev.drydock.scenarios.tools.dns;

import dev.drydock.core.app.dns.DnsData;
import dev.drydock.core.app.dns.DnsMessage;
import dev.drydock.core.app.dns.DnsName;
import dev.drydock.core.app.dns.DnsQuestion;
import dev.drydock.core.app.dns.DnsRecord;
import dev.drydock.core.app.dns.DnsType;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.names.NameLookup;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `host` of BIND 9.18 (`bin/dig/host.c`): A, AAAA and MX of a name one after the other, or the
/// name of an address.
final class HostTool implements Tool {
  private static final int TIMEOUT_SECONDS = 5;
  private static final int TRIES = 2;

  private final NameLookup names;
  private final QueryIds ids;

  HostTool(NameLookup names, QueryIds ids) {
    this.names = names;
    this.ids = ids;
  }

  @Override
  public int run(Invocation invocation) {
    try {
      return new Run(invocation).run();
    } catch (CommandFailure failure) {
      return failure.end(invocation);
    }
  }

  /// One run.
  private final class Run {
    private final Invocation invocation;
    private final List<String> operands = new ArrayList<>();
    private int type = -1;
    private boolean tcp;
    private String found = "";

    Run(Invocation invocation) {
      this.invocation = invocation;
    }

    int run() throws CommandFailure {
      readArguments();
      String name = operands.get(0);
      SocketAddress server = server();
      if (operands.size() > 1) {
        invocation.out("Using domain server:");
        invocation.out("Name: " + operands.get(1));
        invocation.out("Address: " + server.address() + "#" + server.port());
        invocation.out("Aliases: \n");
      }
      IpAddress address = IpAddress.parseOrNull(name);
      if (address != null) {
        return ask(server, List.of(DnsName.reverse(address)), DnsType.PTR);
      }
      List<String> candidates = NameServers.configured(invocation).candidates(name);
      if (type >= 0) {
        return ask(server, candidates, type);
      }
      int status = ask(server, candidates, DnsType.A);
      for (int kind : new int[] {DnsType.AAAA, DnsType.MX}) {
        status = status == 0 ? ask(server, List.of(found), kind) : status;
      }
      return status;
    }

    /// Asks for one name after the other until one is there.
    private int ask(SocketAddress server, List<String> candidates, int kind) {
      for (String candidate : candidates) {
        DnsQuestion question = DnsQuestion.of(DnsName.of(candidate), kind);
        DnsMessage answer = answer(server, question);
        if (answer == null) {
          invocation.out(";; no servers could be reached");
          return 1;
        }
        boolean isThere = answer.responseCode() != DnsMessage.NXDOMAIN;
        if (isThere || candidate.equals(candidates.getLast())) {
          found = candidate;
          return say(question, answer);
        }
      }
      return 1;
    }

    private void readArguments() throws CommandFailure {
      List<String> words = invocation.arguments();
      for (int i = 0; i < words.size(); i++) {
        String word = words.get(i);
        if (word.equals("-t") && i + 1 < words.size()) {
          i++;
          type = DnsType.of(words.get(i));
          if (type < 0) {
            throw new CommandFailure(2, "host: invalid type: " + words.get(i) + "\n");
          }
          tcp |= type == DnsType.ANY;
        } else if (word.equals("-T")) {
          tcp = true;
        } else if (!word.startsWith("-")) {
          operands.add(word);
        }
      }
      if (operands.isEmpty()) {
        throw new CommandFailure(1, "Usage: host [-aCdilrTvVw] hostname [server]");
      }
    }

    private SocketAddress server() throws CommandFailure {
      var asker = new NameServers.Asker("host", DnsMessage.PORT);
      return NameServers.only(names, invocation, operands, asker);
    }

    private @Nullable DnsMessage answer(SocketAddress server, DnsQuestion question) {
      ServerTalk talk = new ServerTalk(invocation, server, TIMEOUT_SECONDS);
      DnsMessage query = DnsMessage.query(ids.next(invocation), question);
      for (int left = TRIES; left > 0 && !tcp; left--) {
        if (talk.ask(query)) {
          break;
        }
      }
      if (tcp || talk.isTruncated()) {
        talk.askOverStream(query);
      }
      return talk.answer();
    }

    private int say(DnsQuestion question, DnsMessage answer) {
      int code = answer.responseCode();
      if (code != DnsMessage.NOERROR) {
        String word = DnsMessage.codeName(code);
        String name = code == DnsMessage.NXDOMAIN ? shown(question) : question.name();
        invocation.out("Host " + name + " not found: " + code + "(" + word + ")");
        return 1;
      }
      for (DnsRecord item : answer.answers()) {
        String line = line(item);
        if (line != null) {
          invocation.out(line);
        }
      }
      boolean asked = type >= 0 || question.type() == DnsType.PTR;
      if (answer.answers().isEmpty() && asked) {
        invocation.out(question.name() + " has no " + DnsType.name(question.type()) + " record");
      }
      return 0;
    }

    private String shown(DnsQuestion question) {
      return question.type() == DnsType.PTR ? question.name() + "." : question.name();
    }

    private @Nullable String line(DnsRecord item) {
      String name = item.name();
      String data = RecordText.data(item);
      return switch (item.data()) {
        case DnsData.Address(IpAddress address) ->
            name + (address.isV6() ? " has IPv6 address " : " has address ") + address;
        case DnsData.Name target ->
            name
                + switch (item.type()) {
                  case DnsType.PTR -> " domain name pointer ";
                  case DnsType.NS -> " name server ";
                  default -> " is an alias for ";
                }
                + data;
        case DnsData.MailServer mail -> name + " mail is handled by " + data;
        case DnsData.Text words -> name + " descriptive text " + data;
        case DnsData.ZoneStart start -> name + " has SOA record " + data;
        case DnsData.Service service -> name + " has SRV record " + data;
        case DnsData.Opaque opaque -> null;
      };
    }
  }
}
