package dev.thplab.repl;

import dev.thplab.runtime.policytest.FileResult;
import dev.thplab.runtime.policytest.SnapshotCounts;
import dev.thplab.runtime.policytest.TestResult;
import dev.thplab.runtime.policytest.TestResult.Status;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// Tests for people: a line each below their file, what went wrong below that, a sum at the end.
final class TestList implements TestOutput {
  private static final String BELOW = "        ";

  private final Streams streams;
  private String file = "";

  TestList(Streams streams) {
    this.streams = streams;
  }

  @Override
  public void tested(TestResult result) {
    PrintStream out = streams.out();
    if (!result.file().equals(file)) {
      file = result.file();
      out.println(file);
    }
    out.println("  %-4s  %s".formatted(word(result.status()), result.title()));
    if (result.status().isBad()) {
      out.println(BELOW + result.place() + ": " + result.message());
    }
    if (result.expected() != null) {
      value("expected", result.expected());
      value("received", result.received());
    }
    out.flush();
  }

  private static String word(Status status) {
    return switch (status) {
      case PASSED -> "ok";
      case SKIPPED -> "skip";
      default -> "FAIL";
    };
  }

  private void value(String name, String text) {
    String indent = BELOW + "  ";
    boolean fits = text.lines().count() < 2;
    streams.out().println(indent + name + (fits ? "  " + text : ""));
    if (!fits) {
      text.lines().forEach(line -> streams.out().println(indent + "  " + line));
    }
  }

  @Override
  public void notice(String about, String text) {
    streams.say(about + ": " + text);
  }

  @Override
  public void done(List<FileResult> results) {
    PrintStream out = streams.out();
    for (FileResult result : results) {
      for (String name : result.snapshots().obsolete()) {
        out.println("obsolete snapshot: %s: %s".formatted(result.file(), name));
      }
    }
    out.println();
    out.println(
        "%s: %s".formatted(counted(results.size(), "file"), String.join(", ", sums(results))));
    String snapshots = String.join(", ", snapshotSums(results));
    if (!snapshots.isEmpty()) {
      out.println("snapshots: " + snapshots);
    }
    out.flush();
  }

  private static List<String> sums(List<FileResult> results) {
    List<String> sums = new ArrayList<>();
    for (Status status : Status.values()) {
      long count = results.stream().mapToLong(result -> result.count(status)).sum();
      if (count > 0 || status == Status.PASSED) {
        sums.add(count + " " + sumWord(status));
      }
    }
    return sums;
  }

  private static String sumWord(Status status) {
    return switch (status) {
      case PASSED -> "passed";
      case SKIPPED -> "skipped";
      case FAILED -> "failed";
      case THREW -> "threw";
      case TIMED_OUT -> "took too long";
      case UNUSABLE -> "of the files cannot be used";
    };
  }

  private static List<String> snapshotSums(List<FileResult> results) {
    List<SnapshotCounts> counts = results.stream().map(FileResult::snapshots).toList();
    List<String> sums = new ArrayList<>();
    addSum(sums, counts.stream().mapToInt(SnapshotCounts::matched).sum(), "matched");
    addSum(sums, counts.stream().mapToInt(SnapshotCounts::written).sum(), "written");
    addSum(sums, counts.stream().mapToInt(SnapshotCounts::removed).sum(), "deleted");
    int obsolete = counts.stream().mapToInt(count -> count.obsolete().size()).sum();
    addSum(sums, obsolete, "obsolete, which --update deletes");
    return sums;
  }

  private static void addSum(List<String> sums, int count, String word) {
    if (count > 0) {
      sums.add(count + " " + word);
    }
  }

  private static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
