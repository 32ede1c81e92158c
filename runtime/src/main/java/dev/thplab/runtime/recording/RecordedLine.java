package dev.thplab.runtime.recording;

import dev.thplab.runtime.HexAddress;
import dev.thplab.runtime.InputException;
import dev.thplab.runtime.NearestName;
import dev.thplab.runtime.explain.Orders;
import dev.thplab.sim.policy.Decision;
import dev.thplab.sim.policy.PolicyQuery;
import dev.thplab.sim.policy.TvaType;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// An object in a recording, whose members are read with their types.
final class RecordedLine {
  /// Orders that a mask can hold.
  private static final int NR_ORDERS = 31;

  private final String place;
  private final JsonNode object;

  /// @param place what messages begin with: the file and the line
  RecordedLine(String place, JsonNode object) {
    this.place = place;
    this.object = object;
  }

  boolean has(String member) {
    return object.has(member);
  }

  /// The object that is a member.
  RecordedLine section(String member) {
    JsonNode value = object.get(member);
    if (value == null || !value.isObject()) {
      throw wrong(member, "an object");
    }
    return new RecordedLine(place, value);
  }

  String text(String member) {
    JsonNode value = object.get(member);
    if (value == null || !value.isString()) {
      throw wrong(member, "a text");
    }
    return value.stringValue();
  }

  private String textOrNull(String member) {
    return isNull(member) ? null : text(member);
  }

  /// Whether the member is there and null.
  private boolean isNull(String member) {
    return has(member) && object.get(member).isNull();
  }

  long number(String member) {
    JsonNode value = object.get(member);
    if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(member, "a whole number");
    }
    return value.longValue();
  }

  private int order(String member) {
    long order = number(member);
    if (order < 0 || order >= NR_ORDERS) {
      throw wrong(member, "an order, 0 to 30");
    }
    return (int) order;
  }

  private boolean flag(String member) {
    JsonNode value = object.get(member);
    if (value == null || !value.isBoolean()) {
      throw wrong(member, "true or false");
    }
    return value.booleanValue();
  }

  private long address(String member) {
    try {
      return HexAddress.parse(text(member));
    } catch (IllegalArgumentException e) {
      throw new InputException("%s: %s: %s".formatted(place, member, e.getMessage()), e);
    }
  }

  /// A list of orders as a mask.
  private int orders(String member) {
    JsonNode list = object.get(member);
    if (list == null || !list.isArray()) {
      throw wrong(member, "a list of orders");
    }
    int mask = 0;
    for (JsonNode order : list) {
      if (!order.isInt() || order.intValue() < 0 || order.intValue() >= NR_ORDERS) {
        throw wrong(member, "a list of orders, 0 to 30");
      }
      mask |= 1 << order.intValue();
    }
    return mask;
  }

  private TvaType type() {
    String name = text("type");
    for (TvaType type : TvaType.values()) {
      if (type.scriptName().equals(name)) {
        return type;
      }
    }
    List<String> names = Arrays.stream(TvaType.values()).map(TvaType::scriptName).toList();
    throw wrong("type", "one of " + String.join(", ", names) + NearestName.question(name, names));
  }

  /// The decision that the object tells of.
  ///
  /// @throws InputException if it is none, or if it chose an order that was not offered
  RecordedDecision decision() {
    int offered = orders("offered");
    int chosen = orders("chosen");
    if ((chosen & ~offered) != 0) {
      throw new InputException(
          "%s: chosen has the order %d, which was not offered"
              .formatted(place, Orders.list(chosen & ~offered).getFirst()));
    }
    return new RecordedDecision(
        number("time_ns"),
        (int) number("pid"),
        text("comm"),
        address("vma_start"),
        address("vma_end"),
        textOrNull("vma_name"),
        isNull("address") ? PolicyQuery.NO_ADDRESS : address("address"),
        type(),
        flag("write"),
        offered,
        chosen,
        textOrNull("result"),
        isNull("obtained") ? Decision.NOTHING : order("obtained"),
        number("cost_ns"));
  }

  /// The mistake that a member is not what it must be.
  private InputException wrong(String member, String want) {
    return new InputException(
        has(member)
            ? "%s: %s (%s) must be %s".formatted(place, member, object.get(member), want)
            : "%s: %s is missing; it must be %s".formatted(place, member, want));
  }
}
