package dev.drydock.drivers.firewall;

/// Names of chains.
final class Chains {
  static final String FORWARD = "FORWARD";
  static final String PREROUTING = "PREROUTING";
  static final String OUTPUT = "OUTPUT";
  static final String POSTROUTING = "POSTROUTING";
  static final String DOCKER = "DOCKER";
  static final String USER = "DOCKER-USER";
  static final String STAGE_1 = "DOCKER-ISOLATION-STAGE-1";
  static final String STAGE_2 = "DOCKER-ISOLATION-STAGE-2";
  static final String DOCKER_FORWARD = "DOCKER-FORWARD";
  static final String BRIDGE = "DOCKER-BRIDGE";
  static final String TRACKED = "DOCKER-CT";
  static final String INTERNAL = "DOCKER-INTERNAL";

  private Chains() {}
}
