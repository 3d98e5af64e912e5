package io.duroxide.provider;

import org.jspecify.annotations.Nullable;

/**
 * A work item that no node could read, or that waited for an execution which never began, put
 * aside.
 *
 * @param item as it was stored
 * @param error why it could not be read; null if it can be
 * @param at when it was put aside, epoch milliseconds
 */
public record DeadLetter(long id, String instance, String item, @Nullable String error, long at) {}
