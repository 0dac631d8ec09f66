package dev.drydock.scenarios.compose;

import dev.drydock.scenarios.text.Keys;

/// Every key of the compose specification, by the place it may stand at: those that say something
/// about the network are read, the others accepted. Source: compose-spec.json of compose-go, July
/// 2026.
final class ComposeKeys {

  static final String DRYDOCK = "x-drydock";

  static final Keys FILE =
      Keys.of(
          "name",
          "services",
          "networks",
          "volumes",
          "secrets",
          "configs",
          "models",
          "include",
          "version");

  static final Keys SERVICE =
      Keys.of(
              "cap_add",
              "cap_drop",
              "command",
              "configs",
              "container_name",
              "depends_on",
              "deploy",
              "dns",
              "dns_opt",
              "dns_search",
              "domainname",
              "entrypoint",
              "env_file",
              "environment",
              "expose",
              "extends",
              "external_links",
              "extra_hosts",
              "healthcheck",
              "hostname",
              "image",
              "init",
              "label_file",
              "labels",
              "links",
              "mac_address",
              "models",
              "network_mode",
              "networks",
              "ports",
              "privileged",
              "profiles",
              "provider",
              "scale",
              "secrets",
              "stop_grace_period",
              "stop_signal",
              "sysctls",
              "volumes")
          .ignoring(
              "annotations",
              "attach",
              "blkio_config",
              "build",
              "cgroup",
              "cgroup_parent",
              "cpu_count",
              "cpu_percent",
              "cpu_period",
              "cpu_quota",
              "cpu_rt_period",
              "cpu_rt_runtime",
              "cpu_shares",
              "cpus",
              "cpuset",
              "credential_spec",
              "develop",
              "device_cgroup_rules",
              "devices",
              "gpus",
              "group_add",
              "ipc",
              "isolation",
              "logging",
              "mem_limit",
              "mem_reservation",
              "mem_swappiness",
              "memswap_limit",
              "oom_kill_disable",
              "oom_score_adj",
              "pid",
              "pids_limit",
              "platform",
              "post_start",
              "pre_start",
              "pre_stop",
              "pull_policy",
              "pull_refresh_after",
              "read_only",
              "restart",
              "runtime",
              "security_opt",
              "shm_size",
              "stdin_open",
              "storage_opt",
              "tmpfs",
              "tty",
              "ulimits",
              "use_api_socket",
              "user",
              "userns_mode",
              "uts",
              "volumes_from",
              "working_dir");

  static final Keys SERVICE_NETWORK =
      Keys.of(
          "aliases",
          "driver_opts",
          "gw_priority",
          "interface_name",
          "ipv4_address",
          "ipv6_address",
          "link_local_ips",
          "mac_address",
          "priority");

  static final Keys PORT =
      Keys.of("host_ip", "mode", "protocol", "published", "target")
          .ignoring("app_protocol", "name");

  static final Keys DEPENDENCY = Keys.of("condition", "required", "restart");

  static final Keys DEPLOY =
      Keys.of(
              "endpoint_mode",
              "labels",
              "mode",
              "placement",
              "replicas",
              "restart_policy",
              "rollback_config",
              "update_config")
          .ignoring("resources");

  static final Keys UPDATE =
      Keys.of("delay", "failure_action", "max_failure_ratio", "monitor", "order", "parallelism");

  static final Keys RESTART_POLICY = Keys.of("condition", "delay", "max_attempts", "window");

  static final Keys PLACEMENT = Keys.of("constraints", "max_replicas_per_node", "preferences");

  static final Keys NETWORK =
      Keys.of(
          "attachable",
          "driver",
          "driver_opts",
          "enable_ipv4",
          "enable_ipv6",
          "external",
          "internal",
          "ipam",
          "labels",
          "name");

  static final Keys IPAM = Keys.of("config", "driver").ignoring("options");

  static final Keys IPAM_ENTRY = Keys.of("aux_addresses", "gateway", "ip_range", "subnet");

  private ComposeKeys() {}
}
