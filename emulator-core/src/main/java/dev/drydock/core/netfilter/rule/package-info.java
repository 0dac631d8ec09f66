/// The matches and targets of iptables, one class each, and how a rule is read from its words.
///
/// To add one: a record that implements [dev.drydock.core.netfilter.Match] or
/// [dev.drydock.core.netfilter.Target], and an entry in [dev.drydock.core.netfilter.rule.Matches]
/// or [dev.drydock.core.netfilter.rule.Targets], which know how its options are read.
@NullMarked
package dev.drydock.core.netfilter.rule;

import org.jspecify.annotations.NullMarked;
