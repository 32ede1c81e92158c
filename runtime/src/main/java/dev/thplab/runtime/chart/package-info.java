/// Charts of rows: a Vega-Lite specification, and a picture that Vega draws of it.
package dev.thplab.runtime.chart;
