package io.duroxide.examples.toygres.cluster;

import io.duroxide.ActivityContext;

/** Decides what happens to a call. All attempts of one step must get the same answer. */
@FunctionalInterface
public interface FaultSource {

  Fault faultOf(ActivityContext call);
}
