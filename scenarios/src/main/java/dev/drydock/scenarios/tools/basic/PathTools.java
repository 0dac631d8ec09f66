package dev.drydock.scenarios.tools.basic;

import dev.drydock.drivers.engine.User;
import dev.drydock.scenarios.tools.Folders;
import dev.drydock.scenarios.tools.Input;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.PlaceFiles;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.text.Options;
import dev.drydock.scenarios.tools.text.Texts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// What tells of paths, sums and users: `basename`, `dirname`, `realpath`, `readlink`, `md5sum` and
/// the like, `tty`, `groups` (BusyBox 1.35, GNU coreutils). There are no links.
final class PathTools {
  private PathTools() {}

  static int basename(Invocation invocation) {
    List<String> words = invocation.arguments();
    if (words.isEmpty()) {
      invocation.err("basename: missing operand");
      return 1;
    }
    String plain = words.getFirst().replaceFirst("(?<=.)/+$", "");
    String name = plain.equals("/") ? plain : plain.substring(plain.lastIndexOf('/') + 1);
    String end = words.size() > 1 ? words.get(1) : "";
    boolean isCut = !end.isEmpty() && name.endsWith(end) && !name.equals(end);
    invocation.out(isCut ? name.substring(0, name.length() - end.length()) : name);
    return 0;
  }

  static int dirname(Invocation invocation) {
    List<String> words = invocation.arguments();
    if (words.isEmpty()) {
      invocation.err("dirname: missing operand");
      return 1;
    }
    String plain = words.getFirst().replaceFirst("(?<=.)/+$", "");
    int slash = plain.lastIndexOf('/');
    String folder = slash <= 0 ? plain.substring(0, slash + 1) : plain.substring(0, slash);
    invocation.out(folder.isEmpty() ? "." : folder);
    return 0;
  }

  /// A path without dots; the last part need not be there.
  static int realpath(Invocation invocation) {
    int status = 0;
    Folders folders = new Folders(invocation.place());
    for (String path : Options.parse(invocation.arguments(), "ems").rest()) {
      String absolute = folders.path(path);
      if (isThere(invocation, absolute) || folders.isFolder(parent(absolute))) {
        invocation.out(absolute);
      } else {
        Texts.complainMissing(invocation, path);
        status = 1;
      }
    }
    return status;
  }

  /// Nothing is a link: without `-f` nothing is said.
  static int readlink(Invocation invocation) {
    Options options = Options.parse(invocation.arguments(), "fnevmqsz");
    return options.has('f') || options.has('e') ? realpath(invocation) : 1;
  }

  private static boolean isThere(Invocation invocation, String path) {
    return new PlaceFiles(invocation.place()).exists(path)
        || new Folders(invocation.place()).isFolder(path);
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(path.lastIndexOf('/'), 1));
  }

  /// `md5sum` and its kin, without `-c`.
  static Tool sum(String algorithm) {
    return invocation -> {
      int status = 0;
      List<String> paths = Options.parse(invocation.arguments(), "bts").rest();
      for (String path : paths.isEmpty() ? List.of("-") : paths) {
        String content =
            path.equals("-")
                ? standardInput(invocation)
                : new PlaceFiles(invocation.place()).read(path);
        if (content == null) {
          Texts.complainMissing(invocation, path);
          status = 1;
        } else {
          invocation.out(digest(algorithm, content) + "  " + path);
        }
      }
      return status;
    };
  }

  private static String standardInput(Invocation invocation) {
    Input input = invocation.standardInput();
    StringBuilder all = new StringBuilder();
    for (String text = input.piece(invocation.shell());
        text != null;
        text = input.piece(invocation.shell())) {
      all.append(text);
    }
    return all.toString();
  }

  private static String digest(String algorithm, String content) {
    try {
      MessageDigest sum = MessageDigest.getInstance(algorithm);
      return HexFormat.of().formatHex(sum.digest(content.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }

  /// No command has a terminal of its own.
  static int tty(Invocation invocation) {
    if (!invocation.arguments().contains("-s")) {
      invocation.out("not a tty");
    }
    return 1;
  }

  static int groups(Invocation invocation) {
    User user = invocation.place().rights().user();
    invocation.out(user.group().isEmpty() ? "" + user.gid() : user.group());
    return 0;
  }
}
