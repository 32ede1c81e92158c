// Draws the charts of a report. The interpreter of Vega's expressions needs no eval, which the page
// forbids.
(async () => {
  "use strict";
  const options = {
    mode: "vega-lite",
    renderer: "svg",
    ast: true,
    actions: { export: true, source: false, compiled: false, editor: false },
  };
  const drawn = Array.from(document.querySelectorAll("figure .chart"), (place) => {
    const specification = place.parentElement.querySelector("script.specification").textContent;
    return vegaEmbed(place, JSON.parse(specification), options);
  });
  await Promise.all(drawn);
  document.documentElement.dataset.charts = String(drawn.length);
})();
