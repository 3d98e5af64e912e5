package io.duroxide.examples.toygres.cms;

import io.duroxide.examples.toygres.model.ActorLink;
import io.duroxide.examples.toygres.model.ConnectionLookup;
import io.duroxide.examples.toygres.model.HealthChange;
import io.duroxide.examples.toygres.model.HealthCheck;
import io.duroxide.examples.toygres.model.InstanceRecord;
import io.duroxide.examples.toygres.model.InstanceState;
import io.duroxide.examples.toygres.model.NewInstance;
import io.duroxide.examples.toygres.model.StateChange;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The control plane's books. Every write may be repeated with the same effect, because an activity
 * may run twice. Thread-safe.
 */
public final class Cms implements AutoCloseable {

  private static final String SELECT_INSTANCES =
      """
      SELECT i.k8s_name, d.dns_name, i.state, i.connection_string, i.healthy, i.actor_id
      FROM instances i LEFT JOIN dns_names d ON d.k8s_name = i.k8s_name
      """;

  private final CmsDatabase database;

  private Cms(CmsDatabase database) {
    this.database = database;
  }

  public static Cms open(Path file) throws SQLException {
    return new Cms(CmsDatabase.open(file));
  }

  /** Registers a run of the control plane; returns a number no other run has had. */
  public int beginRun() throws SQLException {
    database.update("INSERT INTO runs (at) VALUES (?)", Instant.now().toString());
    return database.query(row -> row.getInt(1), "SELECT max(id) FROM runs").get(0);
  }

  /**
   * @throws DnsNameTakenException if another living instance has the DNS name
   */
  public void createInstanceRecord(NewInstance instance) throws SQLException {
    database.update(
        """
        INSERT INTO instances (k8s_name, state, postgres_version, storage_gigabytes)
        VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
        """,
        instance.k8sName(),
        text(InstanceState.CREATING),
        instance.postgresVersion(),
        instance.storageGigabytes());
    database.update(
        "INSERT INTO dns_names (dns_name, k8s_name) VALUES (?, ?) ON CONFLICT DO NOTHING",
        instance.dnsName(),
        instance.k8sName());
    InstanceRecord stored = instance(instance.k8sName());
    if (stored == null || !instance.dnsName().equals(stored.dnsName())) {
      throw new DnsNameTakenException(instance.dnsName());
    }
  }

  public void updateInstanceState(StateChange change) throws SQLException {
    database.update(
        """
        UPDATE instances SET state = ?, connection_string = coalesce(?, connection_string)
        WHERE k8s_name = ?
        """,
        text(change.state()),
        change.connectionString(),
        change.k8sName());
  }

  public void freeDnsName(String k8sName) throws SQLException {
    database.update("DELETE FROM dns_names WHERE k8s_name = ?", k8sName);
  }

  public @Nullable InstanceRecord instance(String k8sName) throws SQLException {
    List<InstanceRecord> found =
        database.query(Cms::record, SELECT_INSTANCES + " WHERE i.k8s_name = ?", k8sName);
    return found.isEmpty() ? null : found.get(0);
  }

  /** All instances on record, whatever their state. */
  public List<InstanceRecord> instances() throws SQLException {
    return database.query(Cms::record, SELECT_INSTANCES + " ORDER BY i.k8s_name");
  }

  public ConnectionLookup connection(String k8sName) throws SQLException {
    InstanceRecord found = instance(k8sName);
    return found == null
        ? new ConnectionLookup(false, null)
        : new ConnectionLookup(true, found.connectionString());
  }

  public void recordHealthCheck(HealthCheck check) throws SQLException {
    database.update(
        """
        INSERT INTO health_checks (k8s_name, checked_at, healthy, response_millis)
        SELECT ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM instances WHERE k8s_name = ?)
        ON CONFLICT DO NOTHING
        """,
        check.k8sName(),
        check.checkedAt().toString(),
        check.healthy(),
        check.responseMillis(),
        check.k8sName());
  }

  public int healthChecks(String k8sName) throws SQLException {
    return database
        .query(
            row -> row.getInt(1), "SELECT count(*) FROM health_checks WHERE k8s_name = ?", k8sName)
        .get(0);
  }

  public void updateInstanceHealth(HealthChange change) throws SQLException {
    database.update(
        "UPDATE instances SET healthy = ? WHERE k8s_name = ?", change.healthy(), change.k8sName());
  }

  public void recordInstanceActor(ActorLink link) throws SQLException {
    database.update(
        "UPDATE instances SET actor_id = ? WHERE k8s_name = ?", link.actorId(), link.k8sName());
  }

  public void deleteInstanceRecord(String k8sName) throws SQLException {
    database.update("DELETE FROM instances WHERE k8s_name = ?", k8sName);
    database.update("DELETE FROM health_checks WHERE k8s_name = ?", k8sName);
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }

  private static InstanceRecord record(ResultSet row) throws SQLException {
    boolean healthy = row.getBoolean("healthy");
    boolean unknown = row.wasNull();
    return new InstanceRecord(
        row.getString("k8s_name"),
        row.getString("dns_name"),
        InstanceState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getString("connection_string"),
        unknown ? null : healthy,
        row.getString("actor_id"));
  }

  private static String text(InstanceState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
