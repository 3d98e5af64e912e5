package io.duroxide;

/**
 * Cuts the texts of an error, which an application may make as long as it likes, to what is worth
 * storing with every event that carries the error.
 */
final class ErrorText {

  /** Of a message, in UTF-8 bytes; the mark comes on top. */
  static final int MAX_MESSAGE_BYTES = 64 * 1024;

  /** Of an error code or a class name, in characters: these are words. */
  static final int MAX_WORD_LENGTH = 256;

  private ErrorText() {}

  static String cutMessage(String message) {
    // A character takes at most three bytes, so most messages need not be measured.
    if (message.length() <= MAX_MESSAGE_BYTES / 3) {
      return message;
    }
    int end = fittingLength(message);
    return end == message.length()
        ? message
        : message.substring(0, end) + "... (cut, had " + message.length() + " characters)";
  }

  static String cutWord(String word) {
    if (word.length() <= MAX_WORD_LENGTH) {
      return word;
    }
    boolean splitsPair = Character.isHighSurrogate(word.charAt(MAX_WORD_LENGTH - 1));
    return word.substring(0, splitsPair ? MAX_WORD_LENGTH - 1 : MAX_WORD_LENGTH);
  }

  /** How many characters fit, without half a surrogate pair at the end. */
  private static int fittingLength(String message) {
    int bytes = 0;
    int index = 0;
    while (index < message.length()) {
      int codePoint = message.codePointAt(index);
      bytes += utf8Bytes(codePoint);
      if (bytes > MAX_MESSAGE_BYTES) {
        return index;
      }
      index += Character.charCount(codePoint);
    }
    return index;
  }

  private static int utf8Bytes(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }
}
