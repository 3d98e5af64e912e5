package io.duroxide.examples.toygres.model;

/** The life of a managed PostgreSQL instance. */
public enum InstanceState {
  CREATING,
  RUNNING,
  FAILED,
  DELETING,
  DELETED
}
