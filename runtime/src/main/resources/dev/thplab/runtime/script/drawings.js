// Drawings for a terminal. Each is an object that holds its data and shows itself in the width that
// the terminal has.
(function drawings(INSPECT) {
  "use strict";

  /** Symbols of a line of at most `width` cells, as lines with a label in front. */
  function grid(cells, width, label) {
    const perLine = width - 12 >= 128 ? 128 : width - 12 >= 64 ? 64 : 32;
    const lines = [];
    for (let from = 0; from < cells.length; from += perLine) {
      lines.push(`${label(from).padStart(10)}  ${cells.slice(from, from + perLine).join("")}`);
    }
    return lines.join("\n");
  }
  function bar(value, most, width) {
    const filled = value > 0 ? Math.round((value / most) * width) : 0;
    return `|${"*".repeat(filled)}${" ".repeat(width - filled)}|`;
  }

  const SYMBOLS = [".", "o", "m", "H"];
  const LEGEND = "1 cell: 2 MiB   . free   - part free   o base pages   m 16 kB to 1 MiB   H 2 MiB";

  /** Physical memory by pageblock: what most of each block's pages are. */
  class MemoryMap {
    constructor(blocks) {
      this.blocks = blocks.map(([free, base, mthp, huge]) => ({ free, base, mthp, huge }));
    }
    [INSPECT](show) {
      const cells = this.blocks.map(({ free, base, mthp, huge }) => {
        const pages = [free, base, mthp, huge];
        if (free > 0 && free < 512 && free >= 256) return "-";
        return SYMBOLS[pages.indexOf(Math.max(...pages))];
      });
      return `${grid(cells, show.columns, (at) => show.bytes(at * (2 << 20)))}\n${LEGEND}`;
    }
  }

  const CELLS = 1600;
  const KINDS = { zero: "z", huge_zero: "Z", shmem: "s", file: "f", swap: "g" };

  /** A region by offset: the order of the folios behind it. */
  class RegionMap {
    constructor(size, runs) {
      this.size = size;
      this.runs = runs;
    }
    [INSPECT](show) {
      let cell = 4096;
      while (this.size / cell > CELLS) cell *= 2;
      const cells = new Array(Math.ceil(this.size / cell)).fill(".");
      for (const run of this.runs) {
        const symbol = KINDS[run.kind] ?? `${run.order}`;
        const end = (run.offset + run.bytes) / cell;
        for (let at = Math.floor(run.offset / cell); at < end; at++) cells[at] = symbol;
      }
      return `${grid(cells, show.columns, (at) => show.bytes(at * cell))}\n`
        + `1 cell: ${show.bytes(cell)}   . nothing   0 base pages   2 to 9 folios of that order`
        + "   z zero page   Z huge zero page   s shared";
    }
  }

  /** A digit for how often memory was accessed, by the most that any was. */
  function digit(accesses, most) {
    return accesses === 0 ? "." : `${Math.min(9, Math.floor((10 * accesses) / most))}`;
  }

  /** Accesses to a region by offset. */
  class RegionHeat {
    constructor(size, runs) {
      this.size = size;
      this.runs = runs;
    }
    [INSPECT](show) {
      if (this.runs.length === 0) return "no access yet";
      let cell = 4096;
      while (this.size / cell > CELLS) cell *= 2;
      const sums = new Array(Math.ceil(this.size / cell)).fill(0);
      for (const { offset, bytes, accesses } of this.runs) {
        for (let at = offset; at < offset + bytes; at += 4096) sums[Math.floor(at / cell)] += accesses;
      }
      const most = Math.max(...sums);
      return `${grid(sums.map((sum) => digit(sum, most)), show.columns, (at) => show.bytes(at * cell))}\n`
        + `1 cell: ${show.bytes(cell)}   . no access   0 to 9 of ${most} accesses a cell`;
    }
  }

  /** Accesses to each VMA, a digit for each part of it, as damo draws them. */
  class Heat {
    constructor(rows) { this.rows = rows; }
    [INSPECT](show) {
      if (this.rows.length === 0) return "no access yet";
      const labels = this.rows.map(({ pid, name, start, end }) =>
        `${pid}  ${show.hex(start)}-${show.hex(end)}  ${show.bytes(end - start).padStart(9)}  ${name ?? ""}`);
      const width = Math.max(...labels.map((label) => label.length));
      return this.rows.map(({ parts, accesses }, i) => {
        const most = Math.max(...parts);
        const bars = parts.map((part) => digit(part, most)).join("");
        return `${labels[i].padEnd(width)} |${bars}| ${accesses}`;
      }).join("\n");
    }
  }

  /** Values by class, as bars. */
  class Histogram {
    constructor(rows) { this.rows = rows; }
    [INSPECT](show) {
      if (this.rows.length === 0) return "nothing counted yet";
      const most = Math.max(...this.rows.map((row) => row.faults));
      const labels = this.rows.map((row) => `[${show.time(row.fromNs)}, ${show.time(row.toNs)})`);
      const width = Math.max(...labels.map((label) => label.length));
      const room = Math.max(10, Math.min(50, show.columns - width - 14));
      return this.rows
        .map((row, i) => `${labels[i].padStart(width)} ${bar(row.faults, most, room)} ${row.faults}`)
        .join("\n");
    }
  }

  const EIGHTHS = [" ", "\u2581", "\u2582", "\u2583", "\u2584", "\u2585", "\u2586", "\u2587", "\u2588"];
  const PLOT_LINES = 8;

  /** A counter over the events of the workloads. */
  class Plot {
    constructor(counter, samples) {
      this.counter = counter;
      this.samples = samples;
    }
    [INSPECT](show) {
      const values = this.samples.map((sample) => sample.value);
      const most = Math.max(...values, 1);
      const axis = `${most}`.length;
      const width = Math.min(values.length, show.columns - axis - 3);
      const columns = [];
      for (let x = 0; x < width; x++) {
        columns.push(values[Math.floor((x * values.length) / width)] / most);
      }
      const lines = [];
      for (let line = PLOT_LINES - 1; line >= 0; line--) {
        const cells = columns.map((height) => {
          const eighths = Math.round((height * PLOT_LINES - line) * 8);
          return EIGHTHS[Math.max(0, Math.min(8, eighths))];
        });
        const label = line === PLOT_LINES - 1 ? `${most}` : line === 0 ? "0" : "";
        lines.push(`${label.padStart(axis)} |${cells.join("")}`);
      }
      const last = this.samples[this.samples.length - 1];
      lines.push(`${" ".repeat(axis)}  ${this.counter}, ${last.event} events, ${show.time(last.nowNs)}`);
      return lines.join("\n");
    }
  }

  /** Rows by two of their fields, as bars. */
  class Chart {
    constructor(rows, { x, y, color = null, title = `${y} by ${x}` }) {
      Object.assign(this, { title, x, y, color, rows });
    }
    [INSPECT](show) {
      const labels = this.rows.map((row) => (this.color === null ? "" : `${row[this.color]} `) + row[this.x]);
      const width = Math.max(...labels.map((label) => label.length));
      const most = Math.max(...this.rows.map((row) => row[this.y]), 1);
      const room = Math.max(10, Math.min(50, show.columns - width - 14));
      const lines = this.rows
        .map((row, i) => `${labels[i].padStart(width)} ${bar(row[this.y], most, room)} ${row[this.y]}`);
      return [this.title, ...lines].join("\n");
    }
  }

  return { MemoryMap, RegionMap, RegionHeat, Heat, Histogram, Plot, Chart };
})
