package dev.drydock.scenarios.tools.basic;

import dev.drydock.core.sim.Calendar;
import dev.drydock.scenarios.tools.Archive;
import dev.drydock.scenarios.tools.Folders;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Place;
import dev.drydock.scenarios.tools.PlaceFiles;
import dev.drydock.scenarios.tools.ToolEntry;
import dev.drydock.scenarios.tools.text.Options;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `tar` without compression: `t`, `x`, `c` with `-f`, `-C`, `-O` and `-v` (GNU tar 1.34, BusyBox
/// 1.35).
final class TarTool {
  private final Invocation invocation;
  private final Options options;
  private final Place place;

  private TarTool(Invocation invocation, Options options) {
    this.invocation = invocation;
    this.options = options;
    String folder = options.value('C');
    Place here = invocation.place();
    this.place = folder == null ? here : here.at(new Folders(here).path(folder));
  }

  static int run(Invocation invocation) {
    List<String> words = invocation.arguments();
    boolean isOld = !words.isEmpty() && !words.getFirst().startsWith("-");
    List<String> typed = isOld ? new ArrayList<>(words) : words;
    if (isOld) {
      typed.set(0, "-" + words.getFirst());
    }
    Options options = Options.parse(typed, "txcvOkpmf:C:");
    if (options.unknown() != 0) {
      invocation.err("tar: -" + options.unknown() + ": not emulated.");
      return 2;
    }
    return new TarTool(invocation, options).run();
  }

  private int run() {
    String named = options.value('f');
    String file = named == null ? "-" : named;
    if (options.has('c')) {
      return create(file);
    }
    if (!options.has('t') && !options.has('x')) {
      return fail("You must specify one of the '-Acdtrux', '--delete' or '--test-label' options");
    }
    String archive =
        file.equals("-") ? invocation.input() : new PlaceFiles(invocation.place()).read(file);
    if (archive == null) {
      boolean isBusybox = invocation.place().toolbox().has(ToolEntry.BUSYBOX);
      String missing = "No such file or directory";
      return fail(
          isBusybox ? "can't open '" + file + "': " + missing : file + ": Cannot open: " + missing);
    }
    try {
      return archive.isEmpty() ? broken(archive) : take(Archive.read(archive));
    } catch (Archive.Broken e) {
      return broken(archive);
    }
  }

  /// BusyBox misses the rest of a block first, then its mark (`get_header_tar`).
  private int broken(String archive) {
    boolean isBusybox = invocation.place().toolbox().has(ToolEntry.BUSYBOX);
    String own = archive.length() < Archive.BLOCK ? "short read" : "invalid tar magic";
    return fail(isBusybox ? own : "This does not look like a tar archive");
  }

  private int fail(String why) {
    boolean isBusybox = invocation.place().toolbox().has(ToolEntry.BUSYBOX);
    invocation.err("tar: " + why);
    if (!isBusybox) {
      invocation.err("tar: Exiting with failure status due to previous errors");
    }
    return isBusybox ? 1 : 2;
  }

  private int take(Map<String, String> files) {
    PlaceFiles here = new PlaceFiles(place);
    Folders folders = new Folders(place);
    for (Map.Entry<String, String> each : files.entrySet()) {
      String name = each.getKey();
      String plain = name.replaceFirst("/$", "");
      if (!options.rest().isEmpty() && !options.rest().contains(plain)) {
        continue;
      }
      if (options.has('t') || (options.has('v') && !options.has('O'))) {
        invocation.out(name);
      }
      if (options.has('t')) {
        continue;
      }
      if (options.has('O')) {
        invocation.output().write(each.getValue(), false);
      } else if (!name.endsWith("/")) {
        here.write(name, each.getValue(), false);
      } else if (!folders.isFolder(name)) {
        folders.make(name);
      }
    }
    return 0;
  }

  private int create(String target) {
    Map<String, String> files = new LinkedHashMap<>();
    int status = 0;
    for (String path : options.rest()) {
      boolean isThere = new Folders(place).isFolder(path) || new PlaceFiles(place).exists(path);
      if (isThere) {
        collect(path.replaceFirst("/$", ""), files);
      } else {
        status = fail(path + ": Cannot stat: No such file or directory");
      }
    }
    long nanos = invocation.lab().loop().nowNanos();
    String archive = Archive.of(files, Calendar.at(nanos).getEpochSecond());
    if (target.equals("-")) {
      invocation.output().write(archive, false);
    } else {
      new PlaceFiles(invocation.place()).write(target, archive, false);
    }
    return status;
  }

  private void collect(String path, Map<String, String> files) {
    List<Folders.Item> items = new Folders(place).list(path);
    String content = items == null ? new PlaceFiles(place).read(path) : null;
    String name = path.replaceFirst("^/+", "");
    if (items == null) {
      files.put(name, content == null ? "" : content);
      return;
    }
    files.put(name + "/", "");
    items.forEach(item -> collect(path + "/" + item.name(), files));
  }
}
