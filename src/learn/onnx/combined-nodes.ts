import { featureNames } from '../encoders/column-features.ts'
import type { FittedInput } from '../encoders/fit-encoder.ts'
import type { FittedPca } from '../encoders/fit-pca.ts'
import { encoderNodes } from './encoder-nodes.ts'
import { concatNode, joinPieces, matrix, node, type GraphPiece } from './graph-piece.ts'
import { roundNodes } from './step-nodes.ts'

/** The same as `encodeColumns`: all that the learner reads, in its order. */
export function featuresNodes(
  inputs: readonly FittedInput[],
  combined: readonly FittedPca[] = [],
): GraphPiece {
  const own = inputs
    .filter((input) => featureNames(input).length > 0)
    .map((input) => ({ name: input.name, piece: encoderNodes(input) }))
  const dropped = new Set(combined.flatMap(({ of, keep }) => (keep ? [] : of)))
  const made = combined.map((fitted) => {
    const read = own.filter(({ name }) => fitted.of.includes(name))
    return componentNodes(
      fitted,
      read.flatMap(({ piece }) => piece.results),
    )
  })
  const { nodes, constants } = joinPieces([...own.map(({ piece }) => piece), ...made])
  const kept = own.filter(({ name }) => !dropped.has(name)).flatMap(({ piece }) => piece.results)
  return { nodes, constants, results: [...kept, ...made.flatMap(({ results }) => results)] }
}

function componentNodes(fitted: FittedPca, features: readonly string[]): GraphPiece {
  const at = (what: string) => `:${fitted.name}:${what}`
  const { means, components } = fitted
  const turned = means.flatMap((_, place) => components.map((weights) => weights[place] ?? 0))
  const nodes = [
    concatNode(features, at('features')),
    node('Sub', [at('features'), at('means')], at('centred')),
    node('MatMul', [at('centred'), at('weights')], at('components')),
  ]
  const constants = [matrix(at('means'), 1, means), matrix(at('weights'), means.length, turned)]
  return joinPieces([
    { nodes, constants, results: [] },
    roundNodes(at('components'), at('rounded'), true),
  ])
}
