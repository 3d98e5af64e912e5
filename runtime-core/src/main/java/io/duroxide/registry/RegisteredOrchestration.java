package io.duroxide.registry;

import io.duroxide.Orchestration;
import io.duroxide.Version;
import org.jspecify.annotations.Nullable;

/** Orchestration code under one name and version. */
public record RegisteredOrchestration(
    String name,
    Version version,
    Class<?> inputType,
    Orchestration<@Nullable Object, ? extends @Nullable Object> code) {}
