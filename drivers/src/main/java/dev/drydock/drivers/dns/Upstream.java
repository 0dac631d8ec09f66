package dev.drydock.drivers.dns;

import dev.drydock.core.netns.Netns;
import java.util.List;
import java.util.function.Supplier;

/// Where a resolver asks about what it does not know.
///
/// @param host the machine's namespace
/// @param servers whom to ask, looked up for each query; the first three count
/// @param forwarding what is made of servers that do not help
/// @param keepsPlainNames the user has set `ndots`, so that a name without a dot is not passed on
public record Upstream(
    Netns host,
    Supplier<List<ExternalServer>> servers,
    Forwarding forwarding,
    boolean keepsPlainNames) {}
