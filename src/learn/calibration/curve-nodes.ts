import { logisticNodes, type GraphBody } from '../onnx/answer-nodes.ts'
import { castNode } from '../onnx/cast-node.ts'
import { constant, matrix, node } from '../onnx/graph-piece.ts'
import type { CalibrationCurve } from './calibrated.ts'
import { surest } from './fit-curve.ts'

/** From a tensor of chances, of 64 bits, to one of 32 bits. */
export function curveNodes(curve: CalibrationCurve, input: string, output: string): GraphBody {
  if (curve.by === 'isotonic') return lineNodes(curve, input, output)
  const [slope, offset] =
    curve.by === 'platt' ? [curve.slope, curve.offset] : [1 / curve.temperature, 0]
  const linked = logisticNodes(':calibrated', output)
  const nodes = [
    node('Max', [input, ':leastChance'], ':atLeast'),
    node('Min', [':atLeast', ':mostChance'], ':bounded'),
    node('Sub', [':sure', ':bounded'], ':against'),
    node('Div', [':bounded', ':against'], ':ratio'),
    node('Log', [':ratio'], ':oddsBefore'),
    node('Mul', [':oddsBefore', ':slope'], ':turned'),
    node('Add', [':turned', ':offset'], ':calibrated'),
    ...linked.nodes,
  ]
  const constants = [
    constant(':leastChance', surest),
    constant(':mostChance', 1 - surest),
    constant(':sure', 1),
    constant(':slope', slope),
    constant(':offset', offset),
    ...linked.constants,
  ]
  return { nodes, constants }
}

/** How many corners are reached says between which two a chance lies. */
function lineNodes(
  { from, to }: Extract<CalibrationCurve, { by: 'isotonic' }>,
  input: string,
  output: string,
): GraphBody {
  // One piece more than corners: flat before the first, and after the last.
  const starts = [from[0] ?? 0, ...from]
  const heights = [to[0] ?? 0, ...to]
  const rises = heights.map((height, at) =>
    at === 0 || at === from.length
      ? 0
      : ((to[at] ?? 0) - height) / ((from[at] ?? 0) - (starts[at] ?? 0)),
  )
  const nodes = [
    node('GreaterOrEqual', [input, ':corners'], ':reached'),
    castNode(':reached', ':each', 'double'),
    node('MatMul', [':each', ':ones'], ':count'),
    castNode(':count', ':piece', 'int64'),
    node('Gather', [':starts', ':piece'], ':start'),
    node('Gather', [':heights', ':piece'], ':height'),
    node('Gather', [':rises', ':piece'], ':rise'),
    node('Sub', [input, ':start'], ':along'),
    node('Mul', [':along', ':rise'], ':risen'),
    node('Add', [':risen', ':height'], ':chance'),
    castNode(':chance', output, 'float'),
  ]
  const constants = [
    matrix(':corners', 1, from),
    matrix(
      ':ones',
      from.length,
      from.map(() => 1),
    ),
    constant(':starts', starts),
    constant(':heights', heights),
    constant(':rises', rises),
  ]
  return { nodes, constants }
}
