import { sharesTensor } from '../class-answers.ts'
import type { FeatureMatrix } from '../feature-matrix.ts'
import type { FittedAnswers } from '../fitted-answers.ts'
import type { GraphBody } from '../onnx/answer-nodes.ts'
import { castNode } from '../onnx/cast-node.ts'
import { concatNode, matrix, node } from '../onnx/graph-piece.ts'
import { renameBody } from '../onnx/rename-body.ts'

/**
 * What a learner within a learner says of a row: how likely each class is, or its one number. In 32 bits, as its
 * own graph says it, so that what is made of it is the same everywhere.
 */
export interface MemberColumns {
  readonly width: number
  /** Those of a row stand beside each other. */
  rows(features: FeatureMatrix): Float64Array
  /** Of use until the next row. */
  compile(): (features: Float64Array) => Float64Array
  /** From a tensor of features to one of 64 bits, [rows, width]. */
  toGraph(features: string, output: string): GraphBody
}

export function memberColumns(answers: FittedAnswers): MemberColumns {
  if (answers.constant !== undefined) return constantColumns(answers)
  const { classes } = answers
  if (classes === undefined) return numberColumn(answers)
  return {
    width: classes.values.length,
    rows: (features) => classes.shares(features).map(Math.fround),
    compile() {
      const shares = classes.compileShares()
      return (features) => shares(features).map(Math.fround)
    },
    toGraph(features, output) {
      const body = renameBody(answers.toGraph(features, ':class'), output, [features])
      return {
        ...body,
        nodes: [...body.nodes, castNode(`${output}${sharesTensor}`, output, 'double')],
      }
    },
  }
}

function numberColumn(answers: FittedAnswers): MemberColumns {
  return {
    width: 1,
    rows: (features) => answers.predict(features).map(Math.fround),
    compile() {
      const predict = answers.compile()
      return (features) => Float64Array.of(Math.fround(predict(features)))
    },
    toGraph(features, output) {
      const body = renameBody(answers.toGraph(features, ':number'), output, [features])
      return { ...body, nodes: [...body.nodes, castNode(`${output}:number`, output, 'double')] }
    },
  }
}

/** The same in every row, whatever its features. */
function constantColumns({ constant = 0, classes }: FittedAnswers): MemberColumns {
  const said =
    classes === undefined
      ? Float64Array.of(Math.fround(constant))
      : classes.shares({ rowCount: 1, features: [] }).map(Math.fround)
  return {
    width: said.length,
    rows: ({ rowCount }) =>
      Float64Array.from({ length: rowCount * said.length }, (_, at) => said[at % said.length] ?? 0),
    compile: () => () => said,
    toGraph(features, output) {
      const at = (what: string) => `${output}:${what}`
      const nodes = [
        node('Shape', [features], at('rows'), {
          attributes: { start: { whole: 0 }, end: { whole: 1 } },
        }),
        node('Concat', [at('rows'), at('one')], at('shape'), {
          attributes: { axis: { whole: 0 } },
        }),
        node('Expand', [at('said'), at('shape')], output),
      ]
      const one = { name: at('one'), shape: [1], values: BigInt64Array.of(1n) }
      return { nodes, constants: [one, matrix(at('said'), 1, [...said])] }
    },
  }
}

/** Those of several members beside each other, named `:member0` and so on on the way to `output`. */
export function joinMembers(members: readonly MemberColumns[]): MemberColumns {
  const width = members.reduce((sum, own) => sum + own.width, 0)
  return {
    width,
    rows(features) {
      const whole = new Float64Array(features.rowCount * width)
      let start = 0
      for (const member of members) {
        const own = member.rows(features)
        for (let row = 0; row < features.rowCount; row += 1) {
          const from = row * member.width
          whole.set(own.subarray(from, from + member.width), row * width + start)
        }
        start += member.width
      }
      return whole
    },
    compile() {
      const each = members.map((member) => member.compile())
      return (features) => Float64Array.from(each.flatMap((own) => [...own(features)]))
    },
    toGraph(features, output) {
      const names = members.map((_, place) => `${output}:member${place}`)
      const bodies = members.map((member, place) => member.toGraph(features, names[place] ?? ''))
      return {
        nodes: [...bodies.flatMap(({ nodes }) => nodes), concatNode(names, output)],
        constants: bodies.flatMap(({ constants }) => constants),
      }
    },
  }
}
