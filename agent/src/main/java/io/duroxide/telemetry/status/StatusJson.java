package io.duroxide.telemetry.status;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** JSON of records, lists, texts, numbers and truth values; nothing else is in a status. */
final class StatusJson {

  private final StringBuilder out = new StringBuilder();

  private StatusJson() {}

  static String of(Record status) {
    StatusJson json = new StatusJson();
    json.value(status, 0);
    return json.out.append('\n').toString();
  }

  private void value(@Nullable Object value, int depth) {
    if (value instanceof Record record) {
      object(record, depth);
    } else if (value instanceof List<?> list) {
      array(list, depth);
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else {
      text(value.toString());
    }
  }

  private void object(Record record, int depth) {
    String separator = "{";
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      out.append(separator);
      newLine(depth + 1);
      text(snakeCase(component.getName()));
      out.append(": ");
      value(read(record, component), depth + 1);
      separator = ",";
    }
    newLine(depth);
    out.append('}');
  }

  private static @Nullable Object read(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError("a record without its accessor", impossible);
    }
  }

  private void array(List<?> list, int depth) {
    if (list.isEmpty()) {
      out.append("[]");
      return;
    }
    String separator = "[";
    for (Object each : list) {
      out.append(separator);
      newLine(depth + 1);
      value(each, depth + 1);
      separator = ",";
    }
    newLine(depth);
    out.append(']');
  }

  private void newLine(int depth) {
    out.append('\n').append("  ".repeat(depth));
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c == 0x7F || Character.isSurrogate(c)) {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private static String snakeCase(String name) {
    StringBuilder snake = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      snake.append(Character.isUpperCase(c) ? "_" : "").append(Character.toLowerCase(c));
    }
    return snake.toString();
  }
}
