CREATE TABLE instances (
  instance_id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  current_execution_id INTEGER NOT NULL,
  status TEXT NOT NULL,
  result TEXT,
  started_at INTEGER NOT NULL,
  parent TEXT,
  parent_instance TEXT
) WITHOUT ROWID;
CREATE INDEX instances_running ON instances (name) WHERE status = 'RUNNING';
CREATE INDEX instances_parent ON instances (parent_instance)
  WHERE parent_instance IS NOT NULL;
CREATE TABLE executions (
  instance_id TEXT NOT NULL,
  execution_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  status TEXT NOT NULL,
  result TEXT,
  turns INTEGER NOT NULL,
  last_event_id INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  ended_at INTEGER,
  PRIMARY KEY (instance_id, execution_id)
) WITHOUT ROWID;
CREATE TABLE history (
  instance_id TEXT NOT NULL,
  execution_id INTEGER NOT NULL,
  event_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  event TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (instance_id, execution_id, event_id)
) WITHOUT ROWID;
CREATE TABLE orchestrator_queue (
  id INTEGER PRIMARY KEY,
  instance_id TEXT NOT NULL,
  starts INTEGER NOT NULL,
  message TEXT NOT NULL,
  visible_at INTEGER NOT NULL,
  enqueued_at INTEGER NOT NULL,
  lock_token TEXT,
  deliveries INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX orchestrator_queue_instance ON orchestrator_queue (instance_id, visible_at);
CREATE TABLE turn_queue (
  instance_id TEXT NOT NULL PRIMARY KEY,
  due_at INTEGER NOT NULL,
  lock_token TEXT
) WITHOUT ROWID;
CREATE INDEX turn_queue_due ON turn_queue (due_at);
CREATE TABLE worker_queue (
  id INTEGER PRIMARY KEY,
  instance_id TEXT NOT NULL,
  execution_id INTEGER NOT NULL,
  scheduled_id INTEGER NOT NULL,
  item TEXT NOT NULL,
  visible_at INTEGER NOT NULL,
  available_at INTEGER NOT NULL,
  lock_token TEXT,
  deliveries INTEGER NOT NULL DEFAULT 0,
  tag TEXT,
  session_id TEXT
);
CREATE INDEX worker_queue_visible ON worker_queue (visible_at, id);
CREATE INDEX worker_queue_activity
  ON worker_queue (instance_id, execution_id, scheduled_id);
