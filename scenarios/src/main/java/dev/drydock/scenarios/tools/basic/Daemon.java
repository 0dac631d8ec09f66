package dev.drydock.scenarios.tools.basic;

import dev.drydock.drivers.engine.Engine;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.PlaceFiles;
import java.util.ArrayList;
import java.util.List;

/// What a machine says of its Docker daemon beside `docker`: whether it started, and why not.
final class Daemon {
  private static final String FILE = "/etc/docker/daemon.json";

  private Daemon() {}

  static boolean isRunning(Invocation invocation) {
    Engine engine = invocation.place().box().engine();
    return engine != null && engine.isRunning();
  }

  /// What `systemctl start` says in the end.
  static int started(Invocation invocation, String action) {
    boolean isAsked = action.equals("start") || action.equals("restart");
    if (!isAsked || invocation.shell().engines().failure(invocation.place().box()).isEmpty()) {
      return 0;
    }
    invocation.err(
        "Job for docker.service failed because the control process exited with error code.\nSee"
            + " \"systemctl status docker.service\" and \"journalctl -xeu docker.service\" for"
            + " details.");
    return 1;
  }

  /// `journalctl -u docker`: what the daemon was told by signals, and why it did not start.
  static int journalctl(Invocation invocation) {
    Box box = invocation.place().box();
    List<String> lines = new ArrayList<>(invocation.shell().engines().log(box));
    String why = invocation.shell().engines().failure(box);
    if (!why.isEmpty()) {
      lines.addAll(List.of(why.split("\n", -1)));
    }
    if (lines.isEmpty()) {
      invocation.out("-- No entries --");
    }
    String host = invocation.place().hostname();
    lines.forEach(line -> invocation.out(host + " dockerd[1000]: " + line));
    return 0;
  }

  /// `dockerd --validate [--config-file FILE]`.
  static int dockerd(Invocation invocation) {
    List<String> words = invocation.arguments();
    if (!words.contains("--validate")) {
      invocation.err("drydock: dockerd is started by systemctl; here it only takes --validate");
      return 1;
    }
    String path = FILE;
    for (int i = 0; i < words.size(); i++) {
      boolean isApart = words.get(i).equals("--config-file") && i + 1 < words.size();
      path = isApart ? words.get(i + 1) : path;
      path = words.get(i).startsWith("--config-file=") ? words.get(i).substring(14) : path;
    }
    String begin = "unable to configure the Docker daemon with file " + path + ": ";
    String text = new PlaceFiles(invocation.place()).read(path);
    if (text == null && !path.equals(FILE)) {
      invocation.err(begin + "open " + path + ": no such file or directory");
      return 1;
    }
    String wrong =
        invocation.shell().engines().validate(invocation.place().box(), text == null ? "" : text);
    invocation.err(wrong.isEmpty() ? "configuration OK" : begin + wrong);
    return wrong.isEmpty() ? 0 : 1;
  }
}
