package io.duroxide.examples.toygres;

import io.duroxide.client.DuroxideClient;
import io.duroxide.examples.toygres.cluster.FaultSource;
import io.duroxide.examples.toygres.cluster.World;
import io.duroxide.examples.toygres.cms.Cms;
import io.duroxide.examples.toygres.model.Names;
import io.duroxide.examples.toygres.model.NewInstance;
import io.duroxide.examples.toygres.model.Pace;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.Provider;
import io.duroxide.provider.sqlite.SqliteProvider;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/** The control plane on a real runtime and real files, in a world that hardly takes time. */
final class Deployment implements AutoCloseable {

  private static final Pace FAST = new Pace(0.001);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final Cms cms;
  final DuroxideClient client;
  private final Provider provider;
  private final DuroxideRuntime runtime;

  Deployment(Path directory, FaultSource faults) throws SQLException {
    cms = Cms.open(directory.resolve("cms.db"));
    provider = SqliteProvider.open(directory.resolve("duroxide.db"));
    client = new DuroxideClient(provider);
    World world = new World(FAST, 1, faults);
    runtime =
        DuroxideRuntime.start(
            provider,
            ControlPlane.orchestrations(FAST),
            new ControlPlane(world, cms, client::raiseEvent).activities(),
            RuntimeOptions.DEFAULT);
  }

  InstanceInfo create(String name) {
    client.start(
        Names.createId(name),
        Names.CREATE_INSTANCE,
        new NewInstance(name, name + ".toygres.test", "17.5", 10));
    return client.waitFor(Names.createId(name), PATIENCE);
  }

  InstanceInfo delete(String name) {
    client.start(Names.deleteId(name), Names.DELETE_INSTANCE, name);
    return client.waitFor(Names.deleteId(name), PATIENCE);
  }

  InstanceInfo endOfActor(String name) {
    return client.waitFor(Names.actorId(name), PATIENCE);
  }

  @Override
  public void close() throws SQLException {
    runtime.close();
    provider.close();
    cms.close();
  }
}
