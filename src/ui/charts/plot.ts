// The marks that our charts use, and no others: they come as a bundle of their own, when a chart does.
export {
  areaY,
  axisX,
  axisY,
  barY,
  dot,
  gridX,
  gridY,
  lineY,
  plot,
  pointerX,
  ruleX,
  ruleY,
  text,
  tip,
} from '@observablehq/plot'
