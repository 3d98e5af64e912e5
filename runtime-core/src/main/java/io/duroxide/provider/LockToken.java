package io.duroxide.provider;

/**
 * Proof of one acquisition. A fresh value per fetch: renew, acknowledge and abandon all check it,
 * and it is void once its time has run out, even if nobody else took the item.
 *
 * @param subject the locked thing, in the provider's own words
 */
public record LockToken(String subject, String value) {}
