package dev.drydock.drivers.profile;

/// How the rules of ports that a swarm publishes stand on a machine (libnetwork `service_linux.go`,
/// `programIngress`).
public enum MeshStyle {
  /// Up to 27: FORWARD leads to them, behind DOCKER-USER.
  IN_FORWARD("-m state --state RELATED,ESTABLISHED -p %s --sport %d -j ACCEPT"),
  /// From 28: DOCKER-FORWARD leads to them.
  IN_DOCKER_FORWARD("-p %s --sport %d -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT");

  private final String answers;

  MeshStyle(String answers) {
    this.answers = answers;
  }

  /// The rule that lets the answers of a port through.
  public String answers(String protocol, int port) {
    return answers.formatted(protocol, port);
  }
}
