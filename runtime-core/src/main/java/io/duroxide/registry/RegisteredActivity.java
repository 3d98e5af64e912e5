package io.duroxide.registry;

import io.duroxide.Activity;
import org.jspecify.annotations.Nullable;

/** Activity code under one name. */
public record RegisteredActivity(
    String name, Class<?> inputType, Activity<@Nullable Object, ? extends @Nullable Object> code) {}
