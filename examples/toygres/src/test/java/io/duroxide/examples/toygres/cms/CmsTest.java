package io.duroxide.examples.toygres.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duroxide.examples.toygres.model.ActorLink;
import io.duroxide.examples.toygres.model.ConnectionLookup;
import io.duroxide.examples.toygres.model.HealthChange;
import io.duroxide.examples.toygres.model.HealthCheck;
import io.duroxide.examples.toygres.model.InstanceRecord;
import io.duroxide.examples.toygres.model.InstanceState;
import io.duroxide.examples.toygres.model.NewInstance;
import io.duroxide.examples.toygres.model.StateChange;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CmsTest {

  private static final NewInstance PG = new NewInstance("pg-1", "one.test", "17.5", 10);

  private Path file;
  private Cms cms;

  @BeforeEach
  void open(@TempDir Path directory) throws SQLException {
    file = directory.resolve("cms.db");
    cms = Cms.open(file);
  }

  @AfterEach
  void close() throws SQLException {
    cms.close();
  }

  @Test
  void repeatedWritesChangeNothing() throws SQLException {
    Instant at = Instant.parse("2026-01-02T03:04:05Z");
    for (int i = 0; i < 2; i++) {
      cms.createInstanceRecord(PG);
      cms.updateInstanceState(new StateChange("pg-1", InstanceState.RUNNING, "postgresql://x"));
      cms.recordInstanceActor(new ActorLink("pg-1", "actor-pg-1"));
      cms.recordHealthCheck(new HealthCheck("pg-1", at, true, 9));
      cms.updateInstanceHealth(new HealthChange("pg-1", true));
    }
    assertThat(cms.instances())
        .containsExactly(
            new InstanceRecord(
                "pg-1", "one.test", InstanceState.RUNNING, "postgresql://x", true, "actor-pg-1"));
    assertThat(cms.healthChecks("pg-1")).isEqualTo(1);
  }

  @Test
  void forgetsADeletedInstance() throws SQLException {
    cms.createInstanceRecord(PG);
    cms.recordHealthCheck(new HealthCheck("pg-1", Instant.EPOCH, true, 9));
    for (int i = 0; i < 2; i++) {
      cms.deleteInstanceRecord("pg-1");
      cms.freeDnsName("pg-1");
    }
    cms.recordHealthCheck(new HealthCheck("pg-1", Instant.EPOCH, true, 9));
    assertThat(cms.instance("pg-1")).isNull();
    assertThat(cms.healthChecks("pg-1")).isZero();
    assertThat(cms.connection("pg-1")).isEqualTo(new ConnectionLookup(false, null));
  }

  @Test
  void aStateChangeKeepsTheConnectionString() throws SQLException {
    cms.createInstanceRecord(PG);
    assertThat(cms.connection("pg-1")).isEqualTo(new ConnectionLookup(true, null));
    cms.updateInstanceState(new StateChange("pg-1", InstanceState.RUNNING, "postgresql://x"));
    cms.updateInstanceState(StateChange.to(InstanceState.DELETING, "pg-1"));
    assertThat(cms.connection("pg-1")).isEqualTo(new ConnectionLookup(true, "postgresql://x"));
  }

  @Test
  void aDnsNameBelongsToOneInstanceUntilItIsFreed() throws SQLException {
    cms.createInstanceRecord(PG);
    NewInstance rival = new NewInstance("pg-2", "one.test", "17.5", 10);
    assertThatThrownBy(() -> cms.createInstanceRecord(rival))
        .isInstanceOf(DnsNameTakenException.class)
        .hasMessageContaining("one.test");
    cms.freeDnsName("pg-1");
    cms.createInstanceRecord(rival);
    assertThat(cms.instance("pg-2")).extracting("dnsName").isEqualTo("one.test");
  }

  @Test
  void everyRunHasItsOwnNumber() throws SQLException {
    assertThat(cms.beginRun()).isEqualTo(1);
    cms.close();
    cms = Cms.open(file);
    assertThat(cms.beginRun()).isEqualTo(2);
  }
}
