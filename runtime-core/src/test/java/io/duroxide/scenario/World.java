package io.duroxide.scenario;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.duroxide.Activity;
import io.duroxide.ErrorDetails;
import io.duroxide.Orchestration;
import io.duroxide.client.DuroxideClient;
import io.duroxide.client.OrchestrationFailedException;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.Provider;
import io.duroxide.provider.memory.InMemoryProvider;
import io.duroxide.provider.sqlite.SqliteProvider;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.Node;
import io.duroxide.runtime.RuntimeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A store, its client, and the nodes that a test starts on it; all end with the test. */
final class World implements AfterEachCallback {

  private final @Nullable Path directory;
  private final Supplier<Provider> open;

  /** Nothing here waits for a lock to run out, and a busy machine must not make it. */
  private final RuntimeOptions.Builder options =
      Node.quick()
          .orchestrationLockTimeout(Duration.ofSeconds(15))
          .activityLockTimeout(Duration.ofSeconds(15));

  private final List<DuroxideRuntime> nodes = new ArrayList<>();
  private OrchestrationRegistry.Builder orchestrations = OrchestrationRegistry.builder();
  private ActivityRegistry.Builder activities = ActivityRegistry.builder();
  private Provider provider;
  private DuroxideClient client;

  private World(@Nullable Path directory, Supplier<Provider> open) {
    this.directory = directory;
    this.open = open;
    provider = open.get();
    client = new DuroxideClient(provider);
  }

  /** For everything that does not depend on the store. */
  static World inMemory() {
    return new World(null, InMemoryProvider::new);
  }

  /** For what has to survive the process. */
  static World onSqlite() {
    try {
      Path directory = Files.createTempDirectory("duroxide-scenario");
      return new World(directory, () -> SqliteProvider.open(directory.resolve("store.db")));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Lets no computation live from turn to turn, so that every turn replays its history. */
  World replayingEveryTurn() {
    options.executionCacheSize(0);
    return this;
  }

  Provider provider() {
    return provider;
  }

  DuroxideClient client() {
    return client;
  }

  /** Options of the nodes started from now on. */
  RuntimeOptions.Builder options() {
    return options;
  }

  <I extends @Nullable Object, O extends @Nullable Object> World orchestration(
      String name, Class<I> inputType, Orchestration<I, O> code) {
    orchestrations.register(name, inputType, code);
    return this;
  }

  <I extends @Nullable Object, O extends @Nullable Object> World orchestration(
      String name, String version, Class<I> inputType, Orchestration<I, O> code) {
    orchestrations.register(name, version, inputType, code);
    return this;
  }

  <I extends @Nullable Object, O extends @Nullable Object> World activity(
      String name, Class<I> inputType, Activity<I, O> code) {
    activities.register(name, inputType, code);
    return this;
  }

  /** Makes starts without a version use this one. */
  World pin(String name, String version) {
    orchestrations.pin(name, version);
    return this;
  }

  /** Forgets all registered code: the nodes started from now on are of another release. */
  World newRelease() {
    orchestrations = OrchestrationRegistry.builder();
    activities = ActivityRegistry.builder();
    return this;
  }

  /** Starts a node with the code and the options of the moment. */
  World startNode() {
    nodes.add(
        DuroxideRuntime.start(
            provider, orchestrations.build(), activities.build(), options.build()));
    return this;
  }

  World stopNodes() {
    nodes.forEach(DuroxideRuntime::close);
    nodes.clear();
    return this;
  }

  /** Stops everything and comes back with one node, as after a deployment. */
  World restart() {
    stopNodes();
    if (directory != null) {
      provider.close();
      provider = open.get();
      client = new DuroxideClient(provider);
    }
    return startNode();
  }

  /** Starts an instance of the same name as its orchestration; and a node, if there is none. */
  World start(String orchestration, @Nullable Object input) {
    if (nodes.isEmpty()) {
      startNode();
    }
    client.start(orchestration, orchestration, input);
    return this;
  }

  /** {@link #start} and {@link #output}. */
  <T> T run(String orchestration, @Nullable Object input, Class<T> type) {
    start(orchestration, input);
    return output(orchestration, type);
  }

  /** Waits for an instance to succeed with an output that is not null. */
  <T> T output(String instance, Class<T> type) {
    return requireNonNull(client.waitForOutput(instance, type, Node.PATIENCE), instance);
  }

  /** An instance that has taken a turn. */
  InstanceInfo info(String instance) {
    return requireNonNull(client.status(instance), instance);
  }

  InstanceInfo end(String instance) {
    return client.waitFor(instance, Node.PATIENCE);
  }

  /** Waits for an instance to end and gives its failure. */
  ErrorDetails failure(String instance) {
    OrchestrationFailedException failed =
        catchThrowableOfType(
            OrchestrationFailedException.class, () -> output(instance, Object.class));
    assertThat(failed).as("instance should have failed").isNotNull();
    return failed.details();
  }

  /** The current execution's history; empty before the first turn. */
  List<HistoryEvent> history(String instance) {
    InstanceInfo info = client.status(instance);
    return info == null ? List.of() : history(instance, info.executionId());
  }

  List<HistoryEvent> history(String instance, long executionId) {
    return provider.readHistory(instance, executionId, 0);
  }

  /** The events of one kind in the current execution. */
  <E extends HistoryEvent> List<E> events(String instance, Class<E> kind) {
    return history(instance).stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Waits until the current execution's history holds so many events of a kind. */
  World awaitEvents(String instance, Class<? extends HistoryEvent> kind, int count) {
    await().atMost(Node.PATIENCE).until(() -> events(instance, kind).size(), size -> size >= count);
    return this;
  }

  /** Waits until the instance is in this execution or a later one. */
  World awaitExecution(String instance, long executionId) {
    await()
        .atMost(Node.PATIENCE)
        .until(() -> client.status(instance), i -> i != null && i.executionId() >= executionId);
    return this;
  }

  /** Puts a message where a node would find it, past the client. */
  World send(OrchestratorMessage message) {
    provider.enqueueForOrchestrator(message, Duration.ZERO);
    return this;
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    stopNodes();
    provider.close();
    if (directory != null) {
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(directory);
    }
  }
}
