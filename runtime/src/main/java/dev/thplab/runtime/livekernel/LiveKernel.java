package dev.thplab.runtime.livekernel;

import dev.thplab.runtime.scenario.Op;
import dev.thplab.runtime.scenario.Scenario;
import dev.thplab.runtime.scenario.ScenarioResult;
import dev.thplab.runtime.scenario.Setting;
import dev.thplab.sim.mm.Advice;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The Linux kernel of this machine, which runs scenarios one after another, each in a process of
/// its own.
///
/// A helper process does the operations. It lives as long as this object and, should the JVM be
/// killed, notices that and restores the settings of the machine. Only one of these can be open on
/// a machine at a time.
public final class LiveKernel implements AutoCloseable {
  private static final Path SYSFS = Path.of("/sys/kernel/mm/transparent_hugepage");
  private static final Path STATE = Path.of("/run");
  private static final long TIMEOUT_MS = 60_000;

  /// A `scan_sleep_millisecs` that no scenario outlasts.
  private static final String ASLEEP_MS = "600000";

  private final Process helper;
  private final Writer commands;
  private final BufferedReader replies;
  private final KernelSettings settings;
  private final Thread restorer;

  private LiveKernel(Process helper, KernelSettings settings) {
    this.helper = helper;
    this.settings = settings;
    commands = helper.outputWriter();
    replies = helper.inputReader();
    restorer = new Thread(this::shutDown, "restore-thp-settings");
  }

  /// Returns why no scenario can be run here, as one sentence, or null if they can.
  public static String whyNot() {
    if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).equals("linux")) {
      return "scenarios can be run on a kernel only on Linux";
    }
    if (!Files.isDirectory(SYSFS.resolve("hugepages-64kB"))) {
      return "this kernel has no transparent huge pages of several sizes (%s)".formatted(SYSFS);
    }
    if (!Files.isWritable(SYSFS.resolve("enabled"))
        || !Files.isReadable(Path.of("/proc/kpageflags"))) {
      return "only root can change the settings of transparent huge pages and see page flags";
    }
    return null;
  }

  /// Opens the kernel: compiles the helper if need be, starts it and saves all settings.
  ///
  /// @throws LiveKernelException if that is not possible here
  public static LiveKernel open() {
    String reason = whyNot();
    if (reason != null) {
      throw new LiveKernelException(reason);
    }
    try {
      return start(HelperProgram.get());
    } catch (IOException e) {
      throw new LiveKernelException("the kernel cannot be used: " + e.getMessage(), e);
    }
  }

  private static LiveKernel start(Path program) throws IOException {
    Path saved = STATE.resolve("thplab-kernel.saved");
    ProcessBuilder builder =
        new ProcessBuilder(
            program.toString(), STATE.resolve("thplab-kernel.lock").toString(), saved.toString());
    Process helper = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    LiveKernel kernel = new LiveKernel(helper, new KernelSettings(SYSFS, saved));
    String answer = kernel.replies.readLine();
    if (!"ready".equals(answer)) {
      helper.destroy();
      throw new LiveKernelException(
          "busy".equals(answer)
              ? "another thplab is running scenarios on this kernel"
              : "the helper does not start");
    }
    Runtime.getRuntime().addShutdownHook(kernel.restorer);
    kernel.settings.save();
    kernel.settings.apply(Map.of());
    kernel.send("keep\n");
    return kernel;
  }

  /// Runs a scenario, under its settings and the defaults for all others.
  ///
  /// @param undisturbed keep all other processes of the machine from running meanwhile, a second at
  ///   most, so that none of them shows in its counters. Scenarios that need the kernel's own
  ///   threads are not kept from those.
  /// @throws LiveKernelException if it does not end
  public ScenarioResult run(Scenario scenario, boolean undisturbed) {
    Map<String, String> wanted = new HashMap<>();
    for (Setting setting : scenario.settings()) {
      wanted.put(setting.path(), setting.value());
    }
    if (waitsForScans(scenario.ops())) {
      wanted.put("khugepaged/scan_sleep_millisecs", ASLEEP_MS);
    }
    boolean quiet = undisturbed && !needsKernelThreads(scenario.ops());
    try {
      settings.apply(wanted);
      send(
          "begin\n%sgo %d 1 %d\n"
              .formatted(ScriptText.of(scenario.ops()), quiet ? 1 : 0, TIMEOUT_MS));
      return new ReplyReader(replies).read(scenario.ops());
    } catch (IOException e) {
      throw new LiveKernelException("the helper cannot be used: " + e.getMessage(), e);
    }
  }

  /// Whether the scenario says when khugepaged scans. Then it sleeps at other times, and the helper
  /// wakes it for each scan: what it finds does not depend on how fast the scenario runs.
  private static boolean waitsForScans(List<Op> ops) {
    return contains(ops, Op.KhugepagedWait.class) && !contains(ops, Op.Sleep.class);
  }

  private static boolean contains(List<Op> ops, Class<? extends Op> kind) {
    return ops.stream()
        .anyMatch(op ->
            kind.isInstance(op) || (op instanceof Op.Fork fork && contains(fork.child(), kind)));
  }

  /// Whether khugepaged has to run, or every CPU must drain its lists.
  private static boolean needsKernelThreads(List<Op> ops) {
    return ops.stream()
        .anyMatch(op ->
            op instanceof Op.KhugepagedWait
                || op instanceof Op.Sleep
                || (op instanceof Op.Madvise advise && advise.advice() == Advice.COLLAPSE)
                || (op instanceof Op.Fork fork && needsKernelThreads(fork.child())));
  }

  private void send(String text) throws IOException {
    commands.write(text);
    commands.flush();
  }

  /// Restores all settings and ends the helper.
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(restorer);
    } catch (IllegalStateException e) {
      return; // The JVM is going down, and the hook does it.
    }
    shutDown();
  }

  private void shutDown() {
    try {
      settings.restore();
      commands.close();
      helper.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      helper.destroy();
      Thread.currentThread().interrupt();
    }
  }
}
