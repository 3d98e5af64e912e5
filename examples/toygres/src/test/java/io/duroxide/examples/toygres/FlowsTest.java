package io.duroxide.examples.toygres;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.examples.toygres.cluster.Fault;
import io.duroxide.examples.toygres.cluster.FaultSource;
import io.duroxide.examples.toygres.model.CreatedInstance;
import io.duroxide.examples.toygres.model.InstanceRecord;
import io.duroxide.examples.toygres.model.InstanceState;
import io.duroxide.examples.toygres.model.Names;
import io.duroxide.payload.PayloadCodec;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.InstanceStatus;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowsTest {

  private static final FaultSource NO_FAULTS = call -> Fault.NONE;

  @Test
  void createsAnInstanceAndHandsItToAnActor(@TempDir Path directory) throws SQLException {
    try (Deployment toygres = new Deployment(directory, NO_FAULTS)) {
      InstanceInfo end = toygres.create("pg-1");
      assertThat(end.status()).isEqualTo(InstanceStatus.COMPLETED);
      CreatedInstance created = PayloadCodec.decode(end.result(), CreatedInstance.class);
      assertThat(requireNonNull(created).connectionString())
          .isEqualTo("postgresql://pg-1.toygres.test:5432/postgres");
      assertThat(created.totalSeconds()).isGreaterThanOrEqualTo(created.deploySeconds());
      InstanceRecord stored = requireNonNull(toygres.cms.instance("pg-1"));
      assertThat(stored.state()).isEqualTo(InstanceState.RUNNING);
      assertThat(stored.connectionString()).isEqualTo(created.connectionString());
      assertThat(stored.actorId()).isEqualTo("actor-pg-1");
    }
  }

  @Test
  void anActorChecksHealthInEveryCycleUntilTheInstanceIsDeleted(@TempDir Path directory)
      throws SQLException {
    try (Deployment toygres = new Deployment(directory, NO_FAULTS)) {
      toygres.create("pg-1");
      await().until(() -> toygres.cms.healthChecks("pg-1") >= 3);
      assertThat(requireNonNull(toygres.client.status("actor-pg-1")).executionId())
          .isGreaterThanOrEqualTo(2);
      assertThat(requireNonNull(toygres.cms.instance("pg-1")).healthy()).isTrue();

      InstanceInfo deletion = toygres.delete("pg-1");
      assertThat(deletion.status()).isEqualTo(InstanceStatus.COMPLETED);
      assertThat(deletion.result()).isEqualTo("true");
      assertThat(toygres.endOfActor("pg-1").status()).isEqualTo(InstanceStatus.COMPLETED);
      assertThat(toygres.cms.instances()).isEmpty();
    }
  }

  @Test
  void takesAFailedCreationBackAndTellsTheOriginalError(@TempDir Path directory)
      throws SQLException {
    try (Deployment toygres =
        new Deployment(directory, faultIn(Names.DEPLOY_POSTGRES, Fault.HARD))) {
      InstanceInfo end = toygres.create("pg-1");
      assertThat(end.status()).isEqualTo(InstanceStatus.FAILED);
      ErrorDetails error = PayloadCodec.decodeError(end.result());
      assertThat(error.category()).isEqualTo(ErrorCategory.APPLICATION);
      assertThat(error.code()).isEqualTo("QUOTA_EXCEEDED");
      assertThat(error.retryable()).isFalse();
      assertThat(toygres.cms.instances()).isEmpty();
      assertThat(toygres.client.status("actor-pg-1")).isNull();
    }
  }

  @Test
  void aLostDatabaseFailsAStepThatIsNotRetried(@TempDir Path directory) throws SQLException {
    try (Deployment toygres =
        new Deployment(directory, faultIn(Names.DEPLOY_POSTGRES, Fault.DATABASE))) {
      InstanceInfo end = toygres.create("pg-1");
      assertThat(end.status()).isEqualTo(InstanceStatus.FAILED);
      assertThat(PayloadCodec.decodeError(end.result()).errorClasses())
          .contains("java.sql.SQLTransientConnectionException");
    }
  }

  @Test
  void passingFaultsAreRetriedAway(@TempDir Path directory) throws SQLException {
    FaultSource faults =
        call ->
            switch (call.activityName()) {
              case Names.GET_CONNECTION_STRINGS -> Fault.FLAKY;
              case Names.TEST_CONNECTION -> Fault.DATABASE;
              default -> Fault.NONE;
            };
    try (Deployment toygres = new Deployment(directory, faults)) {
      assertThat(toygres.create("pg-1").status()).isEqualTo(InstanceStatus.COMPLETED);
    }
  }

  @Test
  void anAttemptThatHangsIsCutOffAndRepeated(@TempDir Path directory) throws SQLException {
    FaultSource faults = faultIn(Names.GET_CONNECTION_STRINGS, Fault.HANG);
    try (Deployment toygres = new Deployment(directory, faults)) {
      InstanceInfo end = toygres.create("pg-1");
      assertThat(end.status()).isEqualTo(InstanceStatus.COMPLETED);
      assertThat(end.updatedAt() - end.createdAt()).isBetween(500L, 5000L);
    }
  }

  @Test
  void anInstanceThatDoesNotAnswerIsUnhealthyAndItsActorLivesOn(@TempDir Path directory)
      throws SQLException {
    FaultSource faults =
        call ->
            call.orchestrationName().equals(Names.INSTANCE_ACTOR)
                    && call.activityName().equals(Names.TEST_CONNECTION)
                ? Fault.HARD
                : Fault.NONE;
    try (Deployment toygres = new Deployment(directory, faults)) {
      toygres.create("pg-1");
      await().until(() -> toygres.cms.healthChecks("pg-1") >= 2);
      assertThat(requireNonNull(toygres.cms.instance("pg-1")).healthy()).isFalse();
      assertThat(requireNonNull(toygres.client.status("actor-pg-1")).status())
          .isEqualTo(InstanceStatus.RUNNING);
    }
  }

  @Test
  void failedBookkeepingDoesNotFailTheFlow(@TempDir Path directory) throws SQLException {
    FaultSource faults = faultIn(Names.CMS_RECORD_INSTANCE_ACTOR, Fault.DATABASE);
    try (Deployment toygres = new Deployment(directory, faults)) {
      assertThat(toygres.create("pg-1").status()).isEqualTo(InstanceStatus.COMPLETED);
      assertThat(requireNonNull(toygres.cms.instance("pg-1")).actorId()).isNull();
      // Nobody can tell this actor; it must see for itself that its record is gone.
      toygres.delete("pg-1");
      assertThat(toygres.endOfActor("pg-1").result()).isEqualTo("\"record gone\"");
    }
  }

  @Test
  void thereIsNothingToDeleteTwice(@TempDir Path directory) throws SQLException {
    try (Deployment toygres = new Deployment(directory, NO_FAULTS)) {
      assertThat(toygres.delete("pg-1").result()).isEqualTo("false");
    }
  }

  private static FaultSource faultIn(String activity, Fault fault) {
    return call -> call.activityName().equals(activity) ? fault : Fault.NONE;
  }
}
