package io.duroxide.provider;

import io.duroxide.history.ActivityWorkItem;
import java.time.Duration;

/**
 * One locked attempt of an activity.
 *
 * @param deliveryCount deliveries of this work item, this one included
 * @param queueWait from becoming visible to this fetch, by the store's clock
 * @param waited how long the call was blocked waiting for work to appear: not database time
 */
public record ActivityItem(
    ActivityWorkItem work,
    int deliveryCount,
    Duration queueWait,
    LockToken lockToken,
    Duration waited) {}
