/**
 * The way of an activity, top to bottom: {@link io.duroxide.runtime.activity.ActivityDispatcher}
 * fetches, {@link io.duroxide.runtime.activity.ActivityExecution} runs one attempt and returns an
 * {@link io.duroxide.runtime.activity.ActivityOutcome}.
 */
@NullMarked
package io.duroxide.runtime.activity;

import org.jspecify.annotations.NullMarked;
