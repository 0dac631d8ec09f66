package dev.drydock.scenarios.tools.bridge;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.BridgePort;
import dev.drydock.core.netns.Netns;
import dev.drydock.scenarios.tools.Invocation;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `brctl` sets: of a bridge, its spanning tree, and its ports. Texts and limits are those of
/// bridge-utils 1.7.1 on Linux 6.18.
final class BrctlSettings {
  private static final Pattern NUMBER =
      Pattern.compile("\\s*([+-]?)(0[xX][0-9a-fA-F]{1,8}|\\d{1,9})(\\.\\d*)?.*");

  private static final String NO_DEVICE = "No such device";
  private static final String NO_PORT = "No such file or directory";
  private static final String OUT_OF_RANGE = "Numerical result out of range";

  /// The kernel takes times in hundredths of a second.
  private static final long CENTISECOND_NANOS = 10_000_000L;

  private final Invocation invocation;
  private final Netns namespace;

  BrctlSettings(Invocation invocation) {
    this.invocation = invocation;
    this.namespace = invocation.place().namespace();
  }

  int set(String verb, List<String> words) {
    return switch (verb) {
      case "stp" -> stp(words);
      case "hairpin" -> hairpin(words);
      case "setpathcost", "setportprio" -> port(verb, words);
      case "setbridgeprio" -> priority(words);
      default -> time(verb, words);
    };
  }

  private int lacks(String complaint) {
    invocation.err(complaint);
    return 1;
  }

  /// What is set failed, and why; nothing when there is no reason.
  private int outcome(String what, String error) {
    return error.isEmpty() ? 0 : lacks("set " + what + " failed: " + error);
  }

  private static String range(boolean inRange) {
    return inRange ? "" : OUT_OF_RANGE;
  }

  /// Whether a word says on or off; -1 when it says neither.
  private static int onOff(String word) {
    return switch (word) {
      case "on", "yes", "1" -> 1;
      case "off", "no", "0" -> 0;
      default -> -1;
    };
  }

  private int stp(List<String> words) {
    int on = onOff(words.get(1));
    if (on < 0) {
      return lacks("expect on/off for argument");
    }
    if (!(namespace.device(words.get(0)) instanceof Bridge bridge)) {
      return outcome("stp status", NO_DEVICE);
    }
    bridge.tree().setEnabled(on == 1);
    return 0;
  }

  private int hairpin(List<String> words) {
    int on = onOff(words.get(2));
    if (on < 0) {
      return lacks("expect on/off for argument");
    }
    if (!(namespace.device(words.get(0)) instanceof Bridge bridge)) {
      return lacks("bridge " + words.get(0) + " does not exist!");
    }
    String name = words.get(1);
    if (namespace.device(name) == null) {
      return lacks("interface " + name + " does not exist!");
    }
    BridgePort port = bridge.port(name);
    if (port == null) {
      return lacks("can't set " + name + " to hairpin on bridge " + bridge.name() + ": " + NO_PORT);
    }
    port.setHairpin(on == 1);
    return 0;
  }

  private int priority(List<String> words) {
    Matcher number = NUMBER.matcher(words.get(1));
    if (!number.matches()) {
      return lacks("bad priority");
    }
    if (!(namespace.device(words.get(0)) instanceof Bridge bridge)) {
      return outcome("bridge priority", NO_DEVICE);
    }
    bridge.tree().setPriority(whole(number));
    return 0;
  }

  private int port(String verb, List<String> words) {
    boolean isCost = verb.equals("setpathcost");
    Matcher number = NUMBER.matcher(words.get(2));
    if (!number.matches()) {
      return lacks(isCost ? "bad path cost value" : "bad path priority value");
    }
    String what = isCost ? "path cost" : "port priority";
    String name = words.get(1);
    if (!(namespace.device(words.get(0)) instanceof Bridge bridge)
        || namespace.device(name) == null) {
      return outcome(what, NO_DEVICE);
    }
    BridgePort port = bridge.port(name);
    if (port == null) {
      return outcome(what, NO_PORT);
    }
    int value = whole(number);
    boolean taken =
        isCost
            ? bridge.tree().setCost(port.tree(), value)
            : bridge.tree().setPriority(port.tree(), value);
    return outcome(what, range(taken));
  }

  private int time(String verb, List<String> words) {
    String what =
        switch (verb) {
          case "setageing" -> "ageing time";
          case "setfd" -> "forward delay";
          case "sethello" -> "hello timer";
          default -> "max age";
        };
    Matcher number = NUMBER.matcher(words.get(1));
    if (!number.matches()) {
      return lacks("bad " + what + " value");
    }
    if (!(namespace.device(words.get(0)) instanceof Bridge bridge)) {
      return outcome(what, NO_DEVICE);
    }
    long nanos = nanos(number);
    boolean taken =
        switch (verb) {
          case "setfd" -> bridge.tree().setForwardDelay(nanos);
          case "sethello" -> bridge.tree().setHelloTime(nanos);
          case "setmaxage" -> bridge.tree().setMaxAge(nanos);
          default -> {
            bridge.setAgeing(nanos);
            yield true;
          }
        };
    return outcome(what, range(taken));
  }

  /// `%i` of scanf.
  private static int whole(Matcher number) {
    long value = Long.decode(number.group(2).matches("0\\d+") ? "0" : number.group(2));
    return (int) (number.group(1).equals("-") ? -value : value);
  }

  private static long nanos(Matcher number) {
    String fraction = number.group(3) == null ? "" : number.group(3);
    double seconds = Double.parseDouble(whole(number) + fraction);
    long hundredths = (long) ((seconds * 100) + 1e-6);
    return hundredths * CENTISECOND_NANOS;
  }
}
