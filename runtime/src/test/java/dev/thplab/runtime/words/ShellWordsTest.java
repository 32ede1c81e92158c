package dev.thplab.runtime.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.thplab.runtime.words.ShellOutput.Sink;
import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.proc.VirtualFiles;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines on the files of a fresh machine. What is expected is what bash, grep and coreutils print
/// on Linux 6.18 for files with the same content.
class ShellWordsTest {
  private static final String THP = "/sys/kernel/mm/transparent_hugepage";

  private final ShellWords shell =
      new ShellWords(new VirtualFiles(new Machine(MachineConfig.ample())), THP, () -> {});

  private String run(String line) {
    ShellOutput output = shell.run(line, 0);
    assertEquals(List.of(), output.problems());
    return output.text();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ls",
        "ls | wc -l",
        "ls|wc",
        "cat /proc/vmstat",
        "pwd > x",
        "cd ..",
        "echo 1 > x",
        "grep -c '=' /proc/x",
        "sort",
        "pwd; ls",
        "cd .. && ls || pwd"
      })
  void aLineOfAShellBeginsWithAWord(String line) {
    assertEquals(true, ShellWords.isLine(line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cat('/proc/vmstat')",
        "cat (x)",
        "ls.length",
        "head = 5",
        "sort => 1",
        "echo, cat",
        "ls || 1",
        "cd;",
        "cat2",
        "x = ls()",
        ""
      })
  void whatReadsAsJavaScriptIsJavaScript(String line) {
    assertEquals(false, ShellWords.isLine(line));
  }

  private List<String> all(String line) {
    List<String> said = new ArrayList<>();
    shell.run(
        line,
        0,
        output -> {
          said.add(output.text());
          said.addAll(output.problems());
          return true;
        });
    said.removeIf(String::isEmpty);
    return said;
  }

  /// As bash, dash and ksh have it: `&&` and `||` are equal and go from left to right, and grep
  /// fails when nothing matches.
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "echo a; echo b ;!a b",
        "echo a && echo b!a b",
        "echo a || echo b!a",
        "grep xyz enabled && echo b || echo c!c",
        "grep never enabled && grep nothing enabled || echo c!always [madvise] never c",
        "cat nope && echo b; echo c!cat: nope: No such file or directory c",
        "cat nope | wc -l && echo b!0 cat: nope: No such file or directory b",
        "foo || echo b!foo: command not found b",
        "echo 'a; b' && echo \"c && d\"!a; b c && d",
      })
  void pipelinesRunOneAfterTheOther(String line, String expected) {
    assertEquals(expected, String.join(" ", all(line).stream().map(String::strip).toList()));
  }

  @Test
  void whatIsWrittenIsThereForTheNextPipeline() {
    assertEquals(List.of("[always] madvise never\n"), all("echo always > enabled && cat enabled"));
    assertEquals(
        List.of("echo: write error: Invalid argument", "no\n"),
        all("echo zzz > enabled && cat enabled || echo no"));
  }

  @Test
  void aListNeedsACommandOnBothSides() {
    assertThrows(WordsException.class, () -> all("ls &&"));
    assertThrows(WordsException.class, () -> all("ls ;; ls"));
    assertEquals(List.of("& has no meaning here; quote it to mean itself"), all("ls & ls"));
  }

  @Test
  void quotesKeepBlanksAndPatterns() {
    assertEquals("a  b *\n", run("echo \"a  b\" '*'"));
    assertEquals("a\"b\\ $\n", run("echo \"a\\\"b\\\\ $\""));
    assertEquals("|> x\n", run("echo \\|\\> x"));
    assertEquals("khugepaged\n", run("echo k*d"));
    assertEquals("nothing*\n", run("echo nothing*"));
    assertEquals("no newline", run("echo -n no newline"));
  }

  @Test
  void whatIsWrittenGoesToTheMachineOrToTheHost() {
    ShellOutput ours = shell.run("echo always > enabled", 80);
    assertEquals(List.of(), ours.problems());
    assertEquals(new Sink.Screen(), ours.sink());
    assertEquals("[always] madvise never\n", run("cat enabled"));

    ShellOutput host = shell.run("cat enabled >> /tmp/enabled", 80);
    assertEquals(new Sink.HostFile("/tmp/enabled", true), host.sink());
    assertEquals("[always] madvise never\n", host.text());
    assertEquals("cat enabled", host.replay());

    assertEquals(List.of("new: Permission denied"), shell.run("echo 1 > new", 80).problems());
    run("cd /");
    assertEquals(new Sink.HostFile("new", false), shell.run("echo 1 > new", 80).sink());
  }

  @Test
  void whatGoesToAFileIsNotLaidOutForAScreen() {
    assertEquals("proc\nsys\n", shell.run("ls / > /tmp/names.txt", 80).text());
    assertEquals("proc  sys\n", shell.run("ls /", 80).text());
    assertEquals(new Sink.Pager(), shell.run("ls / | less", 80).sink());
  }

  @Test
  void printsWhatLinuxPrints() {
    String session =
        """
        $ grep -c e enabled defrag
        enabled:1
        defrag:1
        $ grep -h madv enabled shrink_underused
        always [madvise] never
        $ grep -n . hpage_pmd_size
        1:2097152
        $ grep -o '[a-z]*s' enabled
        always
        madvis
        $ grep -l always enabled use_zero_page
        enabled
        $ grep -v . enabled
        $ grep -F '[madvise]' enabled
        always [madvise] never
        $ grep -w advise enabled
        $ grep -i ALWAYS enabled
        always [madvise] never
        $ grep -r 511 khugepaged
        khugepaged/max_ptes_none:511
        $ grep -r 511 khugepaged/max_ptes_none
        511
        $ wc -l enabled
        1 enabled
        $ wc enabled
           1    3   23 enabled
        $ cat enabled | wc
              1       3      23
        $ wc -l enabled defrag
           1 enabled
           1 defrag
           2 total
        $ head -1 enabled use_zero_page
        ==> enabled <==
        always [madvise] never

        ==> use_zero_page <==
        1
        $ ls -d khugepaged enabled
        enabled
        khugepaged
        $ ls -l enabled
        -rw-r--r-- 1 root root 4096 Jan  1  1970 enabled
        $ grep -h . khugepaged/max_ptes_none hpage_pmd_size use_zero_page | sort
        1
        2097152
        511
        $ grep -h . khugepaged/max_ptes_none hpage_pmd_size use_zero_page | sort -n
        1
        511
        2097152
        $ grep -h . khugepaged/max_ptes_none hpage_pmd_size use_zero_page | sort -rn
        2097152
        511
        1
        $ cat use_zero_page use_zero_page | sort -u
        1
        $ grep thp_zero /proc/vmstat | sort -rk 1,1
        thp_zero_page_alloc_failed 0
        thp_zero_page_alloc 0
        """;
    int lines = 0;
    for (String command : session.substring(2).split("(?m)^\\$ ", -1)) {
      String[] lineAndOutput = command.split("\n", 2);
      assertEquals(lineAndOutput[1], run(lineAndOutput[0]), lineAndOutput[0]);
      lines++;
    }
    assertEquals(23, lines);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "grep!grep: want a pattern",
        "grep x!grep: want a file",
        "ls -y!ls: invalid option -- 'y'",
        "head -n!head: option requires an argument -- 'n'",
        "head -n x enabled!head: invalid number of lines: 'x'",
        "sort -k 0 enabled!sort: invalid field specification '0'",
        "cat enabled | frob!frob: command not found",
        "cat enabled |!a command is missing beside |",
        "echo 1 > !want one file behind >",
        "echo 1 >> a b!want one file behind >>",
        "echo $(x)!( has no meaning here; quote it to mean itself"
      })
  void aLineThatCannotRunSaysWhy(String line, String message) {
    assertEquals(
        message, assertThrows(WordsException.class, () -> shell.run(line, 0)).getMessage());
  }

  @Test
  void anInterruptEndsAPatternThatBacktracks() {
    class Stop extends RuntimeException {
      private static final long serialVersionUID = 1L;
    }
    ShellWords interrupted =
        new ShellWords(
            new VirtualFiles(new Machine(MachineConfig.ample())),
            "/",
            () -> {
              throw new Stop();
            });
    String many = "a".repeat(60);
    assertThrows(Stop.class, () -> interrupted.run("echo " + many + " | grep -E '(a*)*b'", 0));
  }
}
