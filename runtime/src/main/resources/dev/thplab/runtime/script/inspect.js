// Shows a value as a person wants to read it: like util.inspect of Node.js, with tables for arrays
// of rows and units for handles. Calls no getter of a plain object and no toString.
(function inspect() {
  "use strict";

  const INSPECT = Symbol("inspect");
  const sourceOf = Function.prototype.toString;

  // How the value that is being shown is shown; see View.java.
  let view;
  const NAME = /^[A-Za-z_$][\w$]*$/;

  const units = {
    hex(address) { return address.toString(16); },
    bytes(n) {
      if (!view.humanUnits) return `${n}`;
      let unit = 0;
      while (n >= 1024 && unit < 4) {
        n /= 1024;
        unit++;
      }
      return `${n.toFixed(1).replace(".0", "")} ${["B", "KiB", "MiB", "GiB", "TiB"][unit]}`;
    },
    time(ns) {
      if (!view.humanUnits) return `${ns}`;
      if (ns < 1e3) return `${ns} ns`;
      if (ns < 1e6) return `${(ns / 1e3).toFixed(3)} us`;
      return ns < 1e9 ? `${(ns / 1e6).toFixed(3)} ms` : `${(ns / 1e9).toFixed(3)} s`;
    },
  };

  // What util.inspect of Node.js paints how: SGR codes that begin and end.
  const PAINTS = {
    number: [33, 39], bigint: [33, 39], boolean: [33, 39], string: [32, 39], symbol: [32, 39],
    undefined: [90, 39], null: [1, 22], special: [36, 39], regexp: [31, 39],
  };
  function paint(kind, shown) {
    if (!view.colours) return shown;
    const [begin, end] = PAINTS[kind];
    return `\x1b[${begin}m${shown}\x1b[${end}m`;
  }
  /** How many columns a text takes. */
  function width(shown) { return view.colours ? shown.replace(/\x1b\[\d+m/g, "").length : shown.length; }

  function show(value, columns, depth, items, rows, humanUnits, colours, format) {
    view = { columns, depth, items, rows, humanUnits, colours };
    if (typeof value === "string") return value;
    if (isTable(value)) return FORMATS[format](value);
    return text(value, 0, [], columns);
  }

  function text(value, depth, path, columns) {
    switch (typeof value) {
      case "string": return paint("string", quoted(value));
      case "bigint": return paint("bigint", `${value}n`);
      case "symbol": return paint("symbol", value.toString());
      case "function": return paint("special", functionText(value));
      case "object":
        return value === null ? paint("null", "null") : objectText(value, depth, path, columns);
      default: return paint(typeof value, Object.is(value, -0) ? "-0" : String(value));
    }
  }
  function quoted(value) {
    const inner = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
    return `'${inner}'`;
  }
  function functionText(value) {
    const isClass = sourceOf.call(value).startsWith("class");
    return `[${isClass ? "class" : "Function"}: ${value.name || "(anonymous)"}]`;
  }

  function objectText(value, depth, path, columns) {
    if (typeof value[INSPECT] === "function") return value[INSPECT]({ ...units, columns });
    if (path.includes(value)) return paint("special", "[Circular]");
    if (value instanceof Error) return `${value.name}: ${value.message}`;
    if (value instanceof RegExp) return paint("regexp", RegExp.prototype.toString.call(value));
    const inside = [...path, value];
    if (Array.isArray(value)) {
      if (depth >= view.depth) return paint("special", "[Array]");
      return list("[", "]", items(value, (item) => text(item, depth + 1, inside, columns)), depth, columns);
    }
    if (depth >= view.depth) return paint("special", "[Object]");
    if (value instanceof Map) {
      const pairs = items([...value], ([k, v]) =>
        `${text(k, depth + 1, inside, columns)} => ${text(v, depth + 1, inside, columns)}`);
      return `Map(${value.size}) ` + list("{", "}", pairs, depth, columns);
    }
    if (value instanceof Set) {
      const members = items([...value], (item) => text(item, depth + 1, inside, columns));
      return `Set(${value.size}) ` + list("{", "}", members, depth, columns);
    }
    const prototype = Object.getPrototypeOf(value);
    const tag = prototype === null ? "[Object: null prototype] "
      : prototype === Object.prototype ? "" : `${prototype.constructor?.name ?? "Object"} `;
    const described = Object.getOwnPropertyDescriptors(value);
    const fields = items(Object.keys(described), (key) => {
      const name = NAME.test(key) ? key : paint("string", quoted(key));
      const { get, set, value: field } = described[key];
      if (get || set) return `${name}: ${paint("special", get ? "[Getter]" : "[Setter]")}`;
      return `${name}: ${text(field, depth + 1, inside, columns)}`;
    });
    return tag + list("{", "}", fields, depth, columns);
  }
  function items(list, render) {
    const shown = list.slice(0, view.items).map(render);
    if (list.length > view.items) shown.push(`... ${list.length - view.items} more`);
    return shown;
  }
  function list(open, close, parts, depth, columns) {
    if (parts.length === 0) return open + close;
    const line = open === "[" ? `[ ${parts.join(", ")} ]` : `{ ${parts.join(", ")} }`;
    if (width(line) + 2 * depth <= columns - 8 && !line.includes("\n")) return line;
    const indent = "  ".repeat(depth + 1);
    return `${open}\n${parts.map((part) => indent + part).join(",\n")}\n${"  ".repeat(depth)}${close}`;
  }

  // An array of rows is one whose members are plain objects with the same fields, all of them flat.
  function isTable(value) {
    if (!Array.isArray(value) || value.length === 0) return false;
    const fields = rowFields(value[0]);
    return fields !== null && fields.length > 1
      && value.every((row) => rowFields(row)?.join() === fields.join());
  }
  function rowFields(row) {
    if (typeof row !== "object" || row === null || Array.isArray(row)) return null;
    const prototype = Object.getPrototypeOf(row);
    if (prototype !== Object.prototype && prototype !== null) return null;
    const flat = Object.values(row).every((v) => v === null || typeof v !== "object");
    return flat ? Object.keys(row) : null;
  }
  function table(rows) {
    const fields = Object.keys(rows[0]);
    const shown = rows.slice(0, view.rows);
    const cells = shown.map((row) => fields.map((field) => cell(field, row[field])));
    const widths = fields.map((field, i) => Math.max(field.length, ...cells.map((row) => row[i].length)));
    const right = fields.map((field) => shown.every((row) => typeof row[field] === "number"));
    const line = (row) => row
      .map((c, i) => (right[i] ? c.padStart(widths[i]) : c.padEnd(widths[i])));
    const painted = (row, r) => line(row).map((c, i) => paintCell(shown[r][fields[i]], c));
    const lines = [line(fields), ...cells.map(painted)].map((row) => row.join("  ").trimEnd());
    if (rows.length > view.rows) lines.push(`... ${rows.length - view.rows} more rows`);
    return lines.join("\n");
  }
  function paintCell(value, padded) {
    return Object.hasOwn(PAINTS, typeof value) ? paint(typeof value, padded) : padded;
  }
  function cell(field, value) {
    if (value === null || value === undefined) return "-";
    if (typeof value !== "number") return String(value);
    if (field === "start" || field === "end" || field === "address") return units.hex(value);
    if (/^(bytes|rss|thp|offset|size)$/.test(field)) return units.bytes(value);
    return String(value);
  }

  // A line of comma-separated values as RFC 4180 has it.
  function csvLine(values) {
    return values.map((value) => {
      const plain = value === null || value === undefined ? "" : String(value);
      return /[",\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
    }).join(",");
  }
  const FORMATS = {
    table,
    json: (rows) => JSON.stringify(rows, null, 2),
    jsonl: (rows) => rows.map((row) => JSON.stringify(row)).join("\n"),
    csv: (rows) => [Object.keys(rows[0]), ...rows.map(Object.values)].map(csvLine).join("\n"),
  };

  /** An array of rows as text for a file. */
  function rows(value, format) {
    if (!isTable(value)) {
      throw new TypeError("not an array of rows: want objects with the same fields, two or more");
    }
    return `${FORMATS[format](value)}\n`;
  }

  return { INSPECT, show, rows };
})
