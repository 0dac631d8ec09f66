package dev.drydock.scenarios.model;

import dev.drydock.scenarios.text.Located;
import org.jspecify.annotations.Nullable;

/// An entry of `expect`.
///
/// @param reaches `reach`, else `blocked`
/// @param from who asks
/// @param to who is asked, with `:PORT[/PROTOCOL]` if any
/// @param by words of the reason of a block
/// @param via interface or machine on the way
public record Claim(
    boolean reaches,
    Located<String> from,
    Located<String> to,
    @Nullable String by,
    @Nullable String via) {}
