package io.duroxide.examples.toygres;

import io.duroxide.Activity;
import io.duroxide.examples.toygres.cluster.World;
import io.duroxide.examples.toygres.cms.Cms;
import io.duroxide.examples.toygres.model.ActorLink;
import io.duroxide.examples.toygres.model.EventToRaise;
import io.duroxide.examples.toygres.model.HealthChange;
import io.duroxide.examples.toygres.model.HealthCheck;
import io.duroxide.examples.toygres.model.InstanceLookup;
import io.duroxide.examples.toygres.model.Names;
import io.duroxide.examples.toygres.model.NewInstance;
import io.duroxide.examples.toygres.model.Pace;
import io.duroxide.examples.toygres.model.ReadinessPoll;
import io.duroxide.examples.toygres.model.StateChange;
import io.duroxide.examples.toygres.orchestration.CreateInstance;
import io.duroxide.examples.toygres.orchestration.DeleteInstance;
import io.duroxide.examples.toygres.orchestration.InstanceActor;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import org.jspecify.annotations.Nullable;

/** Everything this application registers: three orchestrations and fifteen activities. */
final class ControlPlane {

  private final World world;
  private final Cms cms;
  private final EventSender events;

  ControlPlane(World world, Cms cms, EventSender events) {
    this.world = world;
    this.cms = cms;
    this.events = events;
  }

  static OrchestrationRegistry orchestrations(Pace pace) {
    return OrchestrationRegistry.builder()
        .register(Names.CREATE_INSTANCE, NewInstance.class, new CreateInstance(pace))
        .register(Names.DELETE_INSTANCE, String.class, new DeleteInstance(pace))
        .register(Names.INSTANCE_ACTOR, String.class, new InstanceActor(pace))
        .build();
  }

  ActivityRegistry activities() {
    ActivityRegistry.Builder registry = ActivityRegistry.builder();
    registerCluster(registry);
    registerBooks(registry);
    return registry.build();
  }

  private void registerCluster(ActivityRegistry.Builder registry) {
    effect(registry, Names.DEPLOY_POSTGRES, NewInstance.class, request -> {});
    effect(registry, Names.DELETE_POSTGRES, String.class, name -> {});
    lookup(
        registry,
        Names.WAIT_FOR_READY,
        ReadinessPoll.class,
        look -> look.poll() >= world.pollsUntilReady(look.k8sName()));
    lookup(
        registry,
        Names.GET_CONNECTION_STRINGS,
        String.class,
        name -> "postgresql://" + name + ".toygres.test:5432/postgres");
    lookup(registry, Names.TEST_CONNECTION, String.class, connection -> "PostgreSQL 17.5");
    effect(
        registry,
        Names.RAISE_EVENT,
        EventToRaise.class,
        event -> events.raise(event.instanceId(), event.event(), event.payload()));
  }

  private void registerBooks(ActivityRegistry.Builder registry) {
    effect(
        registry, Names.CMS_CREATE_INSTANCE_RECORD, NewInstance.class, cms::createInstanceRecord);
    effect(registry, Names.CMS_UPDATE_INSTANCE_STATE, StateChange.class, cms::updateInstanceState);
    effect(registry, Names.CMS_FREE_DNS_NAME, String.class, cms::freeDnsName);
    lookup(
        registry,
        Names.CMS_GET_INSTANCE_BY_K8S_NAME,
        String.class,
        name -> new InstanceLookup(cms.instance(name)));
    lookup(registry, Names.CMS_GET_INSTANCE_CONNECTION, String.class, cms::connection);
    effect(registry, Names.CMS_RECORD_HEALTH_CHECK, HealthCheck.class, cms::recordHealthCheck);
    effect(
        registry, Names.CMS_UPDATE_INSTANCE_HEALTH, HealthChange.class, cms::updateInstanceHealth);
    effect(registry, Names.CMS_RECORD_INSTANCE_ACTOR, ActorLink.class, cms::recordInstanceActor);
    effect(registry, Names.CMS_DELETE_INSTANCE_RECORD, String.class, cms::deleteInstanceRecord);
  }

  private <I, O extends @Nullable Object> void lookup(
      ActivityRegistry.Builder registry, String name, Class<I> inputType, Lookup<I, O> code) {
    Activity<I, O> activity = (ctx, input) -> code.find(input);
    registry.register(name, inputType, world.around(name, activity));
  }

  private <I> void effect(
      ActivityRegistry.Builder registry, String name, Class<I> inputType, Effect<I> code) {
    this.<I, @Nullable Void>lookup(
        registry,
        name,
        inputType,
        input -> {
          code.apply(input);
          return null;
        });
  }

  /** Tells another orchestration something. */
  interface EventSender {
    void raise(String instanceId, String event, @Nullable Object payload);
  }

  private interface Lookup<I, O extends @Nullable Object> {
    O find(I input) throws Exception;
  }

  private interface Effect<I> {
    void apply(I input) throws Exception;
  }
}
