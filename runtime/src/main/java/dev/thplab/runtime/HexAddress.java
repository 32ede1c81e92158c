package dev.thplab.runtime;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Addresses as the kernel's files and people write them.
public final class HexAddress {
  private static final Pattern ADDRESS = Pattern.compile("(?:0x)?([0-9a-fA-F]{1,15})");

  private HexAddress() {}

  /// Reads an address such as `7f0000000000` or `0x7f0000000000`.
  ///
  /// @throws IllegalArgumentException if it is something else, with a message for the user
  public static long parse(String text) {
    Matcher address = ADDRESS.matcher(text);
    if (!address.matches()) {
      throw new IllegalArgumentException(
          "address (%s) must be hexadecimal, such as 7f0000000000".formatted(text));
    }
    return Long.parseLong(address.group(1), 16);
  }
}
