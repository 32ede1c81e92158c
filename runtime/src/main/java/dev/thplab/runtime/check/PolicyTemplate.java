package dev.thplab.runtime.check;

import dev.thplab.runtime.script.Contract;

/// The text of a new policy, to be filled in: it loads, and changes nothing yet.
public final class PolicyTemplate {
  private PolicyTemplate() {}

  /// Returns a policy that leaves every decision to the kernel, with what its author needs to know.
  public static String of(Contract contract, String name) {
    return contract.id().equals("lab/1") ? lab1(name) : ofSeries(contract, name);
  }

  private static String lab1(String name) {
    return """
    import { orders, ABSTAIN } from "thp";

    /**
     * What it is for, in a sentence.
     *
     * Options: `threshold` (default 8 MiB): areas smaller than this, in bytes, get at most 64 kB.
     */
    export const contract = "lab/1";
    export const name = "%s";
    export const options = { threshold: 8 << 20 };

    /**
     * Returns an order (0, 2 to 9), a set made by `orders`, DENY, or ABSTAIN for the kernel's own
     * decision. `thp.d.ts` says what `q` has.
     *
     * @type {import("thp").GetSuggestedOrder<typeof options>}
     */
    export function getSuggestedOrder(q, options) {
      return q.vma.size < options.threshold ? orders.atMost(4) : ABSTAIN;
    }
    """
        .formatted(name);
  }

  private static String ofSeries(Contract contract, String name) {
    Contract.Manual manual = contract.manual();
    return """
    %s/**
     * What it is for, in a sentence.
     *
     * Contract %s (%s), %s.
     * Arguments: %s.
     * Returns: %s.
     * Beware: %s.
     */
    export const contract = "%s";
    export const name = "%s";

    export function %s(%s) {
      return %s;
    }
    """
        .formatted(
            contract.id().equals("rfc-v3")
                ? "import { THP_ALLOC_CURRENT, THP_ALLOC_KHUGEPAGED } from \"thp\";\n\n"
                : contract.id().equals("seed") ? "import { orders } from \"thp\";\n\n" : "",
            contract.id(),
            manual.posted(),
            contract.lifeCycle().describe(),
            manual.arguments(),
            manual.returns(),
            manual.note(),
            contract.id(),
            name,
            contract.function(),
            parameters(contract),
            neutral(contract));
  }

  private static String parameters(Contract contract) {
    return switch (contract.id()) {
      case "seed" -> "vma, in_pagefault";
      case "rfc-v3" -> "vm_flags, tva_flags";
      case "rfc-v4" -> "mm, tva_flags, order";
      case "v6" -> "mm, vma, vma_flags, tva_flags, orders";
      case "v7" -> "vma, vma_type, tva_type, orders";
      case "v9", "v12" -> "vma, type, orders";
      case "mthp_ext" -> "cgrp, orders";
      default -> throw new IllegalArgumentException("no template for " + contract.id());
    };
  }

  /// What leaves as much as the contract can to the kernel.
  private static String neutral(Contract contract) {
    return switch (contract.id()) {
      case "seed" -> "orders.of(9, 8, 7, 6, 5, 4, 3, 2)";
      case "rfc-v3" -> "THP_ALLOC_CURRENT | THP_ALLOC_KHUGEPAGED";
      case "rfc-v4" -> "order";
      case "v6", "mthp_ext" -> "orders";
      case "v7" -> "-1";
      case "v9", "v12" -> "31 - Math.clz32(orders & 0x3ff)";
      default -> throw new IllegalArgumentException("no template for " + contract.id());
    };
  }
}
