/// The files the engine writes into containers: `/etc/hosts` and `/etc/resolv.conf`.
@NullMarked
package dev.drydock.drivers.files;

import org.jspecify.annotations.NullMarked;
