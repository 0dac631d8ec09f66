/// `route` and `arp`, in the two forms they have: those of net-tools on machines, those of BusyBox
/// in its images.
@NullMarked
package dev.drydock.scenarios.tools.net.nettools;

import org.jspecify.annotations.NullMarked;
