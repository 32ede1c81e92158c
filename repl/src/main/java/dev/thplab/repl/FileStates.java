package dev.thplab.repl;

import dev.thplab.runtime.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/// When files were changed last, as far as they exist: equal states are files as they were.
record FileStates(SortedMap<Path, String> byFile) {
  static FileStates of(Collection<Path> files) {
    SortedMap<Path, String> states = new TreeMap<>();
    for (Path file : files) {
      try {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        states.put(file, attributes.lastModifiedTime() + " " + attributes.size());
      } catch (NoSuchFileException _) {
        states.put(file, "missing");
      } catch (IOException e) {
        throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
      }
    }
    return new FileStates(states);
  }
}
