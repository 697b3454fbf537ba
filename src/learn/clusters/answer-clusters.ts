import type { FittedAnswers } from '../fitted-answers.ts'
import { castNode } from '../onnx/cast-node.ts'
import { distanceNodes } from '../onnx/distance-nodes.ts'
import { node } from '../onnx/graph-piece.ts'
import { compileScale, scaleNodes, scaleRows } from '../standard-scale.ts'
import { checkNumber } from '../trees/numeral.ts'
import type { FittedClusters } from './k-means.ts'
import { nearestCentre } from './nearest-centre.ts'

export function answerClusters({ scale, centres }: FittedClusters): FittedAnswers {
  const width = scale.means.length
  return {
    ...(centres.length <= width ? { constant: 0 } : {}),
    predict(features) {
      const rows = scaleRows(scale, features)
      const own = Float64Array.from(centres)
      return Float64Array.from({ length: features.rowCount }, (_, row) =>
        nearestCentre(own, width, rows, row * width),
      )
    },
    compile() {
      const own = Float64Array.from(centres, checkNumber)
      const scaled = compileScale(scale)
      return (features) => nearestCentre(own, width, scaled(features), 0)
    },
    toGraph(features, output) {
      const scaled = scaleNodes(scale, features, ':scaled')
      const apart = distanceNodes(Float64Array.from(centres), width, ':scaled', ':distance')
      const nodes = [
        ...scaled.nodes,
        ...apart.nodes,
        node('ArgMin', [':distance'], ':cluster', {
          attributes: {
            axis: { whole: 1 },
            keepdims: { whole: 1 },
            select_last_index: { whole: 0 },
          },
        }),
        castNode(':cluster', output, 'float'),
      ]
      return { nodes, constants: [...scaled.constants, ...apart.constants] }
    },
  }
}
