package dev.drydock.scenarios.tools.basic;

import dev.drydock.core.observe.KernelLog;
import dev.drydock.scenarios.tools.Invocation;
import java.util.Locale;

/// `dmesg [-T] [-c | -C]`: what the machine's kernel has to say: packets of `-j LOG`, martians,
/// full tables, promiscuous interfaces.
final class Dmesg {
  private Dmesg() {}

  static int dmesg(Invocation invocation) {
    boolean show = true;
    boolean clear = false;
    for (String word : invocation.arguments()) {
      switch (word) {
        case "-C", "--clear" -> {
          clear = true;
          show = false;
        }
        case "-c", "--read-clear" -> clear = true;
        case "-w", "--follow", "-T", "--ctime", "-H", "--human", "-k", "--kernel" -> {
          // the same lines
        }
        default -> {
          invocation.err("dmesg: unrecognized option '" + word + "'");
          invocation.err("Try 'dmesg --help' for more information.");
          return 1;
        }
      }
    }
    KernelLog log = invocation.place().box().machine().softnet().log();
    if (show) {
      log.lines().forEach(line -> invocation.out(text(line)));
    }
    if (clear) {
      log.clear();
    }
    return 0;
  }

  private static String text(KernelLog.Line line) {
    long micros = line.timeNanos() / 1000;
    return String.format(
        Locale.ROOT, "[%5d.%06d] %s", micros / 1_000_000, micros % 1_000_000, line.text());
  }
}
