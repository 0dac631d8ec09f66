/// `ifconfig`, in the two forms it has: that of net-tools on machines, that of BusyBox in its
/// images.
@NullMarked
package dev.drydock.scenarios.tools.ifconfig;

import org.jspecify.annotations.NullMarked;
