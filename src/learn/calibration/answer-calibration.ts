import { classAnswers, sharesTensor } from '../class-answers.ts'
import { memberColumns, type MemberColumns } from '../ensembles/member-columns.ts'
import type { FittedAnswers } from '../fitted-answers.ts'
import { logistic } from '../link.ts'
import type { GraphBody } from '../onnx/answer-nodes.ts'
import { castNode } from '../onnx/cast-node.ts'
import { concatNode, constant, node } from '../onnx/graph-piece.ts'
import type { CalibrationCurve, FittedCalibration, FittedDecision } from './calibrated.ts'
import { curveNodes } from './curve-nodes.ts'
import { oddsOf } from './fit-curve.ts'

type AnswersOf<Fitted> = (fitted: Fitted) => FittedAnswers

export function answerCalibration<Fitted>(
  { of, curve }: FittedCalibration<Fitted>,
  answersOf: AnswersOf<Fitted>,
): FittedAnswers {
  const answers = answersOf(of)
  const columns = memberColumns(answers)
  const { classes } = answers
  if (classes !== undefined && curve.by === 'temperature') {
    const cooled = coolClasses(classes.values, columns, curve.temperature)
    return answers.constant === undefined ? cooled : { ...cooled, constant: answers.constant }
  }
  const bring = followCurve(curve)
  return {
    ...(answers.constant === undefined ? {} : { constant: bring(Math.fround(answers.constant)) }),
    predict: (features) => columns.rows(features).map(bring),
    compile() {
      const say = columns.compile()
      return (features) => bring(say(features)[0] ?? 0)
    },
    toGraph: (features, output) =>
      joinBodies(columns.toGraph(features, ':said'), curveNodes(curve, ':said', output)),
  }
}

function joinBodies(...bodies: readonly GraphBody[]): GraphBody {
  return {
    nodes: bodies.flatMap(({ nodes }) => nodes),
    constants: bodies.flatMap(({ constants }) => constants),
  }
}

function followCurve(curve: CalibrationCurve): (chance: number) => number {
  switch (curve.by) {
    case 'platt':
      return (chance) => logistic(curve.slope * oddsOf(chance) + curve.offset)
    case 'temperature':
      return (chance) => logistic(oddsOf(chance) / curve.temperature)
    case 'isotonic':
      return followLine(Float64Array.from(curve.from), Float64Array.from(curve.to))
  }
}

function followLine(from: Float64Array, to: Float64Array): (chance: number) => number {
  return (chance) => {
    // How many corners are at most as high; the same count as in the graph.
    let low = 0
    let high = from.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((from[middle] ?? 0) <= chance) low = middle + 1
      else high = middle
    }
    if (low === 0) return to[0] ?? 0
    if (low === from.length) return to[low - 1] ?? 0
    const start = from[low - 1] ?? 0
    const height = to[low - 1] ?? 0
    const rise = ((to[low] ?? 0) - height) / ((from[low] ?? 0) - start)
    return height + rise * (chance - start)
  }
}

/** The least share that has a logarithm. */
const leastShare = 1e-30

function coolClasses(
  classes: readonly number[],
  columns: MemberColumns,
  temperature: number,
): FittedAnswers {
  const cool = (share: number) => Math.log(Math.max(share, leastShare)) / temperature
  return classAnswers({
    classes,
    isLogarithm: true,
    scores: (features) => columns.rows(features).map(cool),
    compile() {
      const say = columns.compile()
      return (features) => say(features).map(cool)
    },
    toGraph(features, output) {
      const said = columns.toGraph(features, ':said')
      return joinBodies(said, {
        nodes: [
          node('Max', [':said', ':leastShare'], ':shown'),
          node('Log', [':shown'], ':logarithm'),
          node('Div', [':logarithm', ':temperature'], output),
        ],
        constants: [constant(':leastShare', leastShare), constant(':temperature', temperature)],
      })
    },
  })
}

/** 1 for a yes; how likely it is stays known. */
export function answerDecision<Fitted>(
  { of, threshold }: FittedDecision<Fitted>,
  answersOf: AnswersOf<Fitted>,
): FittedAnswers {
  const answers = answersOf(of)
  const columns = memberColumns(answers)
  const decide = (chance: number) => Number(chance >= threshold)
  return {
    ...(answers.constant === undefined ? {} : { constant: decide(Math.fround(answers.constant)) }),
    predict: (features) => columns.rows(features).map(decide),
    compile() {
      const say = columns.compile()
      return (features) => decide(say(features)[0] ?? 0)
    },
    toGraph(features, output) {
      const nodes = [
        node('GreaterOrEqual', [':said', ':threshold'], ':isYes'),
        castNode(':isYes', output, 'float'),
        node('Sub', [':whole', ':said'], ':against'),
        concatNode([':against', ':said'], ':both'),
        castNode(':both', sharesTensor, 'float'),
      ]
      return joinBodies(columns.toGraph(features, ':said'), {
        nodes,
        constants: [constant(':threshold', threshold), constant(':whole', 1)],
      })
    },
    classes: {
      values: [0, 1],
      shares: (features) =>
        Float64Array.from([...columns.rows(features)].flatMap((chance) => [1 - chance, chance])),
      compileShares() {
        const say = columns.compile()
        return (features) => {
          const [chance = 0] = say(features)
          return Float64Array.of(1 - chance, chance)
        }
      },
    },
  }
}
