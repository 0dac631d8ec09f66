package dev.drydock.core.frame;

/// What connection tracking knows of the flow a frame belongs to; the frame only carries it.
public interface TrackedFlow {}
