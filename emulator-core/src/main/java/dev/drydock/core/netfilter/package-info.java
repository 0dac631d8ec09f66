/// Netfilter of one namespace: tables of chains of rules at five hooks, connection tracking, and
/// address translation.
///
/// Read [dev.drydock.core.netfilter.Netfilter] (what runs at a hook, in which order), then
/// [dev.drydock.core.netfilter.Rule], then [dev.drydock.core.netfilter.Conntrack] and
/// [dev.drydock.core.netfilter.Nat]. Matches, targets and their text are in
/// [dev.drydock.core.netfilter.rule].
@NullMarked
package dev.drydock.core.netfilter;

import org.jspecify.annotations.NullMarked;
