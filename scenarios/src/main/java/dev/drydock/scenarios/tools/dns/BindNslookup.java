package dev.drydock.scenarios.tools.dns;

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

/// `nslookup` of BIND 9.18 (`bin/dig/nslookup.c`), with a name on its command line: A, then AAAA.
final class BindNslookup implements Tool {
  private static final int TRIES = 2;

  private final NameLookup names;
  private final QueryIds ids;

  BindNslookup(NameLookup names, QueryIds ids) {
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
    private int port = DnsMessage.PORT;
    private int timeoutSeconds = 5;
    private boolean hasHead;
    private boolean searches = true;
    private String found = "";

    Run(Invocation invocation) {
      this.invocation = invocation;
    }

    int run() throws CommandFailure {
      invocation.arguments().forEach(this::word);
      if (operands.isEmpty()) {
        return 0; // it would ask for names
      }
      String name = operands.get(0);
      IpAddress address = IpAddress.parseOrNull(name);
      if (address != null) {
        return end(ask(List.of(DnsName.reverse(address)), DnsType.PTR));
      }
      List<String> candidates =
          searches ? NameServers.configured(invocation).candidates(name) : List.of(name);
      if (type >= 0) {
        return end(ask(candidates, type));
      }
      int status = ask(candidates, DnsType.A);
      if (status == 0) {
        ask(List.of(found), DnsType.AAAA);
      }
      return end(status);
    }

    /// Asks for one name after the other until one is there.
    private int ask(List<String> candidates, int kind) throws CommandFailure {
      for (String candidate : candidates) {
        DnsQuestion question = DnsQuestion.of(DnsName.of(candidate), kind);
        ServerTalk talk = talk(question);
        DnsMessage answer = talk.answer();
        if (answer == null) {
          invocation.out(";; no servers could be reached\n");
          return 1;
        }
        boolean isThere = answer.responseCode() != DnsMessage.NXDOMAIN;
        if (isThere || candidate.equals(candidates.getLast())) {
          found = candidate;
          head(talk);
          return say(question, answer);
        }
      }
      return 1;
    }

    private int end(int status) {
      invocation.out("");
      return status;
    }

    private void word(String word) {
      int equals = word.indexOf('=');
      if (!word.startsWith("-")) {
        operands.add(word);
        return;
      }
      String key = equals < 0 ? word : word.substring(0, equals);
      String value = equals < 0 ? "" : word.substring(equals + 1);
      switch (key) {
        case "-type", "-query", "-querytype", "-q", "-ty" -> {
          type = DnsType.of(value);
          if (type < 0) {
            invocation.out("unknown query type: " + value);
          }
        }
        case "-nosearch", "-nosea" -> searches = false;
        case "-port" -> port = value.matches("\\d{1,5}") ? Integer.parseInt(value) : port;
        case "-timeout" ->
            timeoutSeconds = value.matches("\\d{1,5}") ? Integer.parseInt(value) : timeoutSeconds;
        default -> {}
      }
    }

    private SocketAddress server() throws CommandFailure {
      var asker = new NameServers.Asker("nslookup", port);
      return NameServers.only(names, invocation, operands, asker);
    }

    private ServerTalk talk(DnsQuestion question) throws CommandFailure {
      ServerTalk talk = new ServerTalk(invocation, server(), timeoutSeconds);
      DnsMessage query = DnsMessage.query(ids.next(invocation), question);
      for (int left = TRIES; left > 0; left--) {
        if (talk.ask(query)) {
          break;
        }
      }
      if (talk.isTruncated()) {
        invocation.out(";; Truncated, retrying in TCP mode.");
        talk.askOverStream(query);
      }
      return talk;
    }

    private void head(ServerTalk talk) throws CommandFailure {
      if (!hasHead) {
        hasHead = true;
        SocketAddress server = server();
        String named = operands.size() > 1 ? operands.get(1) : server.address().toString();
        invocation.out("Server:\t\t" + named);
        invocation.out("Address:\t" + talk.socket());
        invocation.out("");
      }
    }

    private int say(DnsQuestion question, DnsMessage answer) {
      int code = answer.responseCode();
      if (code != DnsMessage.NOERROR) {
        String word = DnsMessage.codeName(code);
        invocation.out("** server can't find " + question.name() + ": " + word);
        return 1;
      }
      boolean second = question.type() == DnsType.AAAA && type < 0;
      if (!answer.has(DnsMessage.AA) && !second) {
        invocation.out("Non-authoritative answer:");
      }
      if (answer.answers().isEmpty() && !second) {
        invocation.out("*** Can't find " + question.name() + ": No answer");
      }
      for (DnsRecord item : answer.answers()) {
        RecordText.bind(item).forEach(invocation::out);
      }
      return 0;
    }
  }
}
