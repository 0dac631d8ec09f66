package dev.drydock.scenarios.tools.net.link;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.Mac;
import dev.drydock.scenarios.tools.net.iproute.IpContext;
import dev.drydock.scenarios.tools.net.iproute.IpUsage;
import dev.drydock.scenarios.tools.net.iproute.NetErrno;
import dev.drydock.scenarios.tools.net.iproute.NetnsNames;
import dev.drydock.scenarios.tools.net.iproute.ToolFailure;
import dev.drydock.scenarios.tools.net.iproute.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `ip link` (`ip/iplink.c`).
public final class IpLinkCommand {
  private final IpContext context;

  /// `IFNAMSIZ` without the final zero.
  private static final int NAME_CHARACTERS_MAX = 15;

  private final LinkChanges changes;

  public IpLinkCommand(IpContext context) {
    this.context = context;
    this.changes =
        new LinkChanges(context.invocation().place().box().machine(), context.namespace());
  }

  public int run(Words words) throws ToolFailure {
    String word = words.isEmpty() ? "show" : words.next();
    if (Words.matches(word, "add")) {
      add(words);
    } else if (Words.matches(word, "set") || Words.matches(word, "change")) {
      new IpLinkSet(context, changes).run(words);
    } else if (Words.matches(word, "show") || Words.matches(word, "list") || word.equals("lst")) {
      new IpAddrShow(context, ShowFilter.read(context, words)).links();
    } else if (Words.matches(word, "delete")) {
      delete(words);
    } else if (Words.matches(word, "property")) {
      property(words);
    } else if (Words.matches(word, "help")) {
      help(words);
    } else {
      throw new ToolFailure(
          ToolFailure.MINUS_ONE, "Command \"" + word + "\" is unknown, try \"ip link help\".");
    }
    return 0;
  }

  /// Of a type, its usage; it is asked for, and so no failure (`do_iplink_help`).
  private void help(Words words) throws ToolFailure {
    String usage = words.isEmpty() ? null : LinkUsage.of(words.next());
    if (usage == null) {
      throw new ToolFailure(ToolFailure.MINUS_ONE, IpUsage.LINK);
    }
    context.out(usage);
  }

  /// `ip link property { add | del } dev DEV altname NAME`.
  private void property(Words words) throws ToolFailure {
    boolean add = Words.matches(words.next(), "add");
    words.skip("dev");
    NetDevice device = context.device(words.next());
    List<String> names = new ArrayList<>(device.flags().alternativeNames());
    while (!words.isEmpty()) {
      words.skip("altname");
      String name = words.next();
      if (add && context.find(name) != null) {
        NetErrno.EXISTS.check();
      }
      if (!add && !names.remove(name)) {
        NetErrno.INVALID.check();
      }
      if (add) {
        names.add(name);
      }
    }
    device.flags().setAlternativeNames(names);
  }

  private void delete(Words words) throws ToolFailure {
    String name = "";
    while (!words.isEmpty()) {
      String word = words.next();
      if (word.equals("type")) {
        words.next();
      } else {
        if (!name.isEmpty() && !word.equals("dev")) {
          throw Words.duplicate("dev", word);
        }
        name = word.equals("dev") ? words.next() : word;
      }
    }
    if (name.isEmpty()) {
      throw new ToolFailure(
          ToolFailure.MINUS_ONE, "Not enough information: \"dev\" argument is required.");
    }
    changes.delete(context.device(name)).check();
  }

  /// What stands behind `ip link add`, for the link itself and for the peer of a pair.
  private static final class Request {
    String name = "";
    String type = "";
    long mac = -1;
    int mtuBytes;
    boolean up;
    @Nullable NetDevice master;
    Netns netns;
    @Nullable NetDevice lower;

    Request(Netns netns) {
      this.netns = netns;
    }

    LinkChanges.NewLink link() {
      return new LinkChanges.NewLink(name, mac, mtuBytes, netns);
    }
  }

  private void add(Words words) throws ToolFailure {
    Request request = new Request(context.namespace());
    while (!words.isEmpty() && request.type.isEmpty()) {
      readOne(request, words);
    }
    switch (request.type) {
      case "" -> throw new ToolFailure(1, "Not enough information: \"type\" argument is required");
      case "bridge" -> {
        BridgeOptions options = new BridgeOptions(words);
        changes.addBridge(request.link()).check();
        options.apply(request.netns.device(request.name));
      }
      case "veth" -> {
        Request peer = new Request(context.namespace());
        if (!words.isEmpty() && !words.peek().equals("peer")) {
          throw new ToolFailure(1, String.valueOf(LinkUsage.of("veth")));
        }
        if (words.skip("peer")) {
          while (!words.isEmpty()) {
            readOne(peer, words);
          }
        }
        changes.addVeth(request.link(), peer.link()).check();
      }
      case "vxlan" -> {
        if (!changes.kernelHas(request.type)) {
          NetErrno.NOT_SUPPORTED.saying("Unknown device type").check();
        }
        new VxlanLinks(context, changes.machine()).add(request.link(), words).check();
      }
      default -> {
        if (!LinkUsage.knows(request.type) && !words.isEmpty()) {
          String rest = words.peek() + " ...\"";
          throw new ToolFailure(
              1, "Garbage instead of arguments \"" + rest + ". Try \"ip link help\".");
        }
        if (!StackedLinks.TYPES.contains(request.type) || !changes.kernelHas(request.type)) {
          NetErrno.NOT_SUPPORTED.saying("Unknown device type").check();
        }
        changes.addStacked(request.type, request.link(), request.lower, words).check();
      }
    }
    enslave(request);
  }

  /// What is asked of a link that is there then (`rtnl_newlink_create`).
  private void enslave(Request request) throws ToolFailure {
    NetDevice made = request.netns.device(request.name);
    if (made == null) {
      return;
    }
    if (request.up) {
      changes.setUp(made).check();
    }
    if (request.master != null) {
      changes.setMaster(made, request.master).check();
    }
  }

  private void readOne(Request request, Words words) throws ToolFailure {
    String word = LinkWord.of(words.next());
    switch (word) {
      case "up" -> request.up = true;
      case "down" -> request.up = false;
      case "master" -> request.master = master(context, words.next());
      case "name", "dev" -> request.name = name(words.next());
      case "address" -> request.mac = mac(words.next());
      case "mtu" -> request.mtuBytes = mtu(words);
      case "netns" -> request.netns = NetnsNames.target(context, words.next());
      case "type" -> request.type = words.next();
      case "link" -> request.lower = context.device(words.next());
      case "txqueuelen", "numtxqueues", "numrxqueues", "index", "group", "broadcast", "alias" ->
          words.next();
      default -> {
        if (!request.name.isEmpty()) {
          throw Words.duplicate("dev", word);
        }
        request.name = positional(word);
      }
    }
  }

  /// A name without the word `name` before it may be as long as an alternative one; the kernel then
  /// refuses it (`check_altifname`).
  private static String positional(String text) throws ToolFailure {
    if (text.isEmpty() || text.matches(".*[/\\s].*")) {
      throw Words.wrong(text, "\"dev\" not a valid ifname");
    }
    if (text.length() > NAME_CHARACTERS_MAX) {
      throw new ToolFailure(2, "Error: Attribute failed policy validation.");
    }
    return text;
  }

  /// A name for a device (`get_ifname`, `check_ifname`).
  static String name(String text) throws ToolFailure {
    if (text.isEmpty() || text.length() > NAME_CHARACTERS_MAX || text.matches(".*[/\\s].*")) {
      throw Words.wrong(text, "\"name\" not a valid ifname");
    }
    return text;
  }

  static int mtu(Words words) throws ToolFailure {
    String text = words.next();
    if (!text.matches("\\d{1,9}")) {
      throw Words.wrong(text, "Invalid \"mtu\" value\n");
    }
    return Integer.parseInt(text);
  }

  static long mac(String text) throws ToolFailure {
    try {
      return Mac.parse(text);
    } catch (IllegalArgumentException e) {
      int length =
          text.matches("[0-9a-fA-F]{1,2}(:[0-9a-fA-F]{1,2})*") ? text.split(":", -1).length : 0;
      String wrong = "Invalid address length " + length + " - must be 6 bytes";
      throw new ToolFailure(1, length > 0 ? wrong : "\"" + text + "\" is invalid lladdr.");
    }
  }

  /// A device of a context's namespace, with its own words when it is missing.
  static NetDevice master(IpContext context, String name) throws ToolFailure {
    NetDevice device = context.find(name);
    if (device == null) {
      throw Words.wrong(name, "Device does not exist\n");
    }
    return device;
  }
}
