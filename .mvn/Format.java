import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/// The formatter step of the build: checks or rewrites every Java file with google-java-format.
///
/// Run by Maven as a program of its own on the JDK that compiles the code, because the formatter
/// needs the parser of that JDK while Maven itself may run on an older one.
///
/// `Format.java check|write PATH...` takes files and directories. `check` names the files that are
/// not formatted in [#VIOLATIONS] and exits 3; a file that does not parse exits 1.
final class Format {
  private static final Path VIOLATIONS = Path.of("target/format/violations.txt");
  private static final int EXIT_VIOLATIONS = 3;

  private Format() {}

  public static void main(String[] args) throws IOException {
    boolean check = args[0].equals("check");
    List<String> files = new ArrayList<>();
    for (String path : Arrays.asList(args).subList(1, args.length)) {
      addJavaFiles(Path.of(path), files);
    }
    Files.deleteIfExists(VIOLATIONS);
    if (files.isEmpty()) {
      return;
    }
    files.addFirst(check ? "--dry-run" : "--replace");
    StringWriter out = new StringWriter();
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int exitCode =
        ToolProvider.findFirst("google-java-format")
            .orElseThrow()
            .run(new PrintWriter(out), err, files.toArray(String[]::new));
    List<String> violations = out.toString().lines().sorted().toList();
    if (exitCode == 0 && !violations.isEmpty()) {
      violations.forEach(name -> err.println("not formatted: " + name));
      Files.write(VIOLATIONS, violations);
      exitCode = EXIT_VIOLATIONS;
    }
    System.exit(exitCode);
  }

  private static void addJavaFiles(Path root, List<String> files) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(root)) {
      walk.filter(path -> path.toString().endsWith(".java"))
          .map(Path::toString)
          .sorted()
          .forEach(files::add);
    }
  }
}
