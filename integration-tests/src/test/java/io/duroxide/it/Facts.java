package io.duroxide.it;

import io.duroxide.it.apps.MixedRun;

/**
 * What the tables of a store say about the things that telemetry counts: queries for {@link Truth}.
 */
final class Facts {

  /**
   * Every attempt with its outcome. The hand-backs of an unregistered activity leave no event, but
   * the runtime gives up after a known number of them.
   */
  static final String ATTEMPTS_BY_OUTCOME =
      """
      WITH executions_by_outcome AS (
        SELECT name, retry_attempt, tag,
               CASE end_kind
                 WHEN 'ACTIVITY_COMPLETED'        THEN 'success'
                 WHEN 'ACTIVITY_CANCEL_REQUESTED' THEN 'cancelled'
                 ELSE replace(error_type, 'infrastructure_error', 'infra_error')
                 END AS outcome
        FROM attempts WHERE end_kind IS NOT NULL
        UNION ALL
        SELECT name, retry_attempt, tag, 'retry'
        FROM attempts, (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
                        SELECT i FROM n)
        WHERE error ->> '$.category' = 'POISON'
      )
      """
          .formatted(MixedRun.MAX_DELIVERIES);

  /** Every attempt, by its outcome and number. */
  static final String ATTEMPTS =
      ATTEMPTS_BY_OUTCOME
          + """
          SELECT name          AS activity_name,
                 outcome       AS outcome,
                 retry_attempt AS retry_attempt,
                 tag           AS tag,
                 count(*)
          FROM executions_by_outcome GROUP BY 1, 2, 3, 4
          """;

  /** Every execution, by how it came to be. */
  static final String STARTS =
      """
      SELECT name    AS orchestration_name,
             version AS version,
             CASE origin WHEN 'CLIENT'            THEN 'client'
                         WHEN 'SUB_ORCHESTRATION' THEN 'suborchestration'
                         WHEN 'CONTINUE_AS_NEW'   THEN 'continueAsNew'
                         WHEN 'SIGNAL'            THEN 'signal'
                         WHEN 'DETACHED'          THEN 'detached' END AS initiated_by,
             count(*)
      FROM started GROUP BY 1, 2, 3
      """;

  /** Every instance that has ended. */
  static final String COMPLETIONS =
      """
      SELECT name    AS orchestration_name,
             version AS version,
             status  AS status,
             CASE WHEN turns = 0   THEN '0'
                  WHEN turns <= 5  THEN '1-5'
                  WHEN turns <= 10 THEN '6-10'
                  WHEN turns <= 50 THEN '11-50'
                  ELSE '50+' END AS final_turn_count,
             count(*)
      FROM ended WHERE status IS NOT NULL GROUP BY 1, 2, 3, 4
      """;

  /** Every instance that has failed, by its typed cause. */
  static final String FAILURES =
      """
      SELECT name           AS orchestration_name,
             version        AS version,
             error_type     AS error_type,
             error_category AS error_category,
             count(*)
      FROM ended WHERE status = 'failed' GROUP BY 1, 2, 3, 4
      """;

  /** Every execution that continued as new. */
  static final String CONTINUATIONS =
      """
      SELECT name AS orchestration_name,
             CASE WHEN execution_id = 1     THEN '1'
                  WHEN execution_id <= 10   THEN '2-10'
                  WHEN execution_id <= 100  THEN '11-100'
                  WHEN execution_id <= 1000 THEN '101-1000'
                  ELSE '1000+' END AS execution_id,
             count(*)
      FROM ended WHERE kind = 'ORCHESTRATION_CONTINUED_AS_NEW' GROUP BY 1, 2
      """;

  /** Every child that has ended; what is asked about them takes the place of %s. */
  static final String CHILDREN =
      """
      SELECT e.parent_name AS parent_orchestration,
             e.name        AS child_orchestration,
             e.status      AS outcome,
             %s
      FROM ended e JOIN started s ON s.instance_id = e.instance_id AND s.execution_id = 1
      WHERE e.parent_name IS NOT NULL AND e.status IS NOT NULL GROUP BY 1, 2, 3
      """;

  /** Every instance that a client has started. */
  static final String CLIENT_STARTS =
      """
      SELECT name AS orchestration_name, count(*) FROM started WHERE origin = 'CLIENT' GROUP BY 1
      """;

  private Facts() {}
}
