package io.duroxide.examples.toygres.cms;

import io.duroxide.ApplicationException;

/** Another living instance has the DNS name. */
public final class DnsNameTakenException extends ApplicationException {

  private static final long serialVersionUID = 1L;

  DnsNameTakenException(String dnsName) {
    super("the DNS name " + dnsName + " is taken", "DNS_NAME_TAKEN", false, null);
  }
}
