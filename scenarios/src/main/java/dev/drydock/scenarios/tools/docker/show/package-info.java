/// How Docker shows what there is: tables, JSON and Go's templates, and what those know of types.
///
/// Read [Listing], then [Inspected].
@NullMarked
package dev.drydock.scenarios.tools.docker.show;

import org.jspecify.annotations.NullMarked;
