package dev.drydock.scenarios.tools.basic;

import dev.drydock.scenarios.tools.Folders;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.PlaceFiles;
import dev.drydock.scenarios.tools.ToolEntry;
import dev.drydock.scenarios.tools.text.Options;
import dev.drydock.scenarios.tools.text.Texts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `ls`, `pwd`, `mkdir`, `rmdir`, `rm` and `touch` (GNU coreutils, BusyBox). Names and contents are
/// all that is kept of files: no owners, modes and times.
final class FolderTools {
  private static final String MISSING = "No such file or directory";
  private static final String READ_ONLY = "Read-only file system";

  private FolderTools() {}

  private static boolean isBusybox(Invocation invocation) {
    return invocation.place().toolbox().has(ToolEntry.BUSYBOX);
  }

  static int pwd(Invocation invocation) {
    invocation.out(invocation.place().folder());
    return 0;
  }

  static int ls(Invocation invocation) {
    Options options = Options.parse(invocation.arguments(), "1aAdFRCrlihnst");
    if (options.unknown() != 0) {
      return Texts.complainOption(invocation, options.unknown());
    }
    boolean isAnything = options.rest().isEmpty();
    for (String path : options.rest()) {
      boolean isFile = new PlaceFiles(invocation.place()).exists(path);
      isAnything |= isFile || new Folders(invocation.place()).isFolder(path);
    }
    for (char letter : "lins".toCharArray()) {
      if (options.has(letter) && isAnything) {
        invocation.err(
            "ls -"
                + letter
                + ": not emulated. Drydock keeps names and contents of files;"
                + " they have no owner, mode, size on disk or time here.");
        return 1;
      }
    }
    return new Listing(invocation, options).run();
  }

  /// One `ls`.
  private static final class Listing {
    private final Invocation invocation;
    private final Options options;
    private final Folders folders;
    private int status;
    private boolean hasPrinted;

    Listing(Invocation invocation, Options options) {
      this.invocation = invocation;
      this.options = options;
      this.folders = new Folders(invocation.place());
    }

    int run() {
      List<String> paths = options.rest().isEmpty() ? List.of(".") : options.rest();
      List<String> inside = new ArrayList<>();
      for (String path : paths) {
        boolean isFolder = folders.isFolder(path);
        if (isFolder && !options.has('d')) {
          inside.add(path);
        } else if (isFolder || new PlaceFiles(invocation.place()).exists(path)) {
          print(path, isFolder);
        } else {
          complain(path);
        }
      }
      boolean isTitled = paths.size() > 1 || options.has('R');
      for (String path : options.has('r') ? inside.reversed() : inside) {
        folder(path, isTitled);
      }
      return status;
    }

    private void complain(String path) {
      boolean busybox = isBusybox(invocation);
      String which = busybox ? path : "cannot access '" + path + "'";
      invocation.err("ls: " + which + ": " + MISSING);
      status = busybox ? 1 : 2;
    }

    private void folder(String path, boolean isTitled) {
      List<Folders.Item> items = folders.list(path);
      if (items == null) {
        return;
      }
      if (folders.isUnknown(path)) {
        invocation.err(
            "ls: "
                + path
                + ": not emulated. Drydock does not know what is in images and systems:"
                + " there are the files that the engine, the kernel and commands write.");
        status = 1;
        return;
      }
      if (isTitled) {
        invocation.out((hasPrinted ? "\n" : "") + path + ":");
      }
      hasPrinted = true;
      if (options.has('a')) {
        print(".", true);
        print("..", true);
      }
      for (Folders.Item item : options.has('r') ? items.reversed() : items) {
        if (!item.name().startsWith(".") || options.has('a') || options.has('A')) {
          print(item.name(), item.isFolder());
        }
      }
      for (Folders.Item item : items) {
        if (options.has('R') && item.isFolder() && !item.name().startsWith(".")) {
          folder((path.equals("/") ? "" : path) + "/" + item.name(), true);
        }
      }
    }

    private void print(String name, boolean isFolder) {
      hasPrinted = true;
      invocation.out(name + (isFolder && options.has('F') ? "/" : ""));
    }
  }

  /// Folders above a new one are made as well, as by `-p`: which of them a system has is not known.
  static int mkdir(Invocation invocation) {
    Options options = Options.parse(invocation.arguments(), "pvm:");
    Folders folders = new Folders(invocation.place());
    int status = 0;
    for (String path : options.rest()) {
      boolean isThere = folders.isFolder(path);
      boolean isReadOnly = new PlaceFiles(invocation.place()).isReadOnly(path);
      if (!isThere && !isReadOnly) {
        folders.make(path);
      } else if (!isThere || !options.has('p')) {
        String cannot = isBusybox(invocation) ? "can't" : "cannot";
        String why = isThere ? "File exists" : READ_ONLY;
        invocation.err("mkdir: " + cannot + " create directory '" + path + "': " + why);
        status = 1;
      }
    }
    return status;
  }

  static int rmdir(Invocation invocation) {
    Folders folders = new Folders(invocation.place());
    int status = 0;
    for (String path : Options.parse(invocation.arguments(), "p").rest()) {
      List<Folders.Item> items = folders.list(path);
      String why = items == null ? MISSING : items.isEmpty() ? "" : "Directory not empty";
      if (why.isEmpty()) {
        folders.remove(path);
      } else {
        String failed = isBusybox(invocation) ? "" : "failed to remove ";
        invocation.err("rmdir: " + failed + "'" + path + "': " + why);
        status = 1;
      }
    }
    return status;
  }

  static int touch(Invocation invocation) {
    PlaceFiles files = new PlaceFiles(invocation.place());
    int status = 0;
    for (String path : Options.parse(invocation.arguments(), "acmd:t:r:").rest()) {
      if (files.canWrite(path)) {
        files.write(path, "", true);
      } else if (files.isReadOnly(path)) {
        boolean busybox = isBusybox(invocation);
        String which = busybox ? path : "cannot touch '" + path + "'";
        invocation.err("touch: " + which + ": " + READ_ONLY);
        status = 1;
      }
    }
    return status;
  }

  static int rm(Invocation invocation) {
    Options options = Options.parse(invocation.arguments(), "frRvd");
    boolean isDeep = options.has('r') || options.has('R');
    int status = 0;
    for (String path : options.rest()) {
      String why = removal(invocation, path, isDeep);
      if (why != null && !(why.equals(MISSING) && options.has('f'))) {
        boolean busybox = isBusybox(invocation);
        boolean isFolder = why.equals("Is a directory");
        invocation.err(
            busybox && isFolder
                ? "rm: '" + path + "' is a directory"
                : "rm: " + (busybox ? "can't" : "cannot") + " remove '" + path + "': " + why);
        status = 1;
      }
    }
    return status;
  }

  /// Removes a file, or a folder with all in it.
  ///
  /// @return why that cannot be; null when it is done
  private static @Nullable String removal(Invocation invocation, String path, boolean isDeep) {
    Folders folders = new Folders(invocation.place());
    PlaceFiles files = new PlaceFiles(invocation.place());
    if (files.isMountPoint(path) && files.exists(path)) {
      return "Device or resource busy";
    }
    if (files.remove(path)) {
      return null;
    }
    if (files.isReadOnly(path) && (files.exists(path) || folders.isFolder(path))) {
      return READ_ONLY;
    }
    if (!folders.isFolder(path)) {
      return MISSING;
    }
    if (!isDeep) {
      return "Is a directory";
    }
    folders.remove(path);
    return null;
  }
}
