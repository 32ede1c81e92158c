package dev.thplab.runtime.report;

/// What notebooks call the Jupyter kernel that runs them, which is installed under that name.
public final class NotebookKernel {
  /// The name that the kernel has unless somebody wants another.
  public static final String NAME = "thplab";

  /// What people see in a list of kernels.
  public static final String DISPLAY_NAME = "thplab (JavaScript)";

  /// The language of its cells.
  public static final String LANGUAGE = "javascript";

  private NotebookKernel() {}
}
