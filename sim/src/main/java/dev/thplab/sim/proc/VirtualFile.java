package dev.thplab.sim.proc;

import java.util.function.Function;
import java.util.function.Supplier;

/// One of the kernel's files, as root opens it: its text is made when it is read.
record VirtualFile(Supplier<FileResult> reader, Function<String, FileResult> writer) {
  /// A file that shows a text and answers each write with `refusal`.
  static VirtualFile readOnly(Supplier<String> text, FileError refusal) {
    return readWrite(text, _ -> new FileResult.Refused(refusal));
  }

  /// A file that shows a text and takes another.
  static VirtualFile readWrite(Supplier<String> text, Function<String, FileResult> writer) {
    return new VirtualFile(() -> new FileResult.Text(text.get()), writer);
  }

  /// A file that takes a text and answers each read with `EACCES`.
  static VirtualFile writeOnly(Function<String, FileResult> writer) {
    return new VirtualFile(() -> new FileResult.Refused(FileError.EACCES), writer);
  }
}
