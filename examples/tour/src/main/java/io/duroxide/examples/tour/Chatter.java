package io.duroxide.examples.tour;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** More to say at once than there is room for while nobody listens. */
final class Chatter {

  private static final Logger log = LoggerFactory.getLogger(Chatter.class);

  /** Several times what duroxide-telemetry.properties lets wait. */
  private static final int RECORDS = 100;

  private Chatter() {}

  static void visit(Site site) {
    for (int i = 1; i <= RECORDS; i++) {
      log.error("Error {} of {}, which is none", i, RECORDS);
      log.warn("Warning {} of {}", i, RECORDS);
      log.info("Remark {} of {}", i, RECORDS);
      log.debug("Detail {} of {}", i, RECORDS);
    }
  }
}
