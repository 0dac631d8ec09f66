/// The drivers of the networks every engine has: `bridge`, `host` and `null`.
@NullMarked
package dev.drydock.drivers.bridge;

import org.jspecify.annotations.NullMarked;
