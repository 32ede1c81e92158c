package dev.thplab.repl;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.policytest.FileResult;
import dev.thplab.runtime.policytest.TestResult;
import dev.thplab.runtime.policytest.TestResult.Status;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Tests as JUnit XML, which CI systems read: a suite a file. It has no times, so that equal
/// results are equal bytes.
final class JunitReport {
  private final XMLStreamWriter xml;

  private JunitReport(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /// Writes a file.
  ///
  /// @throws InputException if that is not possible
  static void write(Path file, List<FileResult> results) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (OutputStream out = Files.newOutputStream(file)) {
        XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out, "UTF-8");
        new JunitReport(xml).write(results);
        xml.close();
      }
    } catch (IOException e) {
      throw new InputException(file + ": cannot be written: " + e.getMessage(), e);
    } catch (XMLStreamException e) {
      throw new IllegalStateException("the report is not XML", e);
    }
  }

  private void write(List<FileResult> results) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    line("\n");
    xml.writeStartElement("testsuites");
    xml.writeAttribute("name", "thplab test");
    counts(results.stream().flatMap(result -> result.tests().stream()).toList());
    for (FileResult result : results) {
      suite(result);
    }
    line("\n");
    xml.writeEndElement();
    line("\n");
    xml.writeEndDocument();
  }

  private void suite(FileResult result) throws XMLStreamException {
    line("\n  ");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", valid(result.file()));
    counts(result.tests());
    for (TestResult test : result.tests()) {
      testCase(test);
    }
    line("\n  ");
    xml.writeEndElement();
  }

  private void counts(List<TestResult> tests) throws XMLStreamException {
    xml.writeAttribute("tests", Integer.toString(tests.size()));
    xml.writeAttribute("failures", count(tests, Status.FAILED));
    long bad = tests.stream().filter(test -> test.status().isBad()).count();
    xml.writeAttribute("errors", Long.toString(bad - Long.parseLong(count(tests, Status.FAILED))));
    xml.writeAttribute("skipped", count(tests, Status.SKIPPED));
  }

  private static String count(List<TestResult> tests, Status status) {
    return Long.toString(tests.stream().filter(test -> test.status() == status).count());
  }

  private void testCase(TestResult test) throws XMLStreamException {
    line("\n    ");
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", valid(test.file()));
    xml.writeAttribute("name", valid(test.title()));
    xml.writeAttribute("file", valid(test.file()));
    xml.writeAttribute("line", Integer.toString(test.line()));
    if (test.status() == Status.SKIPPED) {
      line("\n      ");
      xml.writeEmptyElement("skipped");
      line("\n    ");
    } else if (test.status().isBad()) {
      line("\n      ");
      xml.writeStartElement(test.status() == Status.FAILED ? "failure" : "error");
      xml.writeAttribute("message", valid(test.message()));
      xml.writeAttribute("type", test.status().name());
      xml.writeCharacters(valid(details(test)));
      xml.writeEndElement();
      line("\n    ");
    }
    xml.writeEndElement();
  }

  private static String details(TestResult test) {
    String place = test.place() + ": " + test.message();
    return test.expected() == null
        ? place
        : "%s\nexpected: %s\nreceived: %s".formatted(place, test.expected(), test.received());
  }

  private void line(String text) throws XMLStreamException {
    xml.writeCharacters(text);
  }

  /// The text without what XML 1.0 cannot hold.
  private static String valid(String text) {
    StringBuilder valid = new StringBuilder();
    text.codePoints().forEach(c -> valid.appendCodePoint(isValid(c) ? c : 0xfffd));
    return valid.toString();
  }

  private static boolean isValid(int c) {
    boolean isControl = c < 0x20 && c != '\t' && c != '\n' && c != '\r';
    boolean isSurrogate = c >= 0xd800 && c < 0xe000;
    return !isControl && !isSurrogate && c != 0xfffe && c != 0xffff;
  }
}
