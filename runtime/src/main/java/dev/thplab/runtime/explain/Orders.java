package dev.thplab.runtime.explain;

import java.util.ArrayList;
import java.util.List;

/// Folio orders as people and tools read them.
public final class Orders {
  static final int PMD = 9;
  static final int PMD_BIT = 1 << PMD;

  private Orders() {}

  /// The orders of a mask, ascending.
  public static List<Integer> list(int mask) {
    List<Integer> orders = new ArrayList<>();
    for (int left = mask; left != 0; left &= left - 1) {
      orders.add(Integer.numberOfTrailingZeros(left));
    }
    return orders;
  }

  /// Size of a folio: `64 KiB`.
  static String size(int order) {
    if (order < 8) {
      return (4 << order) + " KiB";
    }
    return order < 18 ? (1 << order - 8) + " MiB" : (1 << order - 18) + " GiB";
  }

  /// The sizes of a mask, runs of them as `16 KiB to 1 MiB`.
  public static String sizes(int mask) {
    StringBuilder text = new StringBuilder();
    for (int left = mask; left != 0; ) {
      int first = Integer.numberOfTrailingZeros(left);
      int count = Integer.numberOfTrailingZeros(~(left >>> first));
      text.append(text.isEmpty() ? "" : ", ").append(size(first));
      if (count > 1) {
        text.append(count == 2 ? ", " : " to ").append(size(first + count - 1));
      }
      left &= -1 << first + count;
    }
    return text.isEmpty() ? "none" : text.toString();
  }
}
