package dev.drydock.scenarios.tools.dhcp;

import dev.drydock.core.app.dhcp.DhcpClient;
import dev.drydock.core.app.dhcp.DhcpLease;
import dev.drydock.core.app.dhcp.DhcpOptions;
import dev.drydock.core.app.dhcp.DhcpReporter;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import java.util.ArrayDeque;
import java.util.List;

/// `udhcpc` of BusyBox 1.35 (`networking/udhcp/dhcpc.c`), with a script like Alpine's that says
/// nothing.
final class UdhcpcTool implements Tool {
  private static final String USAGE =
      """
      BusyBox v1.35.0 multi-call binary.

      Usage: udhcpc [-fbqRB] [-a[MSEC]] [-t N] [-T SEC] [-A SEC/-n]
      \t[-i IFACE] [-s PROG] [-p PIDFILE]
      \t[-oC] [-r IP] [-V VENDOR] [-F NAME] [-x OPT:VAL]... [-O OPT]...
      """;

  /// What was typed.
  private static final class Words {
    String device = "eth0";
    boolean foreground;
    boolean quits;
    boolean givesUp;
    boolean background;
    boolean releases;
    boolean broadcast;
    boolean checks;
    int retries = 3;
    int pause = 3;
    int again = 20;
    int requested;
    String clientId = "";
    String hostname = "";
  }

  @Override
  public int run(Invocation invocation) {
    Words words;
    try {
      words = read(invocation.arguments());
    } catch (IllegalArgumentException e) {
      invocation.err("udhcpc: " + e.getMessage());
      invocation.output().write(USAGE, true);
      return 1;
    }
    NetDevice device = invocation.place().namespace().device(words.device);
    if (device == null) {
      invocation.err("udhcpc: SIOCGIFINDEX: No such device");
      return 1;
    }
    return run(invocation, words, device);
  }

  private static int run(Invocation invocation, Words words, NetDevice device) {
    invocation.out("udhcpc: started, v1.35.0");
    Report report = new Report(invocation, new LeaseScript(invocation.place(), device, false));
    DhcpClient client =
        new DhcpClient(
            new DhcpOptions(
                invocation.place().namespace(),
                device,
                invocation.place().box().machine().random("udhcpc/" + device.path()),
                DhcpOptions.Style.UDHCPC,
                wants(words)),
            report);
    client.start();
    boolean mayLeave = !words.foreground;
    invocation
        .shell()
        .await(
            () ->
                client.isDone()
                    || (mayLeave && client.lease() != null && report.isBound)
                    || (words.background && report.hasFailed),
            Long.MAX_VALUE);
    return finish(invocation, words, new Running(client, report));
  }

  private record Running(DhcpClient client, Report report) {}

  private static int finish(Invocation invocation, Words words, Running running) {
    DhcpClient client = running.client;
    Report report = running.report;
    boolean isBackground =
        !client.isDone()
            && !words.foreground
            && (report.isBound || (words.background && report.hasFailed));
    if (isBackground) {
      if (!report.isBound) {
        invocation.out("udhcpc: no lease, forking to background");
      }
      report.isSilent = true;
      ClientProcess.start(
          invocation,
          client,
          () -> {
            if (words.releases) {
              client.release();
            }
          });
      return 0;
    }
    if (words.releases && report.isBound) {
      client.release();
      invocation.shell().await(client::isDone, Long.MAX_VALUE);
    }
    client.interrupt();
    return report.isBound ? 0 : 1;
  }

  private static DhcpOptions.Wants wants(Words words) {
    return new DhcpOptions.Wants(
        words.broadcast,
        words.checks,
        words.quits && !words.releases,
        words.givesUp && !words.background,
        words.retries,
        words.pause,
        words.again,
        words.requested,
        words.clientId,
        words.hostname);
  }

  private static Words read(List<String> arguments) {
    Words words = new Words();
    ArrayDeque<String> left = new ArrayDeque<>(arguments);
    while (!left.isEmpty()) {
      String word = left.removeFirst();
      if (!word.startsWith("-") || word.length() < 2) {
        throw new IllegalArgumentException("invalid argument '" + word + "'");
      }
      for (int i = 1; i < word.length(); i++) {
        char letter = word.charAt(i);
        if ("iTtArspVFxOP".indexOf(letter) >= 0) {
          String rest = word.substring(i + 1);
          if (rest.isEmpty() && left.isEmpty()) {
            throw new IllegalArgumentException("option requires an argument -- '" + letter + "'");
          }
          value(words, letter, rest.isEmpty() ? left.removeFirst() : rest);
          break;
        }
        flag(words, letter);
        if (letter == 'a') {
          break; // the rest is its number of milliseconds
        }
      }
    }
    return words;
  }

  private static void flag(Words words, char letter) {
    switch (letter) {
      case 'f' -> words.foreground = true;
      case 'q' -> words.quits = true;
      case 'n' -> words.givesUp = true;
      case 'b' -> words.background = true;
      case 'R' -> words.releases = true;
      case 'B' -> words.broadcast = true;
      case 'a' -> words.checks = true;
      case 'S', 'C', 'o', 'v' -> {
        // no effect on what is seen here
      }
      default -> throw new IllegalArgumentException("invalid option -- '" + letter + "'");
    }
  }

  private static void value(Words words, char letter, String value) {
    switch (letter) {
      case 'i' -> words.device = value;
      case 'T' -> words.pause = number(value);
      case 't' -> words.retries = number(value);
      case 'A' -> words.again = number(value);
      case 'r' -> words.requested = Ipv4Address.parse(value);
      case 'x' -> {
        if (value.startsWith("hostname:")) {
          words.hostname = value.substring("hostname:".length());
        } else if (value.matches("(?i)0x3d:([0-9a-f]{2})+")) {
          words.clientId = value.substring("0x3d:".length());
        }
      }
      default -> {
        // a script, a file, an option that no server here looks at
      }
    }
  }

  private static int number(String value) {
    if (!value.matches("\\d{1,6}")) {
      throw new IllegalArgumentException("invalid number '" + value + "'");
    }
    return Integer.parseInt(value);
  }

  /// What it says and does.
  private static final class Report implements DhcpReporter {
    private final Invocation invocation;
    private final LeaseScript script;
    private boolean isBound;
    private boolean hasFailed;
    private boolean isSilent;

    Report(Invocation invocation, LeaseScript script) {
      this.invocation = invocation;
      this.script = script;
    }

    private void say(String text) {
      if (!isSilent) {
        invocation.out("udhcpc: " + text);
      }
    }

    @Override
    public void discovers(long seconds) {
      say("broadcasting discover");
    }

    @Override
    public void selects(int address, int server) {
      say(
          "broadcasting select for "
              + Ipv4Address.format(address)
              + ", server "
              + Ipv4Address.format(server));
    }

    @Override
    public void renews(int address, int server) {
      say(
          server == 0
              ? "broadcasting renew"
              : "sending renew to server " + Ipv4Address.format(server));
    }

    @Override
    public void bound(DhcpLease lease, boolean isRenewal) {
      say(
          "lease of "
              + Ipv4Address.format(lease.address().address())
              + " obtained from "
              + Ipv4Address.format(lease.server())
              + ", lease time "
              + lease.seconds());
      script.configure(lease);
      isBound = true;
    }

    @Override
    public void declines(int address) {
      say("offered address is in use (got ARP reply), declining");
      say("broadcasting decline");
    }

    @Override
    public void refused(int server) {
      say("received DHCP NAK");
    }

    @Override
    public void failed(boolean isEnd) {
      hasFailed = true;
      if (isEnd) {
        say("no lease, failing");
      }
    }

    @Override
    public void releases(int address, int server) {
      say(
          "unicasting a release of "
              + Ipv4Address.format(address)
              + " to "
              + Ipv4Address.format(server));
      say("sending release");
      say("entering released state");
    }

    @Override
    public void unconfigures() {
      script.flush();
    }
  }
}
