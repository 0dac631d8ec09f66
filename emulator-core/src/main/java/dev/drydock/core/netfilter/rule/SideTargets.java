package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Family;
import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.netfilter.Target;
import dev.drydock.core.netfilter.Verdict;
import dev.drydock.core.wire.IpAddress;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Targets that leave the packet's way as it is: NFLOG, CLASSIFY, TEE.
final class SideTargets {
  private SideTargets() {}

  /// `-j NFLOG`: a program may read the packet; there is none here but the trail.
  record NetlinkLog(int group, String prefix, long size, int threshold) implements Target {
    @Override
    public Verdict apply(Packet packet) {
      var listener = packet.netfilter().softnet().dropListener();
      if (listener != null) {
        listener.rewritten(packet.frame, "NFLOG " + prefix);
      }
      return Verdict.CONTINUE;
    }

    @Override
    public String name() {
      return "NFLOG";
    }

    private String words(String start, String quoted) {
      return (prefix.isEmpty() ? "" : start + "nflog-prefix " + quoted)
          + (group == 0 ? "" : start + "nflog-group " + group)
          + (size < 0 ? "" : start + "nflog-size " + size)
          + (threshold == 1 ? "" : start + "nflog-threshold " + threshold);
    }

    @Override
    public String save() {
      return words(" --", Quoted.of(prefix));
    }

    @Override
    public String list() {
      return words(" ", Quoted.of(prefix)).strip();
    }
  }

  static final class NetlinkLogReader implements Targets.Options {
    private int group;
    private String prefix = "";
    private long size = -1;
    private int threshold = 1;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      switch (option) {
        case "--nflog-group" -> group = Guided.number("NFLOG", option, words.value(), 65_535);
        case "--nflog-prefix" -> prefix = words.value();
        case "--nflog-size" ->
            size = Guided.number("NFLOG", option, words.value(), Integer.MAX_VALUE);
        case "--nflog-threshold" ->
            threshold = Guided.number("NFLOG", option, words.value(), 65_535);
        default -> {
          return false;
        }
      }
      return true;
    }

    @Override
    public Target build() {
      return new NetlinkLog(group, prefix, size, threshold);
    }
  }

  /// `-j CLASSIFY`: the class of a queueing discipline, of which none here has classes.
  record Classify(int major, int minor) implements Target {
    @Override
    public Verdict apply(Packet packet) {
      return Verdict.CONTINUE;
    }

    @Override
    public String name() {
      return "CLASSIFY";
    }

    @Override
    public String save() {
      return " --set-class " + four(major) + ":" + four(minor);
    }

    private static String four(int number) {
      return HexFormat.of().toHexDigits((short) number);
    }

    @Override
    public String list() {
      return "CLASSIFY set " + Integer.toHexString(major) + ":" + Integer.toHexString(minor);
    }
  }

  static final class ClassifyReader implements Targets.Options {
    private @Nullable Target target;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      if (!option.equals("--set-class")) {
        return false;
      }
      String text = words.value();
      if (!text.matches("[0-9a-fA-F]{1,4}:[0-9a-fA-F]{1,4}")) {
        throw RuleException.usage("Bad class value \"" + text + "\"");
      }
      String[] parts = text.split(":", 2);
      target = new Classify(Integer.parseInt(parts[0], 16), Integer.parseInt(parts[1], 16));
      return true;
    }

    @Override
    public Target build() throws RuleException {
      return Guided.required(target, Guided.absent("CLASSIFY", "--set-class"));
    }
  }

  /// `-j TEE`: a copy goes to another machine of the network (`nf_dup_ipv4.c`, `nf_dup_ipv6.c`).
  record Copy(IpAddress gateway, String device) implements Target {
    @Override
    public Verdict apply(Packet packet) {
      packet.netfilter().surroundings().copyTo(packet, gateway, device);
      return Verdict.CONTINUE;
    }

    @Override
    public String name() {
      return "TEE";
    }

    @Override
    public String save() {
      return " --gateway " + gateway + (device.isEmpty() ? "" : " --oif " + device);
    }

    @Override
    public String list() {
      return "TEE gw:" + gateway + (device.isEmpty() ? "" : " oif=" + device);
    }
  }

  static final class CopyReader implements Targets.Options {
    private final Family family;
    private @Nullable IpAddress gateway;
    private String device = "";

    CopyReader(Family family) {
      this.family = family;
    }

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      switch (option) {
        case "--gateway" -> gateway = address(words.value());
        case "--oif" -> device = words.value();
        default -> {
          return false;
        }
      }
      return true;
    }

    private IpAddress address(String text) throws RuleException {
      IpAddress address = IpAddress.parseOrNull(text);
      if (address == null || address.isV6() != (family == Family.IPV6)) {
        throw RuleException.usage("getaddrinfo: Temporary failure in name resolution\n");
      }
      return address;
    }

    @Override
    public Target build() throws RuleException {
      if (gateway == null) {
        throw Guided.missing("TEE", "--gateway");
      }
      return new Copy(gateway, device);
    }
  }
}
