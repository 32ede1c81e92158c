// Draws specifications of Vega-Lite as SVG. The engine has no browser around it: what the libraries
// ask of one stands here.
globalThis.structuredClone = (value) => (value === undefined ? value : JSON.parse(JSON.stringify(value)));
globalThis.setTimeout = (task) => { Promise.resolve().then(task); return 0; };
globalThis.clearTimeout = () => {};

let outcome = { error: "nothing was drawn" };

/** Begins to draw; the drawing is there when the promises that this leaves behind are done. */
function draw(specification) {
  outcome = { error: "the drawing did not end" };
  const { spec } = vegaLite.compile(JSON.parse(specification));
  vega.resetSVGDefIds();
  const view = new vega.View(vega.parse(spec), { renderer: "none" });
  view.toSVG().then((svg) => { outcome = { svg }; }, (error) => { outcome = { error: String(error) }; });
  return "";
}

/** The drawing. */
function drawing() {
  if (outcome.error !== undefined) throw new Error(outcome.error);
  return outcome.svg;
}
