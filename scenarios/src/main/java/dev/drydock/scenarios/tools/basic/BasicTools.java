package dev.drydock.scenarios.tools.basic;

import dev.drydock.drivers.engine.User;
import dev.drydock.scenarios.tools.Input;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.MountTable;
import dev.drydock.scenarios.tools.PlaceFiles;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.ToolEntry;
import dev.drydock.scenarios.tools.text.Awk;
import dev.drydock.scenarios.tools.text.CharacterSet;
import dev.drydock.scenarios.tools.text.Grep;
import dev.drydock.scenarios.tools.text.Options;
import dev.drydock.scenarios.tools.text.Sed;
import dev.drydock.scenarios.tools.text.TextFilters;
import dev.drydock.scenarios.tools.text.TextTables;
import dev.drydock.scenarios.tools.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The small general commands.
public final class BasicTools {
  private final List<ToolEntry> entries = new ArrayList<>();

  private BasicTools() {}

  /// What there is.
  public static List<ToolEntry> entries() {
    BasicTools tools = new BasicTools();
    tools.addPrinting();
    tools.addFilters();
    tools.addUnknowable();
    tools.addWrappers();
    tools.addMachines();
    return List.copyOf(tools.entries);
  }

  private void add(String name, Tool tool) {
    entries.add(new ToolEntry(name, ToolEntry.EVERYWHERE, tool));
  }

  private void addToMachines(String name, Tool tool) {
    entries.add(new ToolEntry(name, ToolEntry.MACHINE, tool));
  }

  private void addPrinting() {
    add("true", invocation -> 0);
    add("false", invocation -> 1);
    add("echo", Printing::echo);
    add("printf", Printing::printf);
    add("seq", Printing::seq);
    add("test", new TestTool());
    add("[", new TestTool());
    add("cat", BasicTools::cat);
    add("tee", BasicTools::tee);
    add("ls", FolderTools::ls);
    add("pwd", FolderTools::pwd);
    add("mkdir", FolderTools::mkdir);
    add("rmdir", FolderTools::rmdir);
    add("rm", FolderTools::rm);
    add("touch", FolderTools::touch);
    add("cp", CopyTools::cp);
    add("mv", CopyTools::mv);
    add("tar", TarTool::run);
    add("whoami", BasicTools::whoami);
    add("id", Identity::id);
    add("uname", Identity::uname);
    add("date", Identity::date);
    add("dmesg", Dmesg::dmesg);
    addPaths();
  }

  private void addPaths() {
    add("find", new FindTool());
    add("basename", PathTools::basename);
    add("dirname", PathTools::dirname);
    add("realpath", PathTools::realpath);
    add("readlink", PathTools::readlink);
    add("md5sum", PathTools.sum("MD5"));
    add("sha1sum", PathTools.sum("SHA-1"));
    add("sha256sum", PathTools.sum("SHA-256"));
    add("sha512sum", PathTools.sum("SHA-512"));
    add("tty", PathTools::tty);
    add("groups", PathTools::groups);
    entries.add(new ToolEntry("ipcalc", ToolEntry.BUSYBOX, Ipcalc::run));
    add("dnsdomainname", Machines::domain);
  }

  private void addUnknowable() {
    add("df", Unknowable.DISKS);
    add("du", Unknowable.DISKS);
    add("free", Unknowable.MEMORY);
    add("vmstat", Unknowable.MEMORY);
    add("uptime", Unknowable.LOAD);
    add("top", Unknowable.LOAD);
    add("mount", BasicTools::mount);
    add("umount", Unknowable.MOUNTS);
    for (String name : List.of("vi", "vim", "nano")) {
      addToMachines(name, Unknowable.EDITORS);
    }
    entries.add(new ToolEntry("vi", ToolEntry.BUSYBOX, Unknowable.EDITORS));
  }

  private void addFilters() {
    for (String name : List.of("grep", "egrep", "fgrep")) {
      add(name, new Grep());
    }
    add("head", TextFilters::head);
    add("tail", TextFilters::tail);
    add("wc", TextFilters::wc);
    add("cut", TextFilters::cut);
    add("sort", TextFilters::sort);
    add("uniq", TextFilters::uniq);
    add("tr", CharacterSet::tr);
    add("sed", new Sed());
    add("awk", new Awk());
    add("paste", TextTables::paste);
    addToMachines("column", TextTables::column);
  }

  private void addWrappers() {
    add("sh", Wrappers::sh);
    add("ash", Wrappers::sh);
    add("bash", Wrappers::bash);
    entries.add(new ToolEntry("busybox", ToolEntry.BUSYBOX, Wrappers::busybox));
    add("sleep", Wrappers::sleep);
    add("timeout", Wrappers::timeout);
    add("env", Wrappers::env);
    add("printenv", Wrappers::printenv);
    add("xargs", Wrappers::xargs);
    add("nohup", Wrappers::plain);
    add("time", Wrappers::plain);
    addToMachines("sudo", Wrappers::sudo);
  }

  private void addMachines() {
    add("hostname", Machines::hostname);
    add("which", Machines::which);
    add("sysctl", new Sysctl());
    addToMachines("ssh", Machines::ssh);
    addToMachines("nsenter", Machines::nsenter);
    addToMachines("systemctl", Machines::systemctl);
    addToMachines("service", Machines::service);
    addToMachines("journalctl", Daemon::journalctl);
    addToMachines("dockerd", Daemon::dockerd);
    for (String name : List.of("apt", "apt-get", "yum", "dnf", "apk")) {
      add(name, Machines::install);
    }
    // Accepted, so that the lines of articles run: users, groups and the host's own tools.
    for (String name : List.of("gpasswd", "usermod", "groupadd", "newgrp", "orb", "modprobe")) {
      addToMachines(name, invocation -> 0);
    }
  }

  private static int cat(Invocation invocation) {
    PlaceFiles files = new PlaceFiles(invocation.place());
    int status = 0;
    List<String> paths = Options.parse(invocation.arguments(), "unA").rest();
    for (String path : paths.isEmpty() ? List.of("-") : paths) {
      String content = path.equals("-") ? "" : files.read(path);
      if (content == null) {
        Texts.complainMissing(invocation, path);
        status = 1;
      } else if (path.equals("-")) {
        copy(invocation, text -> invocation.output().write(text, false));
      } else {
        invocation.output().write(content, false);
      }
    }
    return status;
  }

  /// Hands on what comes on standard input, as it comes.
  private static void copy(Invocation invocation, Consumer<String> to) {
    Input input = invocation.standardInput();
    for (String text = input.piece(invocation.shell());
        text != null;
        text = input.piece(invocation.shell())) {
      to.accept(text);
    }
  }

  /// `echo 1 | sudo tee /proc/sys/…` is how a setting is written by a user.
  private static int tee(Invocation invocation) {
    Options options = Options.parse(invocation.arguments(), "ai");
    PlaceFiles files = new PlaceFiles(invocation.place());
    List<String> open = new ArrayList<>(options.rest());
    boolean isAnyMissing = open.removeIf(path -> !canOpen(invocation, path, options.has('a')));
    List<String> wrong = new ArrayList<>();
    copy(
        invocation,
        text -> {
          invocation.output().write(text, false);
          open.stream().filter(path -> !files.write(path, text, true)).forEach(wrong::add);
        });
    wrong.forEach(path -> invocation.err("tee: " + path + ": Invalid argument"));
    return isAnyMissing || !wrong.isEmpty() ? 1 : 0;
  }

  private static boolean canOpen(Invocation invocation, String path, boolean appends) {
    PlaceFiles files = new PlaceFiles(invocation.place());
    if (files.canWrite(path) && files.write(path, "", appends)) {
      return true;
    }
    String why = files.writeError(path);
    boolean isReadOnly = why.startsWith("Read-only");
    invocation.err("tee: " + path + ": " + (isReadOnly ? why : "Invalid argument"));
    return false;
  }

  /// Tells what is mounted; nothing can be mounted by hand.
  private static int mount(Invocation invocation) {
    Options options = Options.parse(invocation.arguments(), "t:o:arw");
    if (!options.rest().isEmpty()) {
      return Unknowable.MOUNTS.run(invocation);
    }
    List<String> types = options.values().getOrDefault('t', List.of());
    for (String line : MountTable.shown(invocation.place())) {
      if (types.stream().allMatch(type -> line.contains(" type " + type + " "))) {
        invocation.out(line);
      }
    }
    return 0;
  }

  private static int whoami(Invocation invocation) {
    User user = invocation.place().rights().user();
    if (user.name().isEmpty()) {
      boolean isApplet = invocation.place().toolbox().has(ToolEntry.BUSYBOX);
      String who = isApplet ? "unknown uid " : "cannot find name for user ID ";
      invocation.err("whoami: " + who + user.uid());
      return 1;
    }
    invocation.out(user.name());
    return 0;
  }
}
