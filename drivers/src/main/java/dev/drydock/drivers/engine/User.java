package dev.drydock.drivers.engine;

import dev.drydock.drivers.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// Whose processes those of a container are: `-u NAME|UID[:GROUP|GID]` (moby `daemon/oci_linux.go`,
/// `getUser`; opencontainers/runc `libcontainer/user`). Every image is taken to have the users of
/// Debian's base system, and one of its own name where images of that kind have one.
///
/// @param name empty for one that `/etc/passwd` does not know
/// @param group empty for one that `/etc/group` does not know
/// @param home `HOME` where nobody says another
/// @param more `--group-add`, as `id` shows them
public record User(int uid, int gid, String name, String group, String home, List<String> more) {
  /// The usual one.
  public static final User ROOT = new User(0, 0, "root", "root", "/root", List.of());

  private static final String NUMBER = "\\d{1,9}";

  private static final List<String> GROUPS =
      List.of("adm", "tty", "disk", "dialout", "sudo", "audio", "video");

  /// Groups of Debian that no user is called after.
  private static @Nullable Integer group(String name) {
    return switch (name) {
      case "adm" -> 4;
      case "tty" -> 5;
      case "disk" -> 6;
      case "dialout" -> 20;
      case "sudo" -> 27;
      case "audio" -> 29;
      case "video" -> 44;
      default -> null;
    };
  }

  /// Copies the list.
  public User {
    more = List.copyOf(more);
  }

  /// `/etc/passwd` of Debian; two have groups of another number.
  private static final List<User> KNOWN =
      List.of(
          known("root", 0, "/root"),
          known("daemon", 1, "/usr/sbin"),
          known("bin", 2, "/bin"),
          known("sys", 3, "/dev"),
          new User(5, 60, "games", "games", "/usr/games", List.of()),
          new User(6, 12, "man", "man", "/var/cache/man", List.of()),
          known("lp", 7, "/var/spool/lpd"),
          known("mail", 8, "/var/mail"),
          known("news", 9, "/var/spool/news"),
          known("uucp", 10, "/var/spool/uucp"),
          known("proxy", 13, "/bin"),
          known("www-data", 33, "/var/www"),
          known("backup", 34, "/var/backups"),
          known("list", 38, "/var/list"),
          known("irc", 39, "/run/ircd"),
          known("nobody", 65_534, "/nonexistent"));

  /// Users that images add.
  private static final List<User> ADDED =
      List.of(
          known("nginx", 101, "/nonexistent"),
          known("node", 1000, "/home/node"),
          known("postgres", 999, "/var/lib/postgresql"),
          known("redis", 999, "/home/redis"),
          known("mysql", 999, "/home/mysql"));

  private static User known(String name, int number, String home) {
    return new User(number, number, name, name, home, List.of());
  }

  /// One of those that every image has; null for none.
  public static @Nullable User named(String name) {
    return name.matches(NUMBER) ? null : find(name, "", User::uid);
  }

  /// The text of `/etc/passwd` of an image.
  ///
  /// @param shell of root
  public static String passwd(String image, String shell) {
    StringBuilder text = new StringBuilder();
    of(image)
        .forEach(user ->
            text.append(
                "%s:x:%d:%d:%s:%s:%s\n"
                    .formatted(
                        user.name,
                        user.uid,
                        user.gid,
                        user.name,
                        user.home,
                        user.isRoot() ? shell : "/usr/sbin/nologin")));
    return text.toString();
  }

  /// The text of `/etc/group` of an image.
  public static String groups(String image) {
    TreeMap<Integer, String> names = new TreeMap<>();
    for (String name : GROUPS) {
      Integer gid = group(name);
      if (gid != null) {
        names.put(gid, name);
      }
    }
    of(image).forEach(user -> names.putIfAbsent(user.gid, user.group));
    StringBuilder text = new StringBuilder();
    names.forEach((gid, name) -> text.append(name).append(":x:").append(gid).append(":\n"));
    return text.toString();
  }

  /// Those of an image.
  private static List<User> of(String image) {
    List<User> all = new ArrayList<>(KNOWN);
    ADDED.stream().filter(user -> isOf(user, image)).forEach(all::add);
    return all;
  }

  private static boolean isOf(User user, String image) {
    return image.matches("(.*/)?" + user.name + "(:.*)?");
  }

  /// The name, or else the number.
  public String label() {
    return name.isEmpty() ? "" + uid : name;
  }

  /// Whether it is root.
  public boolean isRoot() {
    return uid == 0;
  }

  /// The user who is asked for.
  ///
  /// @param text as typed; empty for the image's
  /// @param image its name
  /// @throws EngineException if there is no such user or group
  public static User of(String text, String image) {
    if (text.isEmpty()) {
      return ROOT;
    }
    int cut = text.indexOf(':');
    User user = user(cut < 0 ? text : text.substring(0, cut), image);
    String group = cut < 0 ? "" : text.substring(cut + 1);
    if (group.isEmpty()) {
      return user;
    }
    User of = find(group, image, User::gid);
    if (of == null && !group.matches(NUMBER)) {
      throw new EngineException(
          "unable to find group " + group + ": no matching entries in group file");
    }
    int gid = of == null ? Integer.parseInt(group) : of.gid;
    return new User(user.uid, gid, user.name, of == null ? "" : of.group, user.home, List.of());
  }

  /// The same, in further groups.
  ///
  /// @param groups names and numbers
  /// @param image its name
  /// @throws EngineException if there is no such group
  User in(List<?> groups, String image) {
    List<String> all = new ArrayList<>();
    for (Object each : groups) {
      String text = each.toString();
      User of = find(text, image, User::gid);
      Integer gid = of == null ? group(text) : Integer.valueOf(of.gid);
      if (gid == null && !text.matches(NUMBER)) {
        throw new EngineException(
            "Unable to find group " + text + ": no matching entries in group file");
      }
      all.add(gid == null ? text : gid + "(" + (of == null ? text : of.group) + ")");
    }
    return new User(uid, gid, name, group, home, all);
  }

  private static User user(String text, String image) {
    if (text.isEmpty()) {
      return ROOT;
    }
    User known = find(text, image, User::uid);
    if (known == null && !text.matches(NUMBER)) {
      throw new EngineException(
          "unable to find user " + text + ": no matching entries in passwd file");
    }
    return known == null ? new User(Integer.parseInt(text), 0, "", "root", "/", List.of()) : known;
  }

  /// By name, or by a number of theirs.
  private static @Nullable User find(String text, String image, ToIntFunction<User> number) {
    boolean isNumber = text.matches(NUMBER);
    for (User user : of(image)) {
      if (text.equals(isNumber ? "" + number.applyAsInt(user) : user.name)) {
        return user;
      }
    }
    return null;
  }
}
