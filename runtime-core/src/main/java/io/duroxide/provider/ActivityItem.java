package io.duroxide.provider;

import io.duroxide.history.ActivityWorkItem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One locked attempt of an activity.
 *
 * @param work if what is stored cannot be decoded, {@link ActivityWorkItem#unreadable}
 * @param undecodable the stored text if it cannot be decoded, else null
 * @param deliveryCount deliveries of this work item, this one included
 * @param queueWait from becoming visible to this fetch, by the store's clock
 * @param waited how long the call was blocked waiting for work to appear: not database time
 */
public record ActivityItem(
    ActivityWorkItem work,
    @Nullable String undecodable,
    int deliveryCount,
    Duration queueWait,
    LockToken lockToken,
    Duration waited) {}
