/// One box: a CPU, a root namespace, and the namespaces made on it.
@NullMarked
package dev.drydock.core.machine;

import org.jspecify.annotations.NullMarked;
