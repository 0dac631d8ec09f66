package dev.drydock.scenarios.tools.docker.container;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.plan.ImageReference;
import dev.drydock.scenarios.text.MacAddress;
import dev.drydock.scenarios.tools.PlaceFiles;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.FlagValues;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.network.NetworkWords;

/// What the command line refuses of the options of `docker run` before it asks the engine
/// (docker/cli `cli/command/container/opts.go`, `opts/`; words seen with 20.10.24).
final class RunChecks {
  private static final String KERNEL_SYSCTLS =
      "kernel\\.(msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced)";

  /// Something behind a slash, a system, or a processor (containerd `platforms.Parse`).
  private static final String PLATFORMS =
      ".+/.+|linux|windows|darwin|freebsd|amd64|x86_64|x86-64|i386|386|arm|armhf|armel|arm64"
          + "|aarch64|ppc64le|s390x|riscv64|mips64le";

  private static final int SWAPPINESS_MAX = 100;

  private final DockerCall call;
  private final Flags.Given given;
  private final FlagValues values;

  RunChecks(DockerCall call, Flags.Given given) {
    this.call = call;
    this.given = given;
    this.values = new FlagValues(given, call.verb());
  }

  void check() throws Failure {
    checkValues();
    checkNames();
    checkNamespaces();
    checkTogether();
    checkImage(given.words().getFirst());
    checkFixed();
  }

  /// What pflag refuses.
  private void checkValues() throws Failure {
    HostOptions.of(given, call.verb());
    for (String text : given.all("label")) {
      if (text.startsWith("=")) {
        throw values.refused(text, "label", "invalid label '" + text + "': empty name");
      }
    }
    checkSysctls();
  }

  /// Only those that belong to namespaces may be set (docker/cli `opts/opts.go`, `ValidateSysctl`).
  private void checkSysctls() throws Failure {
    for (String text : given.all("sysctl")) {
      boolean isAllowed =
          text.matches("(?s)(net\\.|fs\\.mqueue\\.).*=.*|" + KERNEL_SYSCTLS + "=.*");
      if (!isAllowed) {
        String why = call.client().isWhitelisting() ? "is not whitelisted" : "is not allowed";
        throw Failure.usage(
            "invalid argument \"%1$s\" for \"--sysctl\" flag: sysctl '%1$s' %2$s"
                .formatted(text, why),
            call.verb());
      }
    }
  }

  private void checkNames() throws Failure {
    for (String server : given.all("dns")) {
      if (IpAddress.parseOrNull(server.strip()) == null) {
        throw Failure.usage(
            "invalid argument \"%s\" for \"--dns\" flag: %s"
                .formatted(server, call.words().notAnAddress(server)),
            call.verb());
      }
    }
    for (String link : given.all("link")) {
      if (link.isEmpty() || link.split(":", -1).length > 2) {
        String why =
            link.isEmpty() ? "empty string specified for links" : "bad format for links: " + link;
        throw Failure.usage(
            "invalid argument \"%s\" for \"--link\" flag: %s".formatted(link, why), call.verb());
      }
    }
    for (String extra : given.all("add-host")) {
      int cut = extra.replace('=', ':').indexOf(':');
      String typed = extra.substring(cut + 1);
      boolean takesBrackets = call.client().takesBracketsOfHosts();
      String address = takesBrackets ? typed.replaceAll("^\\[|\\]$", "") : typed;
      String why =
          cut <= 0
              ? "bad format for add-host: \"" + extra + "\""
              : "invalid IP address in add-host: \"" + address + "\"";
      boolean isAddress = address.equals("host-gateway") || IpAddress.parseOrNull(address) != null;
      if (cut <= 0 || !isAddress) {
        throw Failure.usage(
            "invalid argument \"%s\" for \"--add-host\" flag: %s".formatted(extra, why),
            call.verb());
      }
    }
  }

  /// Namespaces that are shared (docker/cli `parse`).
  private void checkNamespaces() throws Failure {
    checkNamespace("pid", "PID", "host|container:.+");
    checkNamespace("uts", "UTS", "host");
    checkNamespace("userns", "USER", "host");
    checkNamespace("cgroupns", "CGROUP", "host|private");
  }

  private void checkNamespace(String option, String kind, String known) throws Failure {
    String mode = given.last(option, "");
    if (!mode.isEmpty() && !mode.matches(known)) {
      throw Failure.options("--" + option + ": invalid " + kind + " mode");
    }
  }

  private void checkTogether() throws Failure {
    if (given.has("detach") && given.has("attach")) {
      throw new Failure("Conflicting options: -a and -d", 1);
    }
    int swappiness = values.signed("memory-swappiness", -1);
    if (swappiness < -1 || swappiness > SWAPPINESS_MAX) {
      throw Failure.options(
          "invalid value: " + swappiness + ". Valid memory swappiness range is 0-100");
    }
    String mac = given.last("mac-address", "");
    if (!mac.isEmpty() && MacAddress.parse(mac.strip()) == null) {
      throw Failure.options(mac + " is not a valid mac address");
    }
    String restart = given.last("restart", "no");
    if (given.has("rm") && !restart.equals("no") && !restart.isEmpty()) {
      throw Failure.options(call.words().restartAndRemove());
    }
    if (given.last("log-driver", "").equals("none") && !given.all("log-opt").isEmpty()) {
      throw Failure.options("invalid logging opts for driver none");
    }
    String platform = given.last("platform", "linux");
    if (!platform.matches(PLATFORMS)) {
      throw Failure.options(
          "error parsing specified platform: \"%s\": unknown operating system or architecture:"
                  .formatted(platform)
              + " invalid argument");
    }
    for (String option : given.all("security-opt")) { // parseSecurityOpts
      checkProfile(option);
      if (!option.matches("no-new-privileges|(?s).*[=:].*")) {
        throw Failure.options("Invalid --security-opt: \"" + option + "\"");
      }
    }
  }

  /// A file of system calls (docker/cli `parseSecurityOpts`).
  private void checkProfile(String option) throws Failure {
    String path = option.replaceFirst("^seccomp[=:]", "");
    boolean isFile = !path.equals(option) && !path.matches("unconfined|builtin");
    if (isFile && !new PlaceFiles(call.invocation().place()).exists(path)) {
      throw Failure.options(
          "opening seccomp profile (%1$s) failed: open %1$s: no such file or directory"
              .formatted(path));
    }
  }

  /// `distribution/reference`.
  private static void checkImage(String image) throws Failure {
    if (!ImageReference.isValid(image)) {
      throw Failure.options(ImageReference.complaint(image));
    }
  }

  /// The command line of 20.10 leaves it to the engine to read addresses.
  private void checkFixed() throws Failure {
    String wrong = NetworkWords.unreadableAddress(call, given);
    if (!wrong.isEmpty()) {
      String why = "Error response from daemon: " + wrong;
      throw new Failure(call.words().noContainer(why, call.verb()), Failure.USAGE);
    }
  }
}
