package io.duroxide.provider.jdbc;

/**
 * Which activity a row of the worker queue holds. Ids of rows are used again: alone they do not
 * tell whether an activity still exists.
 */
record ActivityPlace(long id, long executionId, long scheduledId, String instance) {

  String subject() {
    return id + " " + executionId + " " + scheduledId + " " + instance;
  }
}
