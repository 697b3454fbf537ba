import { classAnswers } from '../class-answers.ts'
import type { FittedAnswers } from '../fitted-answers.ts'
import { castNode } from '../onnx/cast-node.ts'
import { matrix, node } from '../onnx/graph-piece.ts'
import { checkNumber } from '../trees/numeral.ts'
import { ensembleColumns, nameColumn } from './fit-ensemble.ts'
import type { MemberColumns } from './member-columns.ts'
import type { FittedStacking, FittedVoting } from './voting.ts'

type AnswersOf<Fitted> = (fitted: Fitted) => FittedAnswers

export function answerVoting<Fitted>(
  { members, weights }: FittedVoting<Fitted>,
  answersOf: AnswersOf<Fitted>,
): FittedAnswers {
  const all = members.map(answersOf)
  const classes = all[0]?.classes?.values
  const size = classes?.length ?? 1
  const means = weighColumns(ensembleColumns(members, answersOf), weights, size)
  const isConstant = all.every(({ constant }) => constant !== undefined)
  if (classes !== undefined) {
    const answers = classAnswers({
      classes,
      isLogarithm: false,
      scores: (features) => means.rows(features),
      compile: () => means.compile(),
      toGraph: (features, output) => means.toGraph(features, output),
    })
    return isConstant ? { ...answers, constant: answers.predict(noFeatures)[0] ?? 0 } : answers
  }
  return {
    ...(isConstant ? { constant: means.rows(noFeatures)[0] ?? 0 } : {}),
    predict: (features) => means.rows(features),
    compile() {
      const mean = means.compile()
      return (features) => mean(features)[0] ?? 0
    },
    toGraph(features, output) {
      const { nodes, constants } = means.toGraph(features, ':mean')
      return { nodes: [...nodes, castNode(':mean', output, 'float')], constants }
    },
  }
}

const noFeatures = { rowCount: 1, features: [] }

/** The weighted mean of the members, `size` numbers of each. */
function weighColumns(
  columns: MemberColumns,
  weights: readonly number[],
  size: number,
): MemberColumns {
  const own = Float64Array.from(weights, checkNumber)
  const weigh = (said: Float64Array, from: number, to: Float64Array, at: number) => {
    for (let member = 0; member < own.length; member += 1) {
      for (let place = 0; place < size; place += 1) {
        const value = said[from + member * size + place] ?? 0
        to[at + place] = (to[at + place] ?? 0) + (own[member] ?? 0) * value
      }
    }
  }
  return {
    width: size,
    rows(features) {
      const said = columns.rows(features)
      const means = new Float64Array(features.rowCount * size)
      for (let row = 0; row < features.rowCount; row += 1) {
        weigh(said, row * columns.width, means, row * size)
      }
      return means
    },
    compile() {
      const say = columns.compile()
      return (features) => {
        const mean = new Float64Array(size)
        weigh(say(features), 0, mean, 0)
        return mean
      }
    },
    toGraph(features, output) {
      const { nodes, constants } = columns.toGraph(features, ':said')
      const table = weights.flatMap((weight) =>
        Array.from({ length: size * size }, (_, at) =>
          Math.floor(at / size) === at % size ? weight : 0,
        ),
      )
      return {
        nodes: [...nodes, node('MatMul', [':said', ':votes'], output)],
        constants: [...constants, matrix(':votes', columns.width, table)],
      }
    },
  }
}

export function answerStacking<Fitted>(
  { members, final }: FittedStacking<Fitted>,
  answersOf: AnswersOf<Fitted>,
): FittedAnswers {
  const columns = ensembleColumns(members, answersOf)
  const answers = answersOf(final)
  const isConstant = members.every((member) => answersOf(member).constant !== undefined)
  const read = (features: Parameters<MemberColumns['rows']>[0]) => {
    const said = columns.rows(features)
    const { width } = columns
    const own = Array.from({ length: width }, (_, at) =>
      Float32Array.from({ length: features.rowCount }, (_, row) => said[row * width + at] ?? 0),
    )
    return { rowCount: features.rowCount, features: own.map(nameColumn) }
  }
  const { classes } = answers
  const constant = isConstant ? answers.predict(read(noFeatures))[0] : answers.constant
  return {
    ...(constant === undefined ? {} : { constant }),
    predict: (features) => answers.predict(read(features)),
    compile() {
      const say = columns.compile()
      const predict = answers.compile()
      return (features) => predict(say(features))
    },
    toGraph(features, output) {
      const said = columns.toGraph(features, ':said')
      const body = answers.toGraph(':said', output)
      return {
        nodes: [...said.nodes, ...body.nodes],
        constants: [...said.constants, ...body.constants],
      }
    },
    ...(classes === undefined
      ? {}
      : {
          classes: {
            values: classes.values,
            shares: (features) => classes.shares(read(features)),
            compileShares() {
              const say = columns.compile()
              const shares = classes.compileShares()
              return (features: Float64Array) => shares(say(features))
            },
          },
        }),
  }
}
