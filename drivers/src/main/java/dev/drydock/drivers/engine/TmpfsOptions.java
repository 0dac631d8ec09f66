package dev.drydock.drivers.engine;

import dev.drydock.drivers.EngineException;
import java.util.Map;

/// The options of `--tmpfs`, which are looked at when the container starts (moby
/// `pkg/mount/flags.go`, `MergeTmpfsOptions`).
final class TmpfsOptions {
  private static final String FLAGS =
      "|defaults|ro|rw|suid|nosuid|dev|nodev|exec|noexec|sync|async|dirsync|remount|mand|nomand"
          + "|atime|noatime|diratime|nodiratime|r?bind|r?unbindable|r?private|r?shared|r?slave"
          + "|(no)?relatime|(no)?strictatime";

  private static final String VALUES = "(|size|mode|uid|gid|nr_inodes|nr_blocks|mpol)=.*";

  private TmpfsOptions() {}

  /// Refuses what is none, from the end on.
  ///
  /// @param mounts target → options
  static void check(Map<String, String> mounts) {
    for (String text : mounts.values()) {
      String[] options = text.split(",", -1);
      for (int i = options.length - 1; i >= 0; i--) {
        if (!options[i].matches(FLAGS) && !options[i].matches(VALUES)) {
          throw new EngineException("invalid tmpfs option " + quoted(options[i]));
        }
      }
    }
  }

  /// As Go prints a list of texts by `%q`.
  private static String quoted(String option) {
    int cut = option.indexOf('=');
    String name = GoString.quoted(cut < 0 ? option : option.substring(0, cut));
    return "[" + name + (cut < 0 ? "" : " " + GoString.quoted(option.substring(cut + 1))) + "]";
  }
}
