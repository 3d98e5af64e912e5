/**
 * Several nodes on one store, played by a single thread with a seeded dice and a virtual clock.
 *
 * <p>Reading order: {@link io.duroxide.runtime.simulation.SimulationTest}, {@link
 * io.duroxide.runtime.simulation.Simulation}, {@link io.duroxide.runtime.simulation.Node}, {@link
 * io.duroxide.runtime.simulation.FaultyProvider}, then what runs ({@link
 * io.duroxide.runtime.simulation.Program}, {@link io.duroxide.runtime.simulation.Interpreter}) and
 * what must come of it ({@link io.duroxide.runtime.simulation.Expectation}, {@link
 * io.duroxide.runtime.simulation.Invariants}).
 */
@NullMarked
package io.duroxide.runtime.simulation;

import org.jspecify.annotations.NullMarked;
