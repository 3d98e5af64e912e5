package io.duroxide.history;

import org.jspecify.annotations.Nullable;

/**
 * One message of an instance's event queue.
 *
 * @param queue the queue's name
 * @param data the encoded payload
 */
public record QueueMessage(String queue, @Nullable String data) {}
