package dev.drydock.scenarios.report;

import dev.drydock.scenarios.graph.Topology;
import dev.drydock.scenarios.graph.Topology.Device;
import dev.drydock.scenarios.graph.Topology.Guest;
import dev.drydock.scenarios.graph.Topology.Host;
import dev.drydock.scenarios.graph.Topology.Net;
import dev.drydock.scenarios.graph.Topology.Space;
import dev.drydock.scenarios.graph.Topology.Wire;

/// Writes a topology as JSON: one object, its shape under a version number of its own. What a
/// device is plugged into is named by paths, as in captures; empty texts stand for nothing.
///
/// ```
///   { "schema": 1, "scenario", "engine",
///     "links": [ { "name", "quality", "ends" } ],
///     "machines": [ { "name", "internet", "docker", "mesh": [],
///       "networks": [ { "name", "driver", "internal", "subnets": [], "gateways": [] } ],
///       "containers": [
///         { "name", "service", "image", "state", "mode", "namespace", "ports": [] } ],
///       "namespaces": [ { "name", "overlay", "devices": [
///         { "path", "name", "kind", "mac", "mtu", "up", "addresses": [],
///           "network", "master", "lower", "peer", "link", "underlay" } ] } ] } ] }
/// ```
public final class TopologyJson {
  private static final int SCHEMA = 1;

  private final JsonText json = new JsonText();

  private TopologyJson() {}

  /// The text, one object, a line's end behind it.
  public static String of(Topology topology) {
    return new TopologyJson().write(topology);
  }

  private String write(Topology topology) {
    json.beginObject()
        .member("schema", SCHEMA)
        .member("scenario", topology.scenario())
        .member("engine", topology.engine());
    json.name("links").beginArray();
    for (Wire wire : topology.links()) {
      json.item()
          .beginObject()
          .member("name", wire.name())
          .member("quality", wire.quality())
          .member("ends", wire.ends())
          .end();
    }
    json.end();
    json.name("machines").beginArray();
    topology.machines().forEach(this::machine);
    return json.end().end() + "\n";
  }

  private void machine(Host machine) {
    json.item()
        .beginObject()
        .member("name", machine.name())
        .member("internet", machine.isInternet())
        .member("docker", machine.hasDocker());
    json.member("mesh", machine.mesh());
    json.name("networks").beginArray();
    machine.networks().forEach(this::network);
    json.end().name("containers").beginArray();
    machine.containers().forEach(this::container);
    json.end().name("namespaces").beginArray();
    machine.namespaces().forEach(this::namespace);
    json.end().end();
  }

  private void network(Net network) {
    json.item()
        .beginObject()
        .member("name", network.name())
        .member("driver", network.driver())
        .member("internal", network.isInternal());
    json.member("subnets", network.subnets());
    json.member("gateways", network.gateways());
    json.end();
  }

  private void container(Guest container) {
    json.item()
        .beginObject()
        .member("name", container.name())
        .member("service", container.service())
        .member("image", container.image())
        .member("state", container.state())
        .member("mode", container.mode())
        .member("namespace", container.namespace());
    json.member("ports", container.ports());
    json.end();
  }

  private void namespace(Space namespace) {
    json.item()
        .beginObject()
        .member("name", namespace.name())
        .member("overlay", namespace.overlay());
    json.name("devices").beginArray();
    namespace.devices().forEach(this::device);
    json.end().end();
  }

  private void device(Device device) {
    json.item()
        .beginObject()
        .member("path", device.path())
        .member("name", device.name())
        .member("kind", device.kind())
        .member("mac", device.mac())
        .member("mtu", device.mtuBytes())
        .member("up", device.isUp());
    json.member("addresses", device.addresses());
    json.member("network", device.ties().network())
        .member("master", device.ties().master())
        .member("lower", device.ties().lower())
        .member("peer", device.ties().peer())
        .member("link", device.ties().link())
        .member("underlay", device.ties().underlay())
        .end();
  }
}
