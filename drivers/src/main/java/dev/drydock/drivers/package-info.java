/// The Docker Engine on an emulated kernel.
@NullMarked
package dev.drydock.drivers;

import org.jspecify.annotations.NullMarked;
