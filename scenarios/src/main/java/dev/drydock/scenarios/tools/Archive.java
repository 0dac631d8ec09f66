package dev.drydock.scenarios.tools;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// The archive that `docker cp` and `tar` write and read: POSIX.1-1988 `ustar`, blocks of 512
/// bytes, two empty ones at the end. Owners are root's.
///
/// ```
/// name 100 | mode 8 | uid 8 | gid 8 | size 12 | time 12 | sum 8 | type 1 | link 100 |
/// "ustar" 0 "00" | user 32 | group 32 | major 8 | minor 8 | prefix 155 | 12 unused
/// ```
public final class Archive {
  /// The length of a block.
  public static final int BLOCK = 512;

  private static final int NAME = 100;
  private static final int SIZE_AT = 124;
  private static final int SIZE_DIGITS = 11;
  private static final int SUM_AT = 148;
  private static final int SUM_LENGTH = 8;
  private static final int TYPE_AT = 156;
  private static final int OCTAL = 8;
  private static final int PREFIX_AT = 345;
  private static final int PREFIX = 155;

  private Archive() {}

  /// Files by name; a name with a slash at its end is a folder.
  ///
  /// @param seconds when they were changed, since 1970
  public static String of(Map<String, String> files, long seconds) {
    StringBuilder archive = new StringBuilder();
    files.forEach((name, text) -> {
      String content =
          new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      boolean isFolder = name.endsWith("/");
      int cut = name.length() <= NAME ? 0 : name.indexOf('/', name.length() - NAME - 1) + 1;
      String head =
          field(name.substring(cut), NAME)
              + field(isFolder ? "0040755" : "0100644", 8)
              + field("0000000", 8)
              + field("0000000", 8)
              + field(String.format(Locale.ROOT, "%011o", content.length()), 12)
              + field(String.format(Locale.ROOT, "%011o", seconds), 12)
              + " ".repeat(SUM_LENGTH)
              + (isFolder ? "5" : "0")
              + field("", 100)
              + "ustar\0"
              + "00"
              + field("root", 32)
              + field("root", 32)
              + field("0000000", 8)
              + field("0000000", 8)
              + field(name.substring(0, Math.max(cut - 1, 0)), PREFIX);
      int sum = head.chars().sum();
      String summed = String.format(Locale.ROOT, "%06o\0 ", sum);
      archive
          .append(field(head.substring(0, SUM_AT) + summed + head.substring(TYPE_AT), BLOCK))
          .append(content)
          .append("\0".repeat((BLOCK - content.length() % BLOCK) % BLOCK));
    });
    return archive.append("\0".repeat(2 * BLOCK)).toString();
  }

  private static String field(String text, int length) {
    String cut = text.substring(0, Math.min(text.length(), length));
    return cut + "\0".repeat(length - cut.length());
  }

  /// What an archive is that cannot be read.
  public static final class Broken extends Exception {
    private static final long serialVersionUID = 1;

    Broken(String why) {
      super(why);
    }
  }

  /// The files in an archive, folders with a slash at their end.
  ///
  /// @throws Broken in the words of Go's `archive/tar`
  public static Map<String, String> read(String archive) throws Broken {
    Map<String, String> files = new LinkedHashMap<>();
    int at = 0;
    while (at < archive.length()) {
      if (at + BLOCK > archive.length()) {
        throw new Broken("unexpected EOF");
      }
      if (archive.charAt(at) == 0) {
        return files;
      }
      String size = text(archive, at + SIZE_AT, SIZE_DIGITS);
      if (!size.matches("[0-7]{1,11}")) {
        throw new Broken("archive/tar: invalid tar header");
      }
      int begin = at + BLOCK;
      int end = (int) Math.min(archive.length(), begin + Long.parseLong(size, OCTAL));
      char type = archive.charAt(at + TYPE_AT);
      String name = name(archive, at);
      if (type == '5') {
        files.put(name.endsWith("/") ? name : name + "/", "");
      } else if (type == '0' || type == 0) {
        byte[] bytes = archive.substring(begin, end).getBytes(StandardCharsets.ISO_8859_1);
        files.put(name, new String(bytes, StandardCharsets.UTF_8));
      }
      at = begin + (end - begin + BLOCK - 1) / BLOCK * BLOCK;
    }
    return files;
  }

  private static String name(String archive, int at) {
    String prefix = text(archive, at + PREFIX_AT, PREFIX);
    return (prefix.isEmpty() ? "" : prefix + "/") + text(archive, at, NAME);
  }

  private static String text(String archive, int at, int length) {
    String field = archive.substring(at, at + length);
    int end = field.indexOf('\0');
    return end < 0 ? field : field.substring(0, end);
  }
}
