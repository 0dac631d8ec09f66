/// Go's text/template as Docker's command line uses it for `--format`, and managers of a swarm for
/// what services say of their tasks: read by [Template], which is made of [Syntax]; what it is
/// applied to is a [GoValue] of a [GoType], since what is printed of a missing or empty field
/// depends on its type in Go.
///
/// Read first: `GoValue`, `Template`, `Execution`.
@NullMarked
package dev.drydock.drivers.template;

import org.jspecify.annotations.NullMarked;
