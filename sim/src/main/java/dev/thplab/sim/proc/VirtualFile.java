package dev.thplab.sim.proc;

import java.util.function.Function;
import java.util.function.Supplier;

/// One of the kernel's files, as root opens it: its text is made when it is read.
///
/// @param mode permission bits
record VirtualFile(int mode, Supplier<FileResult> reader, Function<String, FileResult> writer) {
  /// A file that shows a text and answers each write with `refusal`.
  static VirtualFile readOnly(Supplier<String> text, FileError refusal) {
    return readWrite(text, _ -> new FileResult.Refused(refusal)).withMode(0444);
  }

  /// A file that shows a text and takes another.
  static VirtualFile readWrite(Supplier<String> text, Function<String, FileResult> writer) {
    return new VirtualFile(0644, () -> new FileResult.Text(text.get()), writer);
  }

  /// A file that takes a text and answers each read with `EACCES`.
  static VirtualFile writeOnly(Function<String, FileResult> writer) {
    return new VirtualFile(0200, () -> new FileResult.Refused(FileError.EACCES), writer);
  }

  /// The same with the permission bits that Linux shows, where they are others.
  VirtualFile withMode(int shown) {
    return new VirtualFile(shown, reader, writer);
  }
}
