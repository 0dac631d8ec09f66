package dev.drydock.scenarios.tools.net.iproute;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.netns.Netns;
import dev.drydock.scenarios.tools.Invocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One run of `ip` or `bridge`: its options, and the namespace it works in.
public final class IpContext {
  /// Both families.
  public static final int ANY = 0;

  /// `-4`.
  public static final int INET = 4;

  /// `-6`.
  public static final int INET6 = 6;

  /// `-0`: links only.
  public static final int LINK = 1;

  /// `-t`: a line with the time before each message of `ip monitor`.
  public static final int STAMPS = 1;

  /// `-ts`: the time in front of each.
  public static final int SHORT_STAMPS = 2;

  private final Invocation invocation;
  private Netns namespace;

  public int family;
  public int details;
  public int statistics;
  public int stamps;
  public boolean brief;
  public boolean oneline;
  public boolean all;
  public boolean json;
  public boolean pretty;
  private final List<Map<String, Object>> objects = new ArrayList<>();

  public IpContext(Invocation invocation) {
    this.invocation = invocation;
    this.namespace = invocation.place().namespace();
  }

  public Invocation invocation() {
    return invocation;
  }

  public Netns namespace() {
    return namespace;
  }

  public void switchTo(Netns other) {
    namespace = other;
  }

  /// Whether a family is wanted, [#INET] or [#INET6].
  public boolean wants(int wanted) {
    return family == ANY || family == wanted;
  }

  public long nowNanos() {
    return invocation.lab().loop().nowNanos();
  }

  public void out(String line) {
    invocation.out(line);
  }

  /// Tells of one object: its line, or with `-j` its part of the list.
  public void tell(Fields fields) {
    if (json) {
      objects.add(fields.values());
    } else {
      out(fields.text());
    }
  }

  /// The end of what is told: with `-j` the list itself.
  public void endList() {
    if (json) {
      out(JsonWriter.write(objects, pretty));
      objects.clear();
    }
  }

  public void err(String line) {
    invocation.err(line);
  }

  /// What separates the lines of one object: `-o` makes it a backslash.
  public String newLine() {
    return oneline ? "\\" : "\n";
  }

  public LinkView view(NetDevice device) {
    return new LinkView(namespace, device);
  }

  public @Nullable NetDevice find(String name) {
    NetDevice device = namespace.device(name);
    if (device != null) {
      return device;
    }
    for (NetDevice other : namespace.devices()) {
      if (other.flags().alternativeNames().contains(name)) {
        return other;
      }
    }
    return null;
  }

  /// A device that must be there, as most commands say it (`nodev`).
  public NetDevice device(String name) throws ToolFailure {
    NetDevice device = find(name);
    if (device == null) {
      throw ToolFailure.noDevice(name, "Cannot find device \"" + name + "\"");
    }
    return device;
  }

  /// A device that must be there, as the commands that show say it.
  public NetDevice shownDevice(String name) throws ToolFailure {
    NetDevice device = find(name);
    if (device == null) {
      throw ToolFailure.noDevice(name, "Device \"" + name + "\" does not exist.");
    }
    return device;
  }
}
