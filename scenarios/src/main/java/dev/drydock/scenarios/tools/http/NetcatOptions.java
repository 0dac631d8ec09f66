package dev.drydock.scenarios.tools.http;

import dev.drydock.core.sim.Nanos;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.tools.CommandFailure;
import java.util.ArrayList;
import java.util.List;

/// The command line of `nc`.
final class NetcatOptions {
  boolean verbose;
  boolean scans;
  boolean udp;
  boolean listens;
  boolean keepsListening;
  boolean endsWithInput;
  boolean numeric;
  int family;
  int localPort;
  long waitNanos;
  long lineNanos;
  long quitNanos = -1;
  String host = "";
  final List<Integer> ports = new ArrayList<>();

  private NetcatOptions() {}

  /// Reads the words as OpenBSD's does.
  static NetcatOptions openBsd(List<String> words) throws CommandFailure {
    CommandLine line =
        CommandLine.read("46bCDdFhklNnrStUuvZzI:i:M:m:O:P:p:q:s:T:V:W:w:X:x:", List.of(), words);
    String usage =
        """
        usage: nc [-46CDdFhklNnrStUuvZz] [-I length] [-i interval] [-M ttl]
        \t  [-m minttl] [-O length] [-P proxy_username] [-p source_port]
        \t  [-q seconds] [-s sourceaddr] [-T keyword] [-V rtable] [-W recvlimit]
        \t  [-w timeout] [-X proxy_protocol] [-x proxy_address[:port]]
        \t  [destination] [port]
        """;
    if (!line.unknown().isEmpty()) {
      throw new CommandFailure(1, "nc: " + line.unknown() + "\n" + usage);
    }
    NetcatOptions options = new NetcatOptions();
    for (CommandLine.Option option : line.options()) {
      options.take(option, "nc: ");
    }
    options.takeOperands(line.operands(), usage);
    return options;
  }

  /// Reads the words as BusyBox's does that is compatible with netcat 1.10.
  private static final String PLAIN_USAGE =
      """
      BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.

      Usage: nc [-iN] [-wN] [-l] [-p PORT] [-f FILE|IPADDR PORT] [-e PROG]

      Open a pipe to IP:PORT or FILE

      \t-l\tListen mode, for inbound connects
      \t\t(use -ll with -e for persistent server)
      \t-p PORT\tLocal port
      \t-w SEC\tConnect timeout
      \t-i SEC\tDelay interval for lines sent
      \t-f FILE\tUse file (ala /dev/ttyS0) instead of network
      \t-e PROG\tRun PROG after connect\
      """;

  /// The plain one of BusyBox, `networking/nc.c`.
  static NetcatOptions plain(List<String> words) throws CommandFailure {
    CommandLine line = CommandLine.read("lp:w:i:f:e:", List.of(), words);
    if (!line.unknown().isEmpty()) {
      throw new CommandFailure(1, "nc: " + line.unknown() + "\n" + PLAIN_USAGE);
    }
    NetcatOptions options = new NetcatOptions();
    options.endsWithInput = true;
    for (CommandLine.Option option : line.options()) {
      boolean isTime = option.name().equals("w") || option.name().equals("i");
      if (isTime && !option.value().matches("\\d{1,9}")) {
        throw new CommandFailure(1, "nc: invalid number '" + option.value() + "'");
      }
      options.keepsListening |= options.listens && option.name().equals("l");
      options.take(option, "nc: invalid number ");
      if (option.name().equals("i")) {
        options.lineNanos = seconds(option.value(), "nc: invalid number ");
      }
    }
    List<String> operands = line.operands();
    boolean isEnough = options.listens || !operands.isEmpty();
    if (!isEnough || operands.size() > 2) {
      throw new CommandFailure(1, PLAIN_USAGE);
    }
    options.host = operands.isEmpty() ? "" : operands.getFirst();
    if (!options.listens) {
      options.ports.add(operands.size() == 2 ? port(operands.getLast()) : 0);
    }
    return options;
  }

  static NetcatOptions busybox(List<String> words) throws CommandFailure {
    CommandLine line = CommandLine.read("lnup:s:i:o:w:ve:kzf:", List.of(), words);
    String usage =
        "BusyBox v1.35.0 multi-call binary.\n\n"
            + "Usage: nc [-iN] [-wN] [-l] [-p PORT] [-f FILE|IPADDR PORT] [-e PROG]";
    if (!line.unknown().isEmpty()) {
      throw new CommandFailure(1, "nc: " + line.unknown() + "\n" + usage);
    }
    NetcatOptions options = new NetcatOptions();
    options.endsWithInput = true;
    for (CommandLine.Option option : line.options()) {
      options.take(option, "nc: invalid number ");
      if (option.name().equals("i")) {
        options.lineNanos = seconds(option.value(), "nc: invalid number ");
      }
    }
    options.takeOperands(line.operands(), usage);
    return options;
  }

  private void take(CommandLine.Option option, String complaint) throws CommandFailure {
    switch (option.name()) {
      case "v" -> verbose = true;
      case "z" -> scans = true;
      case "u" -> udp = true;
      case "l" -> listens = true;
      case "k" -> keepsListening = true;
      case "N" -> endsWithInput = true;
      case "n" -> numeric = true;
      case "4" -> family = 4;
      case "6" -> family = 6;
      case "p" -> localPort = port(option.value());
      case "w" -> waitNanos = seconds(option.value(), complaint);
      case "q" -> quitNanos = seconds(option.value(), complaint);
      default -> {
        // The rest is not modelled.
      }
    }
  }

  private static long seconds(String text, String complaint) throws CommandFailure {
    if (!text.matches("-?\\d{1,9}")) {
      throw new CommandFailure(1, complaint + "timeout invalid: " + text);
    }
    return Long.parseLong(text) * Nanos.SECOND;
  }

  private static int port(String text) throws CommandFailure {
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
      throw new CommandFailure(1, "nc: port number invalid: " + text);
    }
    return Integer.parseInt(text);
  }

  private void takeOperands(List<String> operands, String usage) throws CommandFailure {
    int count = operands.size();
    boolean onlyPort = listens && count == 1;
    if (listens && count == 0 && localPort > 0) {
      return;
    }
    if (count == 0 || (count == 1 && !onlyPort)) {
      throw new CommandFailure(1, usage);
    }
    host = onlyPort && IpAddress.parseOrNull(operands.get(0)) == null ? "" : operands.get(0);
    if (onlyPort && !host.isEmpty()) {
      return;
    }
    for (String word : operands.subList(onlyPort ? 0 : 1, count)) {
      takePorts(word);
    }
    if (listens) {
      localPort = ports.isEmpty() ? localPort : ports.get(0);
    }
  }

  /// `80` or `80-90`.
  private void takePorts(String word) throws CommandFailure {
    String[] ends = word.split("-", 2);
    int first = port(ends[0]);
    int last = ends.length > 1 ? port(ends[1]) : first;
    for (int each = Math.min(first, last); each <= Math.max(first, last); each++) {
      ports.add(each);
    }
  }
}
