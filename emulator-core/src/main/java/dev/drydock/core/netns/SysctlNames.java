package dev.drydock.core.netns;

import java.util.ArrayList;
import java.util.List;

/// Which settings there are under `/proc/sys/net`, as a machine and a new namespace of Linux 6.18
/// list them. Those of modules for firewalls, bridges and balancers are taken to be there.
public final class SysctlNames {
  private static final List<String> CORE =
      names(
          """
          optmem_max rmem_default rmem_max rps_default_mask somaxconn tstamp_allow_data \
          txrehash wmem_default wmem_max xfrm_acq_expires xfrm_aevent_etime xfrm_aevent_rseqth \
          xfrm_larval_drop\
          """);

  private static final List<String> CORE_OF_MACHINE =
      names(
          """
          bpf_jit_enable bpf_jit_harden bpf_jit_kallsyms bpf_jit_limit busy_poll busy_read \
          default_qdisc dev_weight dev_weight_rx_bias dev_weight_tx_bias \
          devconf_inherit_init_net fb_tunnels_only_for_init_net flow_limit_cpu_bitmap \
          flow_limit_table_len gro_normal_batch high_order_alloc_disable max_skb_frags \
          mem_pcpu_rsv message_burst message_cost netdev_budget netdev_budget_usecs \
          netdev_max_backlog netdev_rss_key netdev_tstamp_prequeue \
          netdev_unregister_timeout_secs rps_sock_flow_entries skb_defer_max warnings\
          """);

  private static final List<String> IPV4 =
      names(
          """
          fib_multipath_hash_fields fib_multipath_hash_policy fib_multipath_hash_seed \
          fib_multipath_use_neigh fib_notify_on_flag_change fwmark_reflect \
          icmp_echo_enable_probe icmp_echo_ignore_all icmp_echo_ignore_broadcasts \
          icmp_errors_use_inbound_ifaddr icmp_ignore_bogus_error_responses icmp_msgs_burst \
          icmp_msgs_per_sec icmp_ratelimit icmp_ratemask igmp_link_local_mcast_reports \
          igmp_max_memberships igmp_max_msf igmp_qrv ip_autobind_reuse ip_default_ttl \
          ip_dynaddr ip_early_demux ip_forward ip_forward_update_priority ip_forward_use_pmtu \
          ip_local_port_range ip_local_reserved_ports ip_no_pmtu_disc ip_nonlocal_bind \
          ip_unprivileged_port_start ipfrag_high_thresh ipfrag_low_thresh ipfrag_max_dist \
          ipfrag_time nexthop_compat_mode ping_group_range raw_l3mdev_accept \
          tcp_abort_on_overflow tcp_adv_win_scale tcp_allowed_congestion_control tcp_app_win \
          tcp_autocorking tcp_available_congestion_control tcp_backlog_ack_defer tcp_base_mss \
          tcp_challenge_ack_limit tcp_child_ehash_entries tcp_comp_sack_delay_ns \
          tcp_comp_sack_nr tcp_comp_sack_slack_ns tcp_congestion_control tcp_dsack \
          tcp_early_demux tcp_early_retrans tcp_ecn tcp_ecn_fallback tcp_ecn_option \
          tcp_ecn_option_beacon tcp_ehash_entries tcp_fack tcp_fastopen \
          tcp_fastopen_blackhole_timeout_sec tcp_fastopen_key tcp_fin_timeout tcp_frto \
          tcp_fwmark_accept tcp_invalid_ratelimit tcp_keepalive_intvl tcp_keepalive_probes \
          tcp_keepalive_time tcp_l3mdev_accept tcp_limit_output_bytes tcp_max_reordering \
          tcp_max_syn_backlog tcp_max_tw_buckets tcp_migrate_req tcp_min_rtt_wlen \
          tcp_min_snd_mss tcp_min_tso_segs tcp_moderate_rcvbuf tcp_mtu_probe_floor \
          tcp_mtu_probing tcp_no_metrics_save tcp_no_ssthresh_metrics_save tcp_notsent_lowat \
          tcp_orphan_retries tcp_pacing_ca_ratio tcp_pacing_ss_ratio tcp_pingpong_thresh \
          tcp_plb_cong_thresh tcp_plb_enabled tcp_plb_idle_rehash_rounds tcp_plb_rehash_rounds \
          tcp_plb_suspend_rto_sec tcp_probe_interval tcp_probe_threshold tcp_recovery \
          tcp_reflect_tos tcp_reordering tcp_retrans_collapse tcp_retries1 tcp_retries2 \
          tcp_rfc1337 tcp_rmem tcp_rto_max_ms tcp_rto_min_us tcp_sack tcp_shrink_window \
          tcp_slow_start_after_idle tcp_stdurg tcp_syn_linear_timeouts tcp_syn_retries \
          tcp_synack_retries tcp_syncookies tcp_thin_linear_timeouts tcp_timestamps \
          tcp_tso_rtt_log tcp_tso_win_divisor tcp_tw_reuse tcp_tw_reuse_delay \
          tcp_window_scaling tcp_wmem tcp_workaround_signed_windows udp_child_hash_entries \
          udp_early_demux udp_hash_entries udp_l3mdev_accept udp_rmem_min udp_wmem_min \
          xfrm4_gc_thresh\
          """);

  private static final List<String> IPV4_OF_MACHINE =
      names(
          """
          cipso_cache_bucket_size cipso_cache_enable cipso_rbm_optfmt cipso_rbm_strictvalid \
          fib_sync_mem inet_peer_maxttl inet_peer_minttl inet_peer_threshold \
          ipfrag_secret_interval tcp_available_ulp tcp_low_latency tcp_max_orphans tcp_mem \
          udp_mem\
          """);

  private static final List<String> IPV6 =
      names(
          """
          anycast_src_echo_reply auto_flowlabels bindv6only fib_multipath_hash_fields \
          fib_multipath_hash_policy fib_notify_on_flag_change flowlabel_consistency \
          flowlabel_reflect flowlabel_state_ranges fwmark_reflect idgen_delay idgen_retries \
          ioam6_id ioam6_id_wide ip6frag_high_thresh ip6frag_low_thresh ip6frag_time \
          ip_nonlocal_bind max_dst_opts_length max_dst_opts_number max_hbh_length \
          max_hbh_opts_number seg6_flowlabel xfrm6_gc_thresh\
          """);

  private static final List<String> IPV6_OF_MACHINE =
      names(
          """
          calipso_cache_bucket_size calipso_cache_enable ip6frag_secret_interval mld_max_msf \
          mld_qrv\
          """);

  private static final List<String> FOLDERS = List.of("conf", "neigh", "route", "icmp", "vs");

  /// Settings of each interface that have an effect or are shown.
  private static final List<String> CONF_4 =
      names(
          """
          accept_local accept_redirects accept_source_route arp_accept arp_announce arp_filter \
          arp_ignore arp_notify disable_policy disable_xfrm forwarding log_martians proxy_arp \
          route_localnet rp_filter secure_redirects send_redirects shared_media src_valid_mark \
          tag\
          """);

  private static final List<String> CONF_6 =
      names(
          """
          accept_dad accept_ra accept_ra_defrtr accept_ra_mtu accept_ra_pinfo \
          accept_ra_rtr_pref accept_redirects addr_gen_mode autoconf dad_transmits disable_ipv6 \
          forwarding hop_limit max_addresses mtu ndisc_notify proxy_ndp router_solicitations \
          stable_secret\
          """);

  private static final List<String> NEIGH =
      names(
          """
          base_reachable_time_ms delay_first_probe_time gc_stale_time gc_thresh1 gc_thresh2 \
          gc_thresh3 locktime mcast_solicit proxy_delay proxy_qlen retrans_time_ms ucast_solicit \
          unres_qlen unres_qlen_bytes\
          """);

  /// What modules bring.
  private static final List<String> OF_MODULES =
      List.of(
          "net.bridge.bridge-nf-call-ip6tables",
          "net.bridge.bridge-nf-call-iptables",
          "net.ipv6.icmp.ratelimit",
          "net.netfilter.nf_conntrack_acct",
          "net.netfilter.nf_conntrack_count",
          "net.netfilter.nf_conntrack_max",
          "net.nf_conntrack_max",
          "net.unix.max_dgram_qlen");

  /// What else is under `/proc/sys`.
  private static final List<String> OTHERS =
      List.of("abi", "crypto", "debug", "dev", "fs", "kernel", "sunrpc", "user", "vm");

  private SysctlNames() {}

  private static List<String> names(String text) {
    return List.of(text.strip().split(" +", -1));
  }

  /// All names of settings of the network, whether or not a namespace has them.
  ///
  /// @param devices `all`, `default`, and the interfaces
  static List<String> known(List<String> devices) {
    List<String> known = new ArrayList<>(OF_MODULES);
    add(known, "net.core.", CORE, CORE_OF_MACHINE);
    add(known, "net.ipv4.", IPV4, IPV4_OF_MACHINE);
    add(known, "net.ipv6.", IPV6, IPV6_OF_MACHINE);
    for (String device : devices) {
      add(known, "net.ipv4.conf." + device + ".", CONF_4, List.of());
      add(known, "net.ipv6.conf." + device + ".", CONF_6, List.of());
      if (!device.equals("all")) {
        add(known, "net.ipv4.neigh." + device + ".", NEIGH, List.of());
        add(known, "net.ipv6.neigh." + device + ".", NEIGH, List.of());
      }
    }
    return known;
  }

  private static void add(
      List<String> known, String before, List<String> names, List<String> ofMachine) {
    names.forEach(name -> known.add(before + name));
    ofMachine.forEach(name -> known.add(before + name));
  }

  /// Whether some namespace has a setting; of those of interfaces and outside of `net` it is not
  /// known.
  public static boolean isAnywhere(String name) {
    return isThere(name, true);
  }

  /// Whether every namespace has it, not the machine's alone.
  public static boolean isEverywhere(String name) {
    return isThere(name, false);
  }

  private static boolean isThere(String name, boolean ofMachine) {
    String[] parts = name.split("\\.", -1);
    if (!parts[0].equals("net")) {
      return parts.length > 1 && OTHERS.contains(parts[0]);
    }
    if (parts.length == 2) {
      return parts[1].equals("nf_conntrack_max");
    }
    if (FOLDERS.contains(parts[2])) {
      return ofMachine || !name.contains(".default.gc_");
    }
    return switch (parts[1]) {
      case "core" -> isIn(CORE, CORE_OF_MACHINE, parts[2], ofMachine);
      case "ipv4" -> isIn(IPV4, IPV4_OF_MACHINE, parts[2], ofMachine);
      case "ipv6" -> isIn(IPV6, IPV6_OF_MACHINE, parts[2], ofMachine);
      case "netfilter", "bridge", "unix", "mptcp" -> true;
      default -> false;
    };
  }

  private static boolean isIn(
      List<String> all, List<String> ofMachines, String name, boolean ofMachine) {
    return all.contains(name) || (ofMachine && ofMachines.contains(name));
  }
}
