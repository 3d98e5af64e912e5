package io.duroxide.history;

/**
 * Where the end of a child is reported. Travels with the child's start and through its
 * continue-as-new, so that it names the right execution of the parent wherever the child ends.
 *
 * @param orchestrationName the parent's name
 * @param scheduledId the parent's {@link HistoryEvent.SubOrchestrationScheduled} event
 */
public record ParentLink(
    String instance, long executionId, long scheduledId, String orchestrationName) {}
