package dev.drydock.scenarios.tools.http;

import dev.drydock.scenarios.tools.Toolbox;
import java.util.ArrayList;
import java.util.List;

/// With which options a BusyBox was built, as far as its `wget` shows it.
enum WgetBuild {
  /// Debian's `busybox-static`: without `CONFIG_FEATURE_WGET_TIMEOUT`. The option `-T` is read all
  /// the same, and its number is written where the build has no variable: the program crashes.
  DEBIAN,

  /// BusyBox's own defaults, with which the images of Docker Hub are built.
  DEFAULTS;

  /// The tool set of images with a BusyBox of the default options.
  static final String DEFCONFIG = Toolbox.DEFAULT_BUILD;

  private static final List<String> LONG_OPTIONS =
      List.of(
          "quiet",
          "continue",
          "server-response",
          "spider",
          "no-check-certificate",
          "output-document=",
          "output-file=",
          "directory-prefix=",
          "proxy=",
          "user-agent=",
          "tries=",
          "header=",
          "post-data=");

  private static final String USAGE =
      """
      BusyBox v1.35.0%s multi-call binary.

      Usage: wget [-cqS] [--spider] [-O FILE] [-o LOGFILE] [--header STR]
      \t[--post-data STR | --post-file FILE] [-Y on/off]
      \t[--no-check-certificate] [-P DIR] [-U AGENT]%s URL...

      Retrieve files via HTTP or FTP

      \t--spider\tOnly check URL existence: $? is 0 if exists
      \t--header STR\tAdd STR (of form 'header: value') to headers
      \t--post-data STR\tSend STR using POST method
      \t--post-file FILE\tSend FILE using POST method
      \t--no-check-certificate\tDon't validate the server's certificate
      \t-c\t\tContinue retrieval of aborted transfer
      \t-q\t\tQuiet
      \t-P DIR\t\tSave to DIR (default .)
      \t-S    \t\tShow server response
      %s\t-O FILE\t\tSave to FILE ('-' for stdout)
      \t-o LOGFILE\tLog messages to FILE
      \t-U STR\t\tUse STR for User-Agent header
      \t-Y on/off\tUse proxy\
      """;

  /// The build that an image has.
  static WgetBuild of(Toolbox toolbox) {
    return toolbox.has(DEFCONFIG) ? DEFAULTS : DEBIAN;
  }

  /// Whether the option `-T` has a variable to go to.
  boolean knowsTimeout() {
    return this == DEFAULTS;
  }

  /// The long options there are, those that take a value with an equals sign.
  List<String> longOptions() {
    List<String> options = new ArrayList<>(LONG_OPTIONS);
    if (knowsTimeout()) {
      options.add("timeout=");
    }
    return options;
  }

  /// The usage.
  String usage() {
    return knowsTimeout()
        ? USAGE.formatted("", " [-T SEC]", "\t-T SEC\t\tNetwork read timeout is SEC seconds\n")
        : USAGE.formatted(" (Debian 1:1.35.0-4+deb12u1+b1)", "", "");
  }
}
