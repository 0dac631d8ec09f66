package dev.drydock.scenarios.tools.net.link;

import dev.drydock.core.device.LinkFlags;
import dev.drydock.core.device.NetDevice;
import dev.drydock.scenarios.tools.net.iproute.AddressModes;
import dev.drydock.scenarios.tools.net.iproute.IpContext;
import dev.drydock.scenarios.tools.net.iproute.NetErrno;
import dev.drydock.scenarios.tools.net.iproute.NetnsNames;
import dev.drydock.scenarios.tools.net.iproute.ToolFailure;
import dev.drydock.scenarios.tools.net.iproute.Words;
import java.util.ArrayList;
import java.util.List;

/// `ip link set`: the settings are read first, then applied in the kernel's order: namespace,
/// address, name, MTU, master, flags (`do_setlink`).
final class IpLinkSet {
  private final IpContext context;
  private final LinkChanges changes;
  private final List<Change> early = new ArrayList<>();
  private final List<Change> late = new ArrayList<>();
  private String name = "";

  IpLinkSet(IpContext context, LinkChanges changes) {
    this.context = context;
    this.changes = changes;
  }

  /// One thing that is set, once all words are read.
  private interface Change {
    void make() throws ToolFailure;
  }

  void run(Words words) throws ToolFailure {
    while (!words.isEmpty()) {
      readOne(words);
    }
    device();
    for (Change change : early) {
      change.make();
    }
    for (Change change : late) {
      change.make();
    }
  }

  /// Addresses that are there stay (`inet6_set_link_af`).
  private void setAddressMode(String mode) throws ToolFailure {
    if (!context.namespace().sysctls().set(AddressModes.key(device().name()), mode)) {
      throw ToolFailure.refused(NetErrno.INVALID);
    }
  }

  private NetDevice device() throws ToolFailure {
    if (name.isEmpty()) {
      throw new ToolFailure(
          ToolFailure.MINUS_ONE, "Not enough information: \"dev\" argument is required.");
    }
    return context.device(name);
  }

  private void readOne(Words words) throws ToolFailure {
    String word = LinkWord.of(words.next());
    switch (word) {
      case "up" -> late.add(() -> changes.setUp(device()).check());
      case "down" -> late.add(() -> device().setUp(false));
      case "mtu" -> {
        int bytes = IpLinkCommand.mtu(words);
        early.add(() -> changes.setMtu(device(), bytes).check());
      }
      case "address" -> {
        long mac = IpLinkCommand.mac(words.next());
        early.add(() -> changes.setMac(device(), mac).check());
      }
      case "name" -> rename(IpLinkCommand.name(words.next()));
      case "netns" -> {
        String target = words.next();
        late.add(() -> changes.move(device(), NetnsNames.target(context, target)).check());
      }
      case "master" -> {
        NetDevice master = IpLinkCommand.master(context, words.next());
        early.add(() -> changes.setMaster(device(), master).check());
      }
      case "nomaster" -> early.add(() -> changes.setNoMaster(device()).check());
      default -> readFlag(word, words);
    }
  }

  private void readFlag(String word, Words words) throws ToolFailure {
    switch (word) {
      case "promisc" -> {
        boolean on = onOff(word, words.next());
        late.add(() -> device().flags().setPromiscuous(on));
      }
      case "txqueuelen", "qlen", "txqlen" -> {
        int frames = words.number("txqueuelen");
        early.add(() -> device().setTxQueueFrames(frames));
      }
      case "arp", "multicast", "allmulticast", "dynamic", "trailers" -> {
        boolean on = onOff(word, words.next());
        late.add(() -> setFlag(device().flags(), word, on));
      }
      case "alias" -> {
        String text = words.next();
        early.add(() -> device().flags().setAlias(text));
      }
      case "group" -> {
        String text = words.next();
        int group = text.equals("default") ? 0 : groupNumber(text);
        early.add(() -> device().flags().setGroup(group));
      }
      case "broadcast", "brd" -> {
        long mac = IpLinkCommand.mac(words.next());
        early.add(() -> device().flags().setBroadcastMac(mac));
      }
      case "addrgenmode" -> {
        String mode = AddressModes.number(words.next());
        early.add(() -> setAddressMode(mode));
      }
      case "type" -> readType(words);
      case "link", "numtxqueues", "numrxqueues", "link-netnsid" -> words.next(); // of new links
      case "dev" -> name = words.next();
      default -> {
        if (!name.isEmpty()) {
          throw Words.duplicate("dev", word);
        }
        name = word;
      }
    }
  }

  private static void setFlag(LinkFlags flags, String word, boolean on) {
    switch (word) {
      case "arp" -> flags.setNoArp(!on);
      case "multicast" -> flags.setNoMulticast(!on);
      case "allmulticast" -> flags.setAllMulticast(on);
      case "dynamic" -> flags.setDynamic(on);
      default -> {} // no device here has trailers
    }
  }

  private static int groupNumber(String text) throws ToolFailure {
    if (!text.matches("\\d{1,9}")) {
      throw new ToolFailure(
          ToolFailure.MINUS_ONE,
          "Error: argument \"" + text + "\" is wrong: Invalid \"group\" value\n");
    }
    return Integer.parseInt(text);
  }

  private void readType(Words words) throws ToolFailure {
    String type = words.next();
    List<String> rest = List.copyOf(words.rest());
    while (!words.isEmpty()) {
      words.next();
    }
    late.add(() -> {
      if (StackedLinks.TYPES.contains(type)) {
        StackedLinks.change(device(), type, new Words(rest)).check();
      } else if (type.equals("bridge_slave")) {
        BridgeOptions.readPort(device(), new Words(rest));
      } else {
        new BridgeOptions(new Words(rest)).apply(device());
      }
    });
  }

  private void rename(String newName) {
    early.add(() -> {
      changes.rename(device(), newName).check();
      name = newName;
    });
  }

  /// `on` or `off` (`parse_on_off`).
  static boolean onOff(String key, String word) throws ToolFailure {
    return switch (word) {
      case "on" -> true;
      case "off" -> false;
      default ->
          throw new ToolFailure(
              1,
              "Error: argument of \"" + key + "\" must be \"on\" or \"off\", not \"" + word + "\"");
    };
  }
}
