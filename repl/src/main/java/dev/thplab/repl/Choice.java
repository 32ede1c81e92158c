package dev.thplab.repl;

import dev.thplab.runtime.NearestName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads an option that is one of a few words: the names of an enum in lower case, unless [#word]
/// says otherwise.
abstract class Choice<E extends Enum<E>> implements ITypeConverter<E> {
  private final E[] values;

  Choice(E[] values) {
    this.values = values;
  }

  @Override
  public E convert(String text) {
    for (E value : values) {
      if (word(value).equals(text)) {
        return value;
      }
    }
    List<String> words = Arrays.stream(values).map(this::word).toList();
    throw new TypeConversionException(
        "'%s' must be one of %s%s"
            .formatted(text, String.join(", ", words), NearestName.question(text, words)));
  }

  String word(E value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
