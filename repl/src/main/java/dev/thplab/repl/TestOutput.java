package dev.thplab.repl;

import dev.thplab.runtime.policytest.FileResult;
import dev.thplab.runtime.policytest.TestView;
import java.util.List;

/// A form in which tests are shown, as they come.
interface TestOutput extends TestView {
  /// All tests are over.
  void done(List<FileResult> results);
}
