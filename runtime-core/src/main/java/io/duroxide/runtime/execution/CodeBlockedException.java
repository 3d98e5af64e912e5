package io.duroxide.runtime.execution;

import io.duroxide.coroutine.Coroutine;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Code of an execution has not given control back in time and was left behind. The stack trace is
 * that of the code, at the moment when it was looked at.
 */
public final class CodeBlockedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** How much of a stack goes into {@link #place}: enough to find the call, and bounded. */
  private static final int MAX_FRAMES = 5;

  private static final int MAX_FRAME_CHARS = 200;

  private static final List<String> LIBRARIES =
      List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "com.fasterxml.jackson.");
  private static final List<String> ENGINE =
      List.of(
          "io.duroxide.coroutine.",
          "io.duroxide.payload.",
          "io.duroxide.replay.",
          "io.duroxide.runtime.execution.");

  /** Weak, because what has ended may go although it is remembered where it once blocked. */
  private final transient @Nullable WeakReference<Coroutine> code;

  /** The stack of a thread that runs no code of an execution. */
  public CodeBlockedException(Thread thread) {
    this(thread.getStackTrace(), null);
  }

  CodeBlockedException(Coroutine coroutine) {
    this(coroutine.stack(), coroutine);
  }

  private CodeBlockedException(StackTraceElement[] stack, @Nullable Coroutine coroutine) {
    super("the code has not given control back", null, false, true);
    setStackTrace(stack);
    this.code = coroutine == null ? null : new WeakReference<>(coroutine);
  }

  /** Whether the code was about to begin or to go on, and has got no processor for it. */
  public boolean isStarved() {
    for (StackTraceElement frame : getStackTrace()) {
      if (frame.getClassName().equals(Coroutine.class.getName())
          && frame.getMethodName().equals("suspend")) {
        return true;
      }
      if (isApplication(frame)) {
        return false;
      }
    }
    return getStackTrace().length == 0;
  }

  /** Whether the code is using a processor now, although it was left behind. */
  public boolean isStillBusy() {
    Coroutine left = code == null ? null : code.get();
    return left != null && left.isBusy();
  }

  /**
   * Returns where the code is, for people: the innermost calls of the application with the library
   * call they are in, at most {@value #MAX_FRAMES} frames.
   */
  public String place() {
    List<String> frames = new ArrayList<>();
    String library = null;
    for (StackTraceElement frame : getStackTrace()) {
      boolean application = isApplication(frame);
      if (application && frames.isEmpty() && library != null) {
        frames.add(library);
      }
      if (application && frames.size() < MAX_FRAMES) {
        frames.add(text(frame));
      }
      library = text(frame);
    }
    return frames.isEmpty() ? unknown() : String.join(" < ", frames);
  }

  private String unknown() {
    StackTraceElement[] stack = getStackTrace();
    return stack.length == 0
        ? "an unknown place"
        : String.join(" < ", Stream.of(stack).limit(MAX_FRAMES).map(f -> text(f)).toList());
  }

  private static boolean isApplication(StackTraceElement frame) {
    return isWritten(frame) && !isOf(ENGINE, frame) && !isOf(LIBRARIES, frame);
  }

  /** Not a frame that the compiler or the JVM has made, which tells no place. */
  private static boolean isWritten(StackTraceElement frame) {
    return !frame.getClassName().contains("$$") && frame.getLineNumber() >= 0;
  }

  private static boolean isOf(List<String> packages, StackTraceElement frame) {
    return packages.stream().anyMatch(frame.getClassName()::startsWith);
  }

  private static String text(StackTraceElement frame) {
    // Without loader and module, which toString() puts in front.
    String text =
        "%s.%s(%s:%d)"
            .formatted(
                frame.getClassName(),
                frame.getMethodName(),
                frame.getFileName(),
                frame.getLineNumber());
    return text.length() <= MAX_FRAME_CHARS ? text : text.substring(0, MAX_FRAME_CHARS) + "...";
  }
}
