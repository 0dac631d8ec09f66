package dev.drydock.scenarios.compose;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.ExposedPort;
import dev.drydock.scenarios.text.Fields;
import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.MacAddress;
import dev.drydock.scenarios.text.Node;
import dev.drydock.scenarios.text.Quantities;
import dev.drydock.scenarios.text.Spelling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads one entry of `services`.
final class ServiceDecoder {

  private static final String A_MAC = "a MAC address such as 02:42:ac:11:00:02";
  private static final long PRIORITY_MAX = Integer.MAX_VALUE;

  private final Fields fields;
  private final Diagnostics diagnostics;
  private final List<Located<ServiceVolume>> volumes;

  ServiceDecoder(Fields fields, Diagnostics diagnostics) {
    this.fields = fields;
    this.diagnostics = diagnostics;
    this.volumes = new VolumesDecoder(fields, diagnostics).ofService();
  }

  Service service(Located<String> name) {
    return new Service(
        name,
        runs(),
        joins(),
        naming(),
        new ScalingDecoder(fields, diagnostics).scaling(),
        new UsesDecoder(fields, diagnostics, volumes).uses(),
        fields.pairs("labels"),
        fields.node(ComposeKeys.DRYDOCK));
  }

  private Service.Runs runs() {
    return new Service.Runs(
        filled(fields, "image"),
        filled(fields, "container_name"),
        lacksImage(),
        fields.has("provider"),
        fields.isSet("privileged"),
        commandWords("entrypoint"),
        commandWords("command"),
        plain(fields.words("cap_add")),
        plain(fields.words("cap_drop")),
        environment(),
        new HealthDecoder(diagnostics).health(fields),
        new Service.Told(
            plain(fields.words("expose")),
            fields.isSet("read_only"),
            plain(fields.words("security_opt")),
            word("user"),
            word("working_dir"),
            volumes.stream().map(Located::value).toList(),
            fields.wordOrWords("tmpfs").stream().map(Located::value).toList()),
        stop());
  }

  private String word(String key) {
    var value = filled(fields, key);
    return value == null ? "" : value.value();
  }

  private Service.Stop stop() {
    var grace = fields.value("stop_grace_period", "a time such as 1m30s", Quantities::nanos);
    return new Service.Stop(
        word("stop_signal"), grace == null ? null : grace.value(), fields.isSet("init"));
  }

  /// A mapping, or a list of `NAME=VALUE`; a name alone takes the value of the one who types.
  private Map<String, @Nullable String> environment() {
    var variables = new LinkedHashMap<String, @Nullable String>();
    fields.pairs("environment").forEach((name, value) -> variables.put(name, value.value()));
    for (var entry :
        fields.node("environment") instanceof Node.Mapping mapping
            ? mapping.entries()
            : List.<Node.Entry>of()) {
      if (entry.value() instanceof Node.Scalar scalar && scalar.isNull()) {
        variables.put(entry.name(), null);
      }
    }
    for (var item :
        fields.node("environment") instanceof Node.Sequence list ? list.items() : List.<Node>of()) {
      if (item instanceof Node.Scalar scalar && scalar.text().indexOf('=') < 0) {
        variables.put(scalar.text(), null);
      }
    }
    return variables;
  }

  /// A string; one that is empty, as of a variable that is not set, counts as a missing one.
  private static @Nullable Located<String> filled(Fields from, String key) {
    var text = from.text(key);
    return text == null || text.value().isEmpty() ? null : text;
  }

  /// Neither an image nor a build; a mistyped or wrong `image` is told by itself.
  private boolean lacksImage() {
    var keys = fields.keys().stream().map(Located::value).toList();
    var isEmpty = fields.node("image") instanceof Node.Scalar image && image.text().isEmpty();
    return (!fields.has("image") || isEmpty)
        && !fields.has("build")
        && !fields.has("provider")
        && Spelling.nearest("image", keys) == null;
  }

  private List<String> commandWords(String key) {
    if (fields.node(key) instanceof Node.Scalar scalar) {
      return ShellWords.split(scalar.text());
    }
    return fields.words(key).stream().map(Located::value).toList();
  }

  private static List<String> plain(List<Located<String>> words) {
    return words.stream().map(Located::value).distinct().toList();
  }

  private Service.Joins joins() {
    return new Service.Joins(
        filled(fields, "network_mode"),
        networks(),
        fields.engineValue("mac_address", A_MAC, MacAddress::parse),
        new PortsDecoder(fields, diagnostics).ports(),
        expose(),
        links(),
        fields.pairs("sysctls"));
  }

  private List<ServiceNetwork> networks() {
    var networks = new ArrayList<ServiceNetwork>();
    if (fields.node("networks") instanceof Node.Sequence) {
      var names = new HashSet<String>();
      for (var word : fields.words("networks")) {
        if (names.add(word.value())) {
          networks.add(bareNetwork(word));
        } else {
          diagnostics.error(
              word.place(), fields.pathOf("networks") + " names " + word.value() + " twice");
        }
      }
      return networks;
    }
    var entries = fields.freeFields("networks");
    for (var key : entries.keys()) {
      var entry = entries.fields(key.value(), ComposeKeys.SERVICE_NETWORK);
      networks.add(entry == null ? bareNetwork(key) : network(key, entry));
    }
    return networks;
  }

  private static ServiceNetwork bareNetwork(Located<String> key) {
    return new ServiceNetwork(
        key, List.of(), null, null, null, List.of(), null, Map.of(), null, null, false);
  }

  private static ServiceNetwork network(Located<String> key, Fields entry) {
    return new ServiceNetwork(
        key,
        entry.words("aliases"),
        entry.text("interface_name"),
        address(entry, "ipv4_address", false),
        address(entry, "ipv6_address", true),
        entry.values("link_local_ips", "an address", IpAddress::parseOrNull),
        entry.engineValue("mac_address", A_MAC, MacAddress::parse),
        entry.pairs("driver_opts"),
        entry.number("priority", -PRIORITY_MAX, PRIORITY_MAX),
        entry.number("gw_priority", -PRIORITY_MAX, PRIORITY_MAX),
        true);
  }

  private static @Nullable Located<IpAddress> address(Fields entry, String key, boolean wantsV6) {
    return entry.engineValue(
        key, wantsV6 ? "an IPv6 address" : "an IPv4 address", text -> address(text, wantsV6));
  }

  private static @Nullable IpAddress address(String text, boolean wantsV6) {
    var address = IpAddress.parseOrNull(text);
    return address != null && address.isV6() == wantsV6 ? address : null;
  }

  private List<Located<ExposedPort>> expose() {
    var ports = new ArrayList<Located<ExposedPort>>();
    for (var word : fields.words("expose")) {
      try {
        for (var port : PortGrammar.exposed(word.value())) {
          ports.add(new Located<>(port, word.place()));
        }
      } catch (PortGrammar.Refused refused) {
        diagnostics.error(word.place(), fields.pathOf("expose") + ": " + refused.getMessage());
      }
    }
    return ports;
  }

  private List<Service.Link> links() {
    var links = new ArrayList<Service.Link>();
    fields.words("links").forEach(word -> links.add(link(word, false)));
    fields.words("external_links").forEach(word -> links.add(link(word, true)));
    return links;
  }

  private static Service.Link link(Located<String> word, boolean isExternal) {
    var colon = word.value().indexOf(':');
    var target = colon < 0 ? word.value() : word.value().substring(0, colon);
    var alias = colon < 0 ? target : word.value().substring(colon + 1);
    return new Service.Link(new Located<>(target, word.place()), alias, isExternal);
  }

  private Service.Naming naming() {
    return new Service.Naming(
        filled(fields, "hostname"),
        filled(fields, "domainname"),
        fields.wordOrWords("dns"),
        fields.wordOrWords("dns_search"),
        fields.words("dns_opt"),
        extraHosts());
  }

  /// `extra_hosts`: a list of `HOST=ADDRESS` or `HOST:ADDRESS`, or a mapping to one or several.
  private List<Service.ExtraHost> extraHosts() {
    var hosts = new ArrayList<Service.ExtraHost>();
    if (fields.node("extra_hosts") instanceof Node.Mapping) {
      var entries = fields.freeFields("extra_hosts");
      for (var key : entries.keys()) {
        for (var address : entries.wordOrWords(key.value())) {
          addHost(hosts, key.value(), address);
        }
      }
      return hosts;
    }
    for (var word : fields.words("extra_hosts")) {
      var text = word.value();
      var cut = text.indexOf('=') >= 0 ? text.indexOf('=') : text.indexOf(':');
      var host = cut < 0 ? text : text.substring(0, cut);
      addHost(hosts, host, new Located<>(text.substring(host.length()), word.place()));
    }
    return hosts;
  }

  private void addHost(List<Service.ExtraHost> hosts, String host, Located<String> written) {
    var bare = written.value().replaceFirst("^[=:]", "").replaceFirst("^\\[(.*)]$", "$1");
    if (bare.equals("host-gateway") || IpAddress.parseOrNull(bare) != null) {
      hosts.add(new Service.ExtraHost(host, new Located<>(bare, written.place())));
      return;
    }
    diagnostics.error(
        written.place(),
        fields.pathOf("extra_hosts") + ": invalid IP address in add-host: \"" + bare + "\"",
        "write HOST=ADDRESS, or HOST=host-gateway");
  }
}
