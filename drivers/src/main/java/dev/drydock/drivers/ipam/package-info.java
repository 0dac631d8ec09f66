/// Who gets which subnet and which address (libnetwork `ipam`).
@NullMarked
package dev.drydock.drivers.ipam;

import org.jspecify.annotations.NullMarked;
