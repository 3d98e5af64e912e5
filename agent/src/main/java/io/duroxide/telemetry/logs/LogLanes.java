package io.duroxide.telemetry.logs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Where records wait to be exported: errors and warnings in one lane, the rest in another, so that
 * chatter never costs an error. A full lane gives up what is new; what was before it may explain
 * it.
 */
public final class LogLanes {

  /** Records in one batch. */
  static final int BATCH = 512;

  /** Collectors refuse messages of more than 4 MiB, and characters take up to three bytes there. */
  static final long BATCH_WEIGHT = 2L << 20;

  /** Bytes of a lane, whatever the number of its records. */
  static final long LANE_WEIGHT = 8L << 20;

  private static final int WARN = 13;

  private final int leastSeverity;
  private final IntConsumer onDrop;
  private final Lane urgent;
  private final Lane other;
  private volatile Runnable whenFull = () -> {};
  private volatile boolean closed;

  /**
   * @param leastSeverity OpenTelemetry's number of the least severe records wanted
   * @param laneSize most records that wait in one lane
   * @param onDrop told the severity number of each record that is given up; must not block
   */
  public LogLanes(int leastSeverity, int laneSize, IntConsumer onDrop) {
    this.leastSeverity = leastSeverity;
    this.onDrop = onDrop;
    this.urgent = new Lane(laneSize, LANE_WEIGHT);
    this.other = new Lane(laneSize, LANE_WEIGHT);
  }

  /** Whether records of this severity are wanted; cheap. */
  public boolean takes(int severityNumber) {
    return severityNumber >= leastSeverity;
  }

  /** Keeps the record until it is exported, or gives it up and counts it. Never blocks. */
  public void offer(LogEntry entry) {
    Lane lane = entry.severityNumber() >= WARN ? urgent : other;
    if (closed || !lane.offer(entry)) {
      onDrop.accept(entry.severityNumber());
    } else if (batchWaits()) {
      whenFull.run();
    }
  }

  /**
   * @param action run by whoever completes a batch; must not block
   */
  public void whenFull(Runnable action) {
    whenFull = action;
  }

  /** Whether there is a whole batch. */
  public boolean batchWaits() {
    return urgent.size() + other.size() >= BATCH
        || urgent.weight() + other.weight() >= BATCH_WEIGHT;
  }

  /** The next batch, errors and warnings first; empty if nothing waits. For one thread only. */
  public List<LogEntry> take() {
    List<LogEntry> batch = new ArrayList<>(Math.min(BATCH, urgent.size() + other.size()));
    long room = urgent.moveTo(batch, BATCH, BATCH_WEIGHT);
    long unused = other.moveTo(batch, BATCH, room);
    return batch;
  }

  /** These were taken and will not be exported. */
  public void giveUp(Collection<LogEntry> entries) {
    entries.forEach(entry -> onDrop.accept(entry.severityNumber()));
  }

  /** From now on nothing is kept. */
  public void close() {
    closed = true;
  }
}
