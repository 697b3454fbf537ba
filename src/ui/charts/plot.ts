// The marks that our charts use, and no others: they come as a bundle of their own, when a chart does.
export {
  areaY,
  axisX,
  axisY,
  barX,
  barY,
  dot,
  gridX,
  gridY,
  lineY,
  plot,
  pointer,
  pointerX,
  ruleX,
  ruleY,
  text,
  tip,
} from '@observablehq/plot'
