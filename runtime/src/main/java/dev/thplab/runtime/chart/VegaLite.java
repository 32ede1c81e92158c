package dev.thplab.runtime.chart;

import dev.thplab.runtime.JsonObject;
import dev.thplab.runtime.compare.JsonWriters;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.core.JsonGenerator;

/// Specifications of charts for Vega-Lite (https://vega.github.io/vega-lite/), in the part of its
/// language that versions 5 and 6 share.
///
/// Numbers along x give a line through points, anything else bars, and several values of one series
/// at one place points alone. Series differ in colour and shape, in the colours of Okabe and Ito,
/// which the colour-blind can tell apart. Rows of differences() show the interval of each change.
public final class VegaLite {
  /// The version that the pages of reports bring along.
  public static final int VERSION = 6;

  /// The version that notebooks know, and its MIME type there.
  public static final int NOTEBOOK_VERSION = 5;

  public static final String NOTEBOOK_TYPE = "application/vnd.vegalite.v5+json";

  private static final List<String> OKABE_ITO =
      List.of(
          "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#F0E442", "#999999");

  private static final int HEIGHT = 260;

  /// How many characters of categories stand side by side below an axis.
  private static final int MAX_LABELS = 48;

  /// Fields of the specification's data: names of the chart's own fields may have characters that
  /// Vega-Lite reads as paths.
  private static final String X = "x";

  private static final String Y = "y";
  private static final String COLOR = "color";
  private static final String LOW = "low";
  private static final String HIGH = "high";

  /// Behind the name of a field whose numbers are in the axis's unit.
  private static final String IN_UNIT = "_in_unit";

  private final Chart chart;
  private final Paper paper;
  private final AxisUnit unitX;
  private final AxisUnit unitY;

  private VegaLite(Chart chart, Paper paper) {
    this.chart = chart;
    this.paper = paper;
    unitX = AxisUnit.of(chart, chart.x());
    unitY = AxisUnit.of(chart, chart.y());
  }

  /// The specification of a chart, as values of JSON.
  ///
  /// @param version of Vega-Lite that it names
  public static SequencedMap<String, Object> spec(Chart chart, Paper paper, int version) {
    return new VegaLite(chart, paper).spec(version);
  }

  /// The specification of a chart as JSON text.
  public static String json(Chart chart, Paper paper, int version) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JsonWriters.compact(out)) {
      JsonWriters.value(json, spec(chart, paper, version));
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private SequencedMap<String, Object> spec(int version) {
    SequencedMap<String, Object> spec = new LinkedHashMap<>();
    spec.put("$schema", "https://vega.github.io/schema/vega-lite/v%d.json".formatted(version));
    spec.put("description", chart.title());
    if (paper.background() != null) {
      spec.put("title", chart.title());
    }
    spec.put("width", paper.width());
    spec.put("height", HEIGHT);
    spec.put("autosize", JsonObject.of("type", "fit-x", "contains", "padding"));
    spec.put("data", JsonObject.of("values", chart.rows().stream().map(this::data).toList()));
    spec.put("transform", transforms());
    spec.put("encoding", sharedEncoding());
    spec.put("layer", layers());
    spec.put("config", config());
    return spec;
  }

  /// What the chart shows of a row.
  private Map<String, Object> data(Map<String, Object> row) {
    Map<String, Object> data = JsonObject.of(X, row.get(chart.x()), Y, row.get(chart.y()));
    if (chart.color() != null) {
      data.put(COLOR, row.get(chart.color()));
    }
    if (chart.hasIntervals()) {
      data.put(LOW, row.get(LOW));
      data.put(HIGH, row.get(HIGH));
    }
    return data;
  }

  private List<Object> transforms() {
    List<Object> transforms = new ArrayList<>();
    if (isLinear()) {
      transforms.add(scaled(X, unitX));
    }
    transforms.add(scaled(Y, unitY));
    if (chart.hasIntervals()) {
      transforms.add(scaled(LOW, unitY));
      transforms.add(scaled(HIGH, unitY));
    }
    return transforms;
  }

  private static Map<String, Object> scaled(String field, AxisUnit unit) {
    // A division would make 0 of null, which is no value.
    String calculate =
        "isValid(datum.%1$s) ? datum.%1$s / %2$s : null".formatted(field, unit.size());
    return JsonObject.of("calculate", calculate, "as", field + IN_UNIT);
  }

  /// Whether numbers run along x.
  private boolean isLinear() {
    return chart.isNumeric(chart.x());
  }

  private Map<String, Object> sharedEncoding() {
    SequencedMap<String, Object> encoding = new LinkedHashMap<>();
    encoding.put("x", isLinear() ? linearX() : categories());
    if (chart.color() != null) {
      encoding.put("color", color());
    }
    encoding.put("tooltip", tooltip());
    return encoding;
  }

  private Map<String, Object> linearX() {
    Map<String, Object> axis = JsonObject.of("grid", false);
    boolean whole =
        chart
            .values(chart.x())
            .allMatch(value -> value instanceof Long || value instanceof Integer);
    if (whole && unitX.size() == 1) {
      axis.put("tickMinStep", 1);
    }
    return JsonObject.of(
        "field",
        X + IN_UNIT,
        "type",
        "quantitative",
        "scale",
        JsonObject.of("zero", false, "nice", false, "padding", 12),
        "axis",
        axis,
        "title",
        title(unitX.title(chart, chart.x())));
  }

  private Map<String, Object> categories() {
    int length = chart.distinct(chart.x()).stream().mapToInt(text -> text.length() + 2).sum();
    return JsonObject.of(
        "field",
        X,
        "type",
        "nominal",
        "sort",
        null,
        "axis",
        JsonObject.of("labelAngle", length > MAX_LABELS ? -35 : 0),
        "title",
        title(chart.x()));
  }

  private Map<String, Object> color() {
    boolean few = chart.distinct(chart.color()).size() <= OKABE_ITO.size();
    return JsonObject.of(
        "field",
        COLOR,
        "type",
        few ? "nominal" : "ordinal",
        "sort",
        null,
        "scale",
        few ? JsonObject.of("range", OKABE_ITO) : JsonObject.of("scheme", "viridis"),
        "title",
        title(chart.color()));
  }

  private List<Object> tooltip() {
    List<Object> fields = new ArrayList<>();
    if (chart.color() != null) {
      fields.add(shown(COLOR, chart.color()));
    }
    fields.add(shown(X, chart.x()));
    fields.add(shown(Y, chart.y()));
    if (chart.hasIntervals()) {
      fields.add(shown(LOW, LOW));
      fields.add(shown(HIGH, HIGH));
    }
    return fields;
  }

  private Map<String, Object> shown(String field, String name) {
    return chart.isNumeric(name)
        ? JsonObject.of("field", field, "type", "quantitative", "title", title(name), "format", ",")
        : JsonObject.of("field", field, "type", "nominal", "title", title(name));
  }

  private List<Object> layers() {
    List<Object> layers = new ArrayList<>();
    boolean bars = !isLinear() && !chart.hasReplicates();
    if (bars) {
      layers.add(layer(JsonObject.of("type", "bar"), y(Y + IN_UNIT)));
    } else if (!chart.hasReplicates()) {
      layers.add(layer(JsonObject.of("type", "line", "strokeWidth", 2), y(Y + IN_UNIT)));
    }
    if (chart.hasIntervals()) {
      Map<String, Object> ends = y(LOW + IN_UNIT);
      ends.put("y2", JsonObject.of("field", HIGH + IN_UNIT));
      if (bars) {
        ends.put("color", JsonObject.of("value", paper.ink()));
      }
      layers.add(layer(JsonObject.of("type", "rule", "strokeWidth", 2), ends));
    }
    if (!bars) {
      Map<String, Object> points = y(Y + IN_UNIT);
      if (chart.color() != null) {
        points.put("shape", shape());
      }
      layers.add(layer(JsonObject.of("type", "point", "filled", true, "size", 60), points));
    }
    return layers;
  }

  private Map<String, Object> layer(Map<String, Object> mark, Map<String, Object> encoding) {
    if (chart.color() == null) {
      mark.putIfAbsent("color", OKABE_ITO.getFirst());
    } else if (!isLinear()) {
      encoding.put("xOffset", JsonObject.of("field", COLOR, "sort", null));
    }
    return JsonObject.of("mark", mark, "encoding", encoding);
  }

  private Map<String, Object> y(String field) {
    return JsonObject.of(
        "y",
        JsonObject.of(
            "field", field, "type", "quantitative", "title", title(unitY.title(chart, chart.y()))));
  }

  /// The same field, order and title as those of the colour, so that one legend shows both.
  private Map<String, Object> shape() {
    return JsonObject.of(
        "field", COLOR, "type", "nominal", "sort", null, "title", title(chart.color()));
  }

  private Map<String, Object> config() {
    String ink = paper.ink();
    return JsonObject.of(
        "background",
        paper.background() == null ? "transparent" : paper.background(),
        "font",
        "system-ui, sans-serif",
        "view",
        JsonObject.of("stroke", null),
        "title",
        JsonObject.of("color", ink, "anchor", "start", "fontWeight", 600),
        "axis",
        JsonObject.of(
            "labelColor", ink,
            "titleColor", ink,
            "titleFontWeight", 500,
            "domainColor", ink,
            "tickColor", ink,
            "gridColor", ink,
            "gridOpacity", 0.15),
        "legend",
        JsonObject.of(
            "labelColor",
            ink,
            "titleColor",
            ink,
            "titleFontWeight",
            500,
            "orient",
            "top",
            "columns",
            4));
  }

  /// A name as a title; Vega-Lite does not escape backslashes when it makes expressions of titles.
  private static String title(String name) {
    return name.replaceAll("[\\\\\\p{Cntrl}]", " ");
  }
}
