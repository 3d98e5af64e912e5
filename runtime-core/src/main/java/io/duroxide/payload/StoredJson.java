package io.duroxide.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Makes the mappers of what is stored. Jackson's limits guard against the input of strangers; what
 * is read here was written here, and what {@link io.duroxide.Limits} let through must be readable
 * again. Only the depth stays limited, for writing as for reading.
 */
public final class StoredJson {

  private StoredJson() {}

  /** Returns the builder of a mapper that reads texts, names and numbers of any length. */
  public static JsonMapper.Builder mapper() {
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxStringLength(Integer.MAX_VALUE)
            .maxNameLength(Integer.MAX_VALUE)
            .maxNumberLength(Integer.MAX_VALUE)
            .build();
    return JsonMapper.builder(JsonFactory.builder().streamReadConstraints(constraints).build());
  }
}
