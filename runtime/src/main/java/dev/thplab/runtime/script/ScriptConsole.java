package dev.thplab.runtime.script;

import com.sun.management.ThreadMXBean;
import dev.thplab.runtime.InputException;
import dev.thplab.runtime.Resources;
import dev.thplab.runtime.session.Conditions;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.SandboxPolicy;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.SourceSection;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/// A JavaScript console: evaluates line after line in one guest context that can reach the host
/// through one function only.
///
/// Use it from one thread, made by [ScriptHost#newThread]; [#interrupt] may come from any other.
public final class ScriptConsole implements AutoCloseable, Conditions {
  /// How long an interrupt waits for the guest to stop.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /// How much processor time the guest may take to look for names.
  private static final Duration COMPLETION = Duration.ofSeconds(1);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// What can follow a path.
  ///
  /// @param owner the class of the value, as `Machine`; empty if it is none of the session's
  /// @param names the names of its members, sorted
  public record Names(String owner, List<String> names) {
    static final Names NONE = new Names("", List.of());

    public Names {
      names = List.copyOf(names);
    }
  }

  /// What the guest may ask of the host.
  @FunctionalInterface
  public interface Bridge {
    /// Does what is asked and returns the answer as JSON.
    String call(String method, int world, String argumentsJson);
  }

  /// How a line ended.
  public sealed interface Outcome {
    /// It has a value.
    ///
    /// @param text the value as a person reads it
    /// @param isUndefined whether there is nothing to show
    record Shown(String text, boolean isUndefined) implements Outcome {}

    /// It threw.
    ///
    /// @param message the error in one line
    /// @param location `file:line:column`, or empty when it is unknown
    record Threw(String message, String location) implements Outcome {}

    /// It was interrupted.
    record Interrupted() implements Outcome {}

    /// It broke the context, with everything that scripts had defined; a new console is needed.
    ///
    /// @param message what happened
    record Died(String message) implements Outcome {}
  }

  private final Engine engine;
  private final Context context;
  private final Value parse;
  private final Value show;
  private final Value rows;
  private final Value names;

  private final HeapGuard heap = new HeapGuard(this::interrupt);

  /// The conditions of stops that were compiled, by their text.
  private final Map<String, Value> conditions = new HashMap<>();

  /// What [#runTest] runs, or null.
  private final Value test;

  /// Starts a console whose vocabulary calls `bridge`.
  public ScriptConsole(Bridge bridge) {
    this(bridge, false);
  }

  /// Starts a console that has the vocabulary of policy tests too; `bridge` then hears of `test`,
  /// `failed` and `snapshot`.
  public static ScriptConsole ofTests(Bridge bridge) {
    return new ScriptConsole(bridge, true);
  }

  private ScriptConsole(Bridge bridge, boolean hasTests) {
    engine = new ScriptEngine(EngineMode.SANDBOXED).engine();
    context =
        Context.newBuilder("js")
            .engine(engine)
            .sandbox(SandboxPolicy.CONSTRAINED)
            .allowIO(IOAccess.NONE)
            .in(InputStream.nullInputStream())
            .build();
    Value inspector = evalResource("inspect.js").execute();
    // What goes to the host and comes from it may be longer than globals.js lets scripts handle.
    Value json = context.getBindings("js").getMember("JSON");
    parse = json.getMember("parse");
    Value stringify = json.getMember("stringify");
    evalResource("texts.js").executeVoid(evalResource("globals.js").execute());
    ProxyExecutable host =
        arguments -> {
          long allocated = THREADS.getCurrentThreadAllocatedBytes();
          try {
            return bridge.call(
                arguments[0].asString(), arguments[1].asInt(), arguments[2].asString());
          } finally {
            heap.hostWorked(allocated);
          }
        };
    Value drawings = evalResource("drawings.js").execute(inspector.getMember("INSPECT"));
    Value classes = evalResource("session.js").execute(host, parse, stringify, inspector, drawings);
    show = inspector.getMember("show");
    rows = inspector.getMember("rows");
    names = evalResource("names.js").execute(classes);
    test = hasTests ? evalResource("testing.js").execute(host, parse, stringify, inspector) : null;
    evalResource("builtins.js").executeVoid();
  }

  private Value evalResource(String name) {
    return context.eval(
        ScriptContext.internal(name, Resources.text(ScriptConsole.class, name), false));
  }

  /// Evaluates a script; `name` is its file in messages, `view` says how its value is shown.
  public Outcome eval(String text, String name, View view) {
    return eval(text, name, view, null);
  }

  /// Evaluates a script as [#eval(String, String, View)] does; its value gets the name `variable`
  /// beside `_`, unless that is null.
  public Outcome eval(String text, String name, View view, String variable) {
    heap.begin();
    Outcome outcome = evalWatched(text, name, view, variable);
    return heap.end() && !(outcome instanceof Outcome.Shown)
        ? new Outcome.Died("keeps more than the shell leaves to scripts in memory")
        : outcome;
  }

  private Outcome evalWatched(String text, String name, View view, String variable) {
    try {
      Source source = Source.newBuilder("js", text, name).buildLiteral();
      Value value = context.eval(source);
      keep("_", value);
      if (variable != null) {
        keep(variable, value);
      }
      boolean isUndefined = value.isNull() && !value.toString().equals("null");
      return new Outcome.Shown(shown(value, view), isUndefined);
    } catch (PolyglotException e) {
      return failed(e);
    }
  }

  /// Runs the test that the scripts so far declared and the bridge chose.
  public Outcome runTest() {
    try {
      test.executeVoid();
      return new Outcome.Shown("", true);
    } catch (PolyglotException e) {
      return failed(e);
    }
  }

  /// Evaluates an expression whose value gets no name.
  public Outcome value(String text, View view) {
    try {
      Value value = context.eval(Source.newBuilder("js", text, "value").buildLiteral());
      return new Outcome.Shown(shown(value, view), false);
    } catch (PolyglotException e) {
      return failed(e);
    }
  }

  /// Shows the value of the last line, which is in `_`, once more.
  public Outcome showLast(View view) {
    try {
      return new Outcome.Shown(shown(context.getBindings("js").getMember("_"), view), false);
    } catch (PolyglotException e) {
      return failed(e);
    }
  }

  /// Writes an array of rows, which a script gives, as `csv` or `jsonl`.
  public Outcome rows(String text, String format) {
    try {
      Value value = context.eval(Source.newBuilder("js", text, "rows").buildLiteral());
      return new Outcome.Shown(rows.execute(value, format).asString(), false);
    } catch (PolyglotException e) {
      return failed(e);
    }
  }

  /// Sets a global; a script that froze the global object has no more of them.
  private void keep(String name, Object value) {
    try {
      context.getBindings("js").putMember(name, value);
    } catch (UnsupportedOperationException _) {
      // That is what frozen means.
    }
  }

  private String shown(Value value, View view) {
    return show.execute(
            value,
            view.columns(),
            view.depth(),
            view.items(),
            view.rows(),
            view.humanUnits(),
            view.colours(),
            view.format())
        .asString();
  }

  @Override
  public void check(String function) {
    condition(function);
  }

  @Override
  public boolean holds(String function, String factsJson) {
    Value condition = condition(function);
    try {
      return condition.execute(parse.execute(factsJson)).asBoolean();
    } catch (PolyglotException e) {
      throw wrongCondition(e);
    }
  }

  private Value condition(String function) {
    try {
      return conditions.computeIfAbsent(
          function,
          text ->
              context.eval(
                  Source.newBuilder("js", "(facts) => Boolean((" + text + ")(facts))", "stop")
                      .buildLiteral()));
    } catch (PolyglotException e) {
      throw wrongCondition(e);
    }
  }

  /// What a condition threw, as an error of the user; an interrupt goes on its way.
  private static RuntimeException wrongCondition(PolyglotException e) {
    return e.isGuestException() && !e.isInterrupted() && !e.isCancelled()
        ? new InputException("condition: " + GuestError.message(e), e)
        : e;
  }

  private Outcome failed(PolyglotException e) {
    if (e.isInterrupted()) {
      return new Outcome.Interrupted();
    }
    if (e.isCancelled() || e.isInternalError()) {
      return new Outcome.Died(GuestError.message(e));
    }
    if (e.isResourceExhausted()) {
      return new Outcome.Died("used up the Java heap or the stack");
    }
    if (e.getGuestObject() != null) {
      keep("_error", e.getGuestObject());
    }
    return new Outcome.Threw(GuestError.message(e), location(e));
  }

  /// The innermost place in what the user wrote, or an empty text.
  private static String location(PolyglotException e) {
    SourceSection at = e.getSourceLocation();
    Iterator<PolyglotException.StackFrame> frames = e.getPolyglotStackTrace().iterator();
    while ((at == null || at.getSource().isInternal()) && frames.hasNext()) {
      at = frames.next().getSourceLocation();
    }
    return at == null || at.getSource().isInternal()
        ? ""
        : at.getSource().getName() + ":" + at.getStartLine() + ":" + at.getStartColumn();
  }

  /// Whether `text` could become a script if more lines followed.
  public boolean isIncomplete(String text) {
    try {
      context.parse(Source.newBuilder("js", text, "input").buildLiteral());
      return false;
    } catch (PolyglotException e) {
      return e.isIncompleteSource() || OpenText.isOpen(text);
    }
  }

  /// The names that can follow a dot behind `path`, or stand alone when it is empty: `system.` has
  /// `spawn`, `cat` and so on. Runs no code but the getters of handles and the traps of a Proxy,
  /// which have a second.
  public Names names(String path) {
    Deadline deadline = new Deadline();
    deadline.set();
    try {
      Value found = names.execute(path);
      return new Names(
          found.getArrayElement(0).asString(),
          List.of(found.getArrayElement(1).as(String[].class)));
    } catch (PolyglotException _) {
      // Completion has nothing to offer for what does not evaluate.
      return Names.NONE;
    } finally {
      deadline.over();
    }
  }

  /// Interrupts the guest if a call takes too long, but never a later call.
  private final class Deadline implements Runnable {
    private final long thread = Thread.currentThread().threadId();
    private final long startNs = THREADS.getCurrentThreadCpuTime();
    private boolean isOver;

    void set() {
      CompletableFuture.delayedExecutor(COMPLETION.toMillis(), TimeUnit.MILLISECONDS).execute(this);
    }

    @Override
    public synchronized void run() {
      if (isOver) {
        return;
      }
      if (THREADS.getThreadCpuTime(thread) - startNs < COMPLETION.toNanos()) {
        set();
      } else {
        interrupt();
      }
    }

    synchronized void over() {
      isOver = true;
    }
  }

  /// Stops what is being evaluated; returns whether it stopped within two seconds.
  public boolean interrupt() {
    try {
      context.interrupt(PATIENCE);
      return true;
    } catch (TimeoutException _) {
      return false;
    }
  }

  @Override
  public void close() {
    ScriptContext.discard(context);
    engine.close(true);
  }
}
