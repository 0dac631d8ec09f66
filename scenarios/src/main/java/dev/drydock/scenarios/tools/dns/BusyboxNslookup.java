package dev.drydock.scenarios.tools.dns;

import dev.drydock.core.app.dns.DnsMessage;
import dev.drydock.core.app.dns.DnsName;
import dev.drydock.core.app.dns.DnsQuestion;
import dev.drydock.core.app.dns.DnsRecord;
import dev.drydock.core.app.dns.DnsType;
import dev.drydock.core.app.dns.ServerQuery;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.names.NameLookup;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `nslookup` of BusyBox 1.35 (`networking/nslookup.c`): asks for A and AAAA at once, and says what
/// comes in the order in which it comes.
final class BusyboxNslookup implements Tool {
  private static final int LONGEST_SECONDS = 2_147_483;
  private static final List<Integer> TYPES =
      List.of(
          DnsType.SOA,
          DnsType.NS,
          DnsType.A,
          DnsType.AAAA,
          DnsType.CNAME,
          DnsType.MX,
          DnsType.TXT,
          DnsType.PTR,
          DnsType.ANY);

  private final NameLookup names;
  private final QueryIds ids;

  BusyboxNslookup(NameLookup names, QueryIds ids) {
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
    private final List<Integer> types = new ArrayList<>();
    private final List<String> operands = new ArrayList<>();
    private int port = DnsMessage.PORT;
    private int retries = 2;
    private int timeoutSeconds = 5;
    private boolean debug;

    Run(Invocation invocation) {
      this.invocation = invocation;
    }

    int run() throws CommandFailure {
      readArguments();
      String name = operands.get(0);
      List<DnsMessage> queries = new ArrayList<>();
      for (DnsQuestion question : questions(name)) {
        queries.add(DnsMessage.query(ids.next(invocation), question));
      }
      for (String server : servers()) {
        Conversation conversation = new Conversation(server, address(server), queries);
        if (conversation.run() > 0) {
          conversation.sayMissing();
          return conversation.refused ? 1 : 0;
        }
        if (conversation.isCutOff) {
          return 1;
        }
      }
      invocation.out(";; connection timed out; no servers could be reached");
      invocation.out("");
      return 1;
    }

    private void readArguments() throws CommandFailure {
      List<String> words = invocation.arguments();
      int at = 0;
      while (at < words.size() && words.get(at).startsWith("-")) {
        option(words.get(at++).substring(1));
      }
      operands.addAll(words.subList(at, words.size()));
      if (operands.isEmpty() || operands.size() > 2) {
        throw usage();
      }
    }

    private CommandFailure usage() {
      return new CommandFailure(
          1,
          "BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.\n\nUsage: nslookup"
              + " [-type=QUERY_TYPE] [-debug] HOST [DNS_SERVER]");
    }

    private void option(String text) throws CommandFailure {
      int equals = text.indexOf('=');
      String key = equals < 0 ? text : text.substring(0, equals);
      String value = equals < 0 ? "" : text.substring(equals + 1);
      for (String option : List.of("type", "querytype", "port", "retry", "debug", "t", "timeout")) {
        if (!key.isEmpty()
            && option.startsWith(key)
            && !(key.equals("t") && value.matches("\\d+"))) {
          set(option, value);
          return;
        }
      }
      if (!key.equals("t")) {
        throw usage();
      }
      set("timeout", value);
    }

    private void set(String option, String value) throws CommandFailure {
      switch (option) {
        case "type", "querytype" -> {
          int type = DnsType.of(value);
          if (!TYPES.contains(type)) {
            throw new CommandFailure(1, "nslookup: invalid query type \"" + value + "\"");
          }
          types.add(type);
        }
        case "port" -> port = number(value, 0xffff);
        case "retry" -> retries = number(value, Integer.MAX_VALUE);
        case "debug" -> debug = true;
        default -> timeoutSeconds = number(value, LONGEST_SECONDS);
      }
    }

    private int number(String text, int most) throws CommandFailure {
      if (!text.matches("\\d{1,10}") || Long.parseLong(text) > most || Long.parseLong(text) < 1) {
        throw new CommandFailure(1, "nslookup: invalid number '" + text + "'");
      }
      return Integer.parseInt(text);
    }

    private List<DnsQuestion> questions(String name) {
      IpAddress address = IpAddress.parseOrNull(name);
      if (!types.isEmpty()) {
        List<DnsQuestion> asked = new ArrayList<>();
        TYPES.stream().filter(types::contains).forEach(type -> ask(asked, name, type));
        return asked;
      }
      if (address != null) {
        return List.of(DnsQuestion.of(DnsName.reverse(address), DnsType.PTR));
      }
      List<DnsQuestion> both = new ArrayList<>();
      ask(both, name, DnsType.A);
      ask(both, name, DnsType.AAAA);
      return both;
    }

    /// A name without a dot is asked for in the search domains alone (`add_query_with_search`).
    private void ask(List<DnsQuestion> asked, String name, int type) {
      List<String> domains = domains();
      if (type == DnsType.PTR || domains.isEmpty() || name.indexOf('.') >= 0) {
        asked.add(DnsQuestion.of(DnsName.of(name), type));
        return;
      }
      for (String domain : domains) {
        asked.add(DnsQuestion.of(DnsName.of(name + "." + domain), type));
      }
    }

    /// What `/etc/resolv.conf` says, else the domain of the host's own name; who names a server has
    /// none (`parse_resolvconf` is not called).
    private List<String> domains() {
      if (operands.size() > 1) {
        return List.of();
      }
      List<String> search = NameServers.configured(invocation).search();
      String host = invocation.place().hostname();
      int dot = host.indexOf('.');
      List<String> all = search.isEmpty() && dot >= 0 ? List.of(host.substring(dot + 1)) : search;
      return all.equals(List.of(".")) ? List.of() : all;
    }

    private List<String> servers() {
      if (operands.size() > 1) {
        return List.of(operands.get(1));
      }
      return NameServers.texts(invocation);
    }

    private SocketAddress address(String server) throws CommandFailure {
      CommandFailure unknown = new CommandFailure(1, "nslookup: bad address '" + server + "'");
      return new SocketAddress(NameServers.address(names, invocation, server, unknown), port);
    }

    /// What is asked of one server.
    private final class Conversation implements ServerQuery.Listener {
      private final String server;
      private final SocketAddress address;
      private final List<DnsMessage> queries;
      private final ServerQuery exchange;
      private final long startNanos = invocation.lab().loop().nowNanos();
      private int replies;
      private boolean refused;

      /// There is no way to the server, which ends all (`xconnect`).
      private boolean isCutOff;

      Conversation(String server, SocketAddress address, List<DnsMessage> queries) {
        this.server = server;
        this.address = address;
        this.queries = queries;
        long interval = timeoutSeconds * Nanos.SECOND / retries;
        ServerQuery.Plan plan = new ServerQuery.Plan(address, interval, retries, true);
        this.exchange = new ServerQuery(invocation.place().namespace(), plan, queries, this);
      }

      int run() {
        invocation.await(exchange);
        return replies;
      }

      @Override
      public void answered(int query, DnsMessage answer, int bytes) {
        if (replies++ == 0) {
          invocation.out("Server:\t\t" + server);
          invocation.out("Address:\t" + address + "\n");
        }
        if (debug) {
          long millis = (invocation.lab().loop().nowNanos() - startNanos) / 1_000_000;
          invocation.out("Query #" + query + " completed in " + millis + "ms:");
        }
        if (answer.responseCode() != DnsMessage.NOERROR) {
          String code = DnsMessage.codeName(answer.responseCode());
          invocation.out("** server can't find " + nameOf(query) + ": " + code);
          refused = true;
        } else {
          say(answer);
        }
        invocation.out("");
      }

      private String nameOf(int query) {
        DnsQuestion question = queries.get(query).question();
        return question == null ? "" : question.name();
      }

      private void say(DnsMessage answer) {
        if (!answer.has(DnsMessage.AA)) {
          invocation.out("Non-authoritative answer:");
        }
        for (DnsRecord item : answer.answers()) {
          RecordText.busybox(item).forEach(invocation::out);
        }
      }

      @Override
      public void failed(@Nullable SocketError error) {
        if (error != null) {
          invocation.err("nslookup: read: " + error.text());
        }
      }

      @Override
      public void notConnected(SocketError error) {
        invocation.err(
            "nslookup: "
                + "can't connect to remote host ("
                + address.address()
                + "): "
                + error.text());
        isCutOff = true;
      }

      @Override
      public void notSent(SocketError error) {
        invocation.err("nslookup: write to '" + server + "': " + error.text());
      }

      void sayMissing() {
        boolean missing = false;
        for (int i = 0; i < queries.size(); i++) {
          if (!exchange.isAnswered(i)) {
            invocation.out("*** Can't find " + nameOf(i) + ": No answer");
            missing = true;
          }
        }
        if (missing) {
          invocation.out("");
        }
      }
    }
  }
}
