package dev.drydock.scenarios.model;

import dev.drydock.scenarios.text.Keys;
import java.util.List;

/// Every key of the `x-drydock` block, by the place it may stand at. `schema/x-drydock.schema.json`
/// says the same to editors.
final class BlockKeys {

  /// The block at the top of the file.
  public static final Keys TOP =
      Keys.of(
          "captures",
          "engine",
          "expect",
          "images",
          "kernel",
          "links",
          "machines",
          "offloads",
          "seed",
          "steps",
          "swarm",
          "sysctls");

  /// An entry of `machines`.
  public static final Keys MACHINE =
      Keys.of(
          "docker", "forward", "kernel", "masquerade", "nameservers", "nics", "serve", "sysctls");

  /// What `kernel` may say.
  public static final Keys KERNEL = Keys.of("config", "cpus", "release");

  /// An entry of `nics`.
  public static final Keys NIC =
      Keys.of("address", "gateway", "kind", "link", "mac", "mtu", "port");

  /// The switch port of a NIC.
  public static final Keys PORT = Keys.of("access", "macs", "native", "reflect", "trunk");

  /// An entry of `links`.
  public static final Keys LINK =
      Keys.of(
          "corrupt",
          "delay",
          "duplicate",
          "jitter",
          "limit",
          "loss",
          "queue",
          "rate",
          "reorder",
          "stp");

  /// An entry of `images`.
  public static final Keys IMAGE = Keys.of("expose", "serve", "tools");

  /// An entry of `steps`.
  public static final Keys STEP = Keys.of("at", "expect", "fault", "fix", "run");

  /// What a step expects of its command.
  public static final Keys OUTCOME = Keys.of("exit", "stderr", "stdout");

  /// A fault.
  public static final Keys FAULT =
      Keys.of(
          "corrupt",
          "delay",
          "down",
          "duplicate",
          "for",
          "from",
          "jitter",
          "link",
          "loss",
          "partition",
          "rate",
          "reorder",
          "restart");

  /// Those keys of a fault that change a link.
  static final List<String> LINK_CHANGES =
      List.of("corrupt", "delay", "down", "duplicate", "jitter", "loss", "rate", "reorder");

  /// An entry of the top-level `expect`.
  public static final Keys CLAIM = Keys.of("blocked", "reach");

  /// What stands under `reach` and `blocked`.
  public static final Keys FLOW = Keys.of("by", "from", "to", "via");

  /// An entry of `captures`.
  public static final Keys CAPTURE = Keys.of("filter", "interfaces", "snaplen");

  /// The block of a service.
  public static final Keys SERVICE = Keys.of("listen", "machine");

  /// The block of a network: nothing yet.
  public static final Keys NETWORK = Keys.of();

  private BlockKeys() {}
}
