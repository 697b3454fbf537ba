import { coarseGrid, isNoisy, turnRadians, type NumberStep } from '../encoders/number-step.ts'
import { castNode } from './cast-node.ts'
import { constant, joinPieces, matrix, node, type GraphPiece } from './graph-piece.ts'

/** The same as `runSteps`, from a 64-bit tensor of shape [rows, 1] to another. */
export function stepNodes(steps: readonly NumberStep[], input: string, name: string): GraphPiece {
  let last = input
  const pieces = steps.map((step, at) => {
    const piece = nodesOf(step, last, `${name}:${at}${step.step}`)
    last = piece.results[0] ?? last
    return piece
  })
  const { nodes, constants } = joinPieces(pieces)
  return { nodes, constants, results: [last] }
}

/** The same as `roundFeature`: a 64-bit tensor of 32-bit numbers. */
export function roundNodes(input: string, name: string, noisy: boolean): GraphPiece {
  const feature = `${name}:feature`
  const onGrid = noisy ? gridNodes(input, name) : { nodes: [], constants: [], results: [input] }
  const [result = input] = onGrid.results
  const nodes = [
    castNode(result, `${name}:rounded`, 'float'),
    castNode(`${name}:rounded`, feature, 'double'),
  ]
  return { nodes: [...onGrid.nodes, ...nodes], constants: onGrid.constants, results: [feature] }
}

export function finishNodes(steps: readonly NumberStep[], input: string, name: string) {
  const run = stepNodes(steps, input, name)
  return joinPieces([
    { ...run, results: [] },
    roundNodes(run.results[0] ?? input, name, steps.some(isNoisy)),
  ])
}

function gridNodes(input: string, name: string): GraphPiece {
  const grid = `${name}:grid`
  return {
    nodes: [
      node('Add', [input, grid], `${name}:onGrid`),
      node('Sub', [`${name}:onGrid`, grid], `${name}:coarse`),
    ],
    constants: [constant(grid, coarseGrid)],
    results: [`${name}:coarse`],
  }
}

const operators = { add: 'Add', subtract: 'Sub', multiply: 'Mul', divide: 'Div' } as const

function nodesOf(step: NumberStep, input: string, name: string): GraphPiece {
  const results = [name]
  switch (step.step) {
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide': {
      const by = constant(`${name}:by`, step.by)
      return {
        nodes: [node(operators[step.step], [input, by.name], name)],
        constants: [by],
        results,
      }
    }
    case 'fill':
      return whereMissing(input, name, constant(`${name}:by`, step.by).name, input, step.by)
    case 'isMissing':
      return {
        nodes: [node('IsNaN', [input], `${name}:is`), castNode(`${name}:is`, name, 'double')],
        constants: [],
        results,
      }
    case 'logged':
      return {
        nodes: [
          node('Add', [input, `${name}:one`], `${name}:more`),
          node('Log', [`${name}:more`], name),
        ],
        constants: [constant(`${name}:one`, 1)],
        results,
      }
    case 'unlogged':
      return {
        nodes: [
          node('Exp', [input], `${name}:exp`),
          node('Sub', [`${name}:exp`, `${name}:one`], name),
        ],
        constants: [constant(`${name}:one`, 1)],
        results,
      }
    case 'wave':
      return waveNodes(step, input, name)
    case 'bin':
      return binNodes(step.edges, input, name)
    case 'equals': {
      const same = `${name}:same`
      const found = {
        nodes: [
          node('Equal', [input, `${name}:to`], `${name}:is`),
          castNode(`${name}:is`, same, 'double'),
        ],
        constants: [constant(`${name}:to`, step.to)],
        results: [],
      }
      return joinPieces([found, keepMissing(input, same, name)])
    }
  }
}

function whereMissing(
  asked: string,
  name: string,
  filled: string,
  other: string,
  by: number,
): GraphPiece {
  return {
    nodes: [
      node('IsNaN', [asked], `${name}:missing`),
      node('Where', [`${name}:missing`, filled, other], name),
    ],
    constants: [constant(filled, by)],
    results: [name],
  }
}

function keepMissing(asked: string, result: string, name: string): GraphPiece {
  return whereMissing(asked, name, `${name}:nan`, result, Number.NaN)
}

function waveNodes(
  { period, ahead }: Extract<NumberStep, { step: 'wave' }>,
  input: string,
  name: string,
): GraphPiece {
  return {
    nodes: [
      node('Div', [input, `${name}:period`], `${name}:turns`),
      node('Floor', [`${name}:turns`], `${name}:whole`),
      node('Sub', [`${name}:turns`, `${name}:whole`], `${name}:part`),
      node('Mul', [`${name}:part`, `${name}:turn`], `${name}:angle`),
      node('Add', [`${name}:angle`, `${name}:by`], `${name}:ahead`),
      node('Sin', [`${name}:ahead`], name),
    ],
    constants: [
      constant(`${name}:period`, period),
      constant(`${name}:turn`, turnRadians),
      constant(`${name}:by`, ahead),
    ],
    results: [name],
  }
}

/** Each edge is compared with each row; a product with ones counts those that are reached. */
function binNodes(edges: readonly number[], input: string, name: string): GraphPiece {
  // A graph can't hold a constant without values; no finite number reaches this edge.
  const own = edges.length === 0 ? [Number.MAX_VALUE] : edges
  const found: GraphPiece = {
    nodes: [
      node('GreaterOrEqual', [input, `${name}:edges`], `${name}:reached`),
      castNode(`${name}:reached`, `${name}:each`, 'double'),
      node('MatMul', [`${name}:each`, `${name}:ones`], `${name}:count`),
    ],
    constants: [
      matrix(`${name}:edges`, 1, own),
      matrix(
        `${name}:ones`,
        own.length,
        own.map(() => 1),
      ),
    ],
    results: [],
  }
  return joinPieces([found, keepMissing(input, `${name}:count`, name)])
}
