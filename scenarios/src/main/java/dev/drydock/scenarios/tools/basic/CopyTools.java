package dev.drydock.scenarios.tools.basic;

import dev.drydock.scenarios.tools.BusyboxUsage;
import dev.drydock.scenarios.tools.Folders;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.PlaceFiles;
import dev.drydock.scenarios.tools.ToolEntry;
import dev.drydock.scenarios.tools.text.Options;
import dev.drydock.scenarios.tools.text.Texts;
import java.util.List;

/// `cp` and `mv` of one place (BusyBox 1.35 `coreutils/cp.c`, `mv.c`, `libbb/copy_file.c`; GNU
/// coreutils 9.1 `src/cp.c`, `copy.c`).
final class CopyTools {
  private static final String MISSING = "No such file or directory";

  private final Invocation invocation;
  private final PlaceFiles files;
  private final Folders folders;
  private final boolean isBusybox;
  private final boolean moves;
  private final boolean isDeep;

  private CopyTools(Invocation invocation, boolean moves, boolean isDeep) {
    this.invocation = invocation;
    this.files = new PlaceFiles(invocation.place());
    this.folders = new Folders(invocation.place());
    this.isBusybox = invocation.place().toolbox().has(ToolEntry.BUSYBOX);
    this.moves = moves;
    this.isDeep = isDeep;
  }

  static int cp(Invocation invocation) {
    Options options = Options.parse(invocation.arguments(), "arRfpdLPHvinuT");
    boolean isDeep = options.has('a') || options.has('r') || options.has('R');
    return new CopyTools(invocation, false, isDeep).run(options);
  }

  static int mv(Invocation invocation) {
    return new CopyTools(invocation, true, true)
        .run(Options.parse(invocation.arguments(), "finvuT"));
  }

  private String name() {
    return moves ? "mv" : "cp";
  }

  private int run(Options options) {
    List<String> paths = options.rest();
    if (options.unknown() != 0) {
      return Texts.complainOption(invocation, options.unknown());
    }
    if (paths.size() < 2) {
      if (isBusybox) {
        invocation.err(BusyboxUsage.of(name()).text());
        return 1;
      }
      String operand =
          paths.isEmpty()
              ? "missing file operand"
              : "missing destination file operand after '" + paths.getFirst() + "'";
      invocation.err(name() + ": " + operand);
      invocation.err("Try '" + name() + " --help' for more information.");
      return 1;
    }
    String last = paths.getLast();
    boolean isInto = folders.isFolder(last) || last.endsWith("/");
    if (!isInto && paths.size() > 2) {
      String why = files.exists(last) ? "Not a directory" : MISSING;
      complain("target '" + last + "'", why);
      return 1;
    }
    boolean isGood = true;
    for (String source : paths.subList(0, paths.size() - 1)) {
      String own = folders.path(source);
      String inside = last + (last.endsWith("/") ? "" : "/");
      isGood &= one(source, isInto ? inside + own.substring(own.lastIndexOf('/') + 1) : last);
    }
    return isGood ? 0 : 1;
  }

  private boolean one(String source, String target) {
    boolean isFolder = folders.isFolder(source);
    if (!isFolder && !files.exists(source)) {
      String which = "'" + source + "'";
      complain(
          isBusybox ? (moves ? "can't rename " : "can't stat ") + which : "cannot stat " + which,
          MISSING);
      return false;
    }
    if (isFolder && !isDeep) {
      String reason = isBusybox ? "omitting directory" : "-r not specified; omitting directory";
      invocation.err("cp: " + reason + " '" + source + "'");
      return false;
    }
    if (folders.path(source).equals(folders.path(target))) {
      invocation.err(name() + ": '" + source + "' and '" + target + "' are the same file");
      return false;
    }
    return isFolder ? folder(source, target) : file(source, target);
  }

  private boolean file(String source, String target) {
    if (moves && !canGo(source, target)) {
      return false;
    }
    String content = files.read(source);
    if (content == null) {
      complain(source, files.readError(source));
      return false;
    }
    if (folders.isFolder(target)
        || !files.canWrite(target)
        || !files.write(target, content, false)) {
      String why = folders.isFolder(target) ? "Is a directory" : files.writeError(target);
      String which = "'" + target + "'";
      complain(isBusybox ? "can't create " + which : "cannot create regular file " + which, why);
      return false;
    }
    if (moves) {
      files.remove(source);
    }
    return true;
  }

  private boolean folder(String source, String target) {
    if (moves && !canGo(source, target)) {
      return false;
    }
    if (files.isReadOnly(target)) {
      String which = "'" + target + "'";
      String what = isBusybox ? "can't create directory " : "cannot create directory ";
      complain(what + which, "Read-only file system");
      return false;
    }
    String from = folders.path(source);
    List<Folders.Item> items = folders.list(from);
    folders.make(target);
    boolean isGood = true;
    for (Folders.Item item : items == null ? List.<Folders.Item>of() : items) {
      String inside = (from.equals("/") ? "" : from) + "/" + item.name();
      String there = folders.path(target) + "/" + item.name();
      isGood &= item.isFolder() ? folder(inside, there) : file(inside, there);
    }
    if (moves) {
      folders.remove(source);
    }
    return isGood;
  }

  /// Whether it can be taken away: not what is mounted, and nothing from where nothing can be
  /// written (`rename(2)`).
  private boolean canGo(String source, String target) {
    boolean isMounted = files.isMountPoint(source) || files.isMountPoint(target);
    boolean isFixed = files.isReadOnly(source) || files.isReadOnly(target);
    if (!isMounted && !isFixed) {
      return true;
    }
    String why = isMounted ? "Device or resource busy" : "Read-only file system";
    complain(
        isBusybox
            ? "can't rename '" + source + "'"
            : "cannot move '" + source + "' to '" + target + "'",
        why);
    return false;
  }

  private void complain(String what, String why) {
    invocation.err(name() + ": " + what + ": " + why);
  }
}
