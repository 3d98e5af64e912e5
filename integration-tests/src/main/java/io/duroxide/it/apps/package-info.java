/**
 * Applications under test. They know the runtime and nothing of the agent: each is an ordinary
 * program that would run the same without it.
 *
 * <p>Depends on {@code runtime-core} only. Reading order: {@link io.duroxide.it.apps.HelloApp},
 * {@link io.duroxide.it.apps.MiniApp}, {@link io.duroxide.it.apps.MixedRun}, {@link
 * io.duroxide.it.apps.CrashRun}; then what can go wrong: {@link io.duroxide.it.apps.FaultyRun},
 * {@link io.duroxide.it.apps.ClusterNode}, {@link io.duroxide.it.apps.ReplayRun}, {@link
 * io.duroxide.it.apps.HostileRun}.
 */
@NullMarked
package io.duroxide.it.apps;

import org.jspecify.annotations.NullMarked;
