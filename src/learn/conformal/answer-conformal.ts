import { classAnswers, sharesTensor } from '../class-answers.ts'
import { memberColumns, type MemberColumns } from '../ensembles/member-columns.ts'
import type { FeatureMatrix } from '../feature-matrix.ts'
import { boundTensors, membersTensor, type FittedAnswers } from '../fitted-answers.ts'
import type { GraphBody } from '../onnx/answer-nodes.ts'
import { castNode } from '../onnx/cast-node.ts'
import { constant, matrix, node } from '../onnx/graph-piece.ts'
import { checkNumber } from '../trees/numeral.ts'
import type { FittedConformal, MarginsByValue } from './conformal.ts'

type AnswersOf<Fitted> = (fitted: Fitted) => FittedAnswers

export function answerConformal<Fitted>(
  { of, share, bounds }: FittedConformal<Fitted>,
  answersOf: AnswersOf<Fitted>,
): FittedAnswers {
  const answers = answersOf(of)
  if (bounds.as === 'set') return answerSet(answers, share, bounds)
  return answerInterval(answers, share, bounds, answersOf)
}

type SetBounds = Extract<FittedConformal<unknown>['bounds'], { as: 'set' }>

function answerSet(
  own: FittedAnswers,
  share: number,
  { classes, leastShare }: SetBounds,
): FittedAnswers {
  const columns = memberColumns(own)
  const answers = classAnswers({
    classes,
    isLogarithm: false,
    scores: (features) => columns.rows(features),
    compile: () => columns.compile(),
    toGraph: (features, output) => columns.toGraph(features, output),
  })
  return {
    ...answers,
    ...(own.constant === undefined ? {} : { constant: own.constant }),
    toGraph(features, output) {
      const { nodes, constants } = answers.toGraph(features, output)
      return {
        nodes: [
          ...nodes,
          castNode(sharesTensor, ':shares64', 'double'),
          node('GreaterOrEqual', [':shares64', ':leastShare'], ':isMember'),
          castNode(':isMember', membersTensor, 'float'),
        ],
        constants: [...constants, constant(':leastShare', leastShare)],
      }
    },
    set: {
      share,
      values: classes,
      members: (features) =>
        Uint8Array.from(columns.rows(features), (value) => Number(value >= leastShare)),
    },
  }
}

type IntervalBounds<Fitted> = Extract<FittedConformal<Fitted>['bounds'], { as: 'interval' }>

function answerInterval<Fitted>(
  answers: FittedAnswers,
  share: number,
  bounds: IntervalBounds<Fitted>,
  answersOf: AnswersOf<Fitted>,
): FittedAnswers {
  const { quantiles } = bounds
  const columns = memberColumns(answers)
  const low = quantiles && memberColumns(answersOf(quantiles.low))
  const high = quantiles && memberColumns(answersOf(quantiles.high))
  const marginAt = readMargin(bounds)
  return {
    ...(answers.constant === undefined ? {} : { constant: answers.constant }),
    predict: (features) => answers.predict(features),
    compile: () => answers.compile(),
    toGraph: (features, output) => intervalNodes({ columns, low, high, bounds }, features, output),
    interval: {
      share,
      bounds(features) {
        const said = columns.rows(features)
        const margins = marginRows(bounds, features)
        const lower = low === undefined ? said : low.rows(features)
        const upper = high === undefined ? said : high.rows(features)
        return {
          low: lower.map((value, row) => Math.min(said[row] ?? 0, value - (margins[row] ?? 0))),
          high: upper.map((value, row) => Math.max(said[row] ?? 0, value + (margins[row] ?? 0))),
        }
      },
      compileBounds() {
        const [say, sayLow, sayHigh] = [columns, low ?? columns, high ?? columns].map((own) =>
          own.compile(),
        )
        return (features) => {
          const said = say?.(features)[0] ?? 0
          const margin = marginAt(features)
          return [
            Math.min(said, (sayLow?.(features)[0] ?? 0) - margin),
            Math.max(said, (sayHigh?.(features)[0] ?? 0) + margin),
          ]
        }
      },
    },
  }
}

type Margins = Pick<IntervalBounds<unknown>, 'margin' | 'by'>

function readMargin({ margin, by }: Margins): (features: Float64Array) => number {
  checkNumber(margin)
  if (by === undefined) return () => margin
  const margins = new Map(by.values.map((value, at) => [value, by.margins[at] ?? margin]))
  return (features) => margins.get(features[by.feature] ?? Number.NaN) ?? margin
}

function marginRows(bounds: Margins, { features, rowCount }: FeatureMatrix): Float64Array {
  const margins = new Float64Array(rowCount).fill(bounds.margin)
  const { by } = bounds
  if (by === undefined) return margins
  const read = readMargin(bounds)
  const row = new Float64Array(features.length)
  return margins.map((_, at) => {
    row[by.feature] = features[by.feature]?.values[at] ?? Number.NaN
    return read(row)
  })
}

interface IntervalParts {
  readonly columns: MemberColumns
  readonly low: MemberColumns | undefined
  readonly high: MemberColumns | undefined
  readonly bounds: Margins
}

function intervalNodes(
  { columns, low, high, bounds }: IntervalParts,
  features: string,
  output: string,
): GraphBody {
  const own = columns.toGraph(features, ':said')
  const lower = low?.toGraph(features, ':lower')
  const upper = high?.toGraph(features, ':upper')
  const margin = marginNodes(bounds, features)
  const nodes = [
    ...own.nodes,
    ...(lower?.nodes ?? []),
    ...(upper?.nodes ?? []),
    ...margin.nodes,
    node('Sub', [lower === undefined ? ':said' : ':lower', ':margin'], ':lowest'),
    node('Add', [upper === undefined ? ':said' : ':upper', ':margin'], ':highest'),
    node('Min', [':lowest', ':said'], boundTensors.low),
    node('Max', [':highest', ':said'], boundTensors.high),
    castNode(':said', output, 'float'),
  ]
  const constants = [own, lower, upper, margin].flatMap((body) => body?.constants ?? [])
  return { nodes, constants }
}

function marginNodes({ margin, by }: Margins, features: string): GraphBody {
  if (by === undefined) return { nodes: [], constants: [constant(':margin', margin)] }
  return valueNodes(margin, by, features)
}

/** What each value's margin has more than the usual one, where it is that value. */
function valueNodes(margin: number, by: MarginsByValue, features: string): GraphBody {
  const more = by.margins.map((own) => own - margin)
  const nodes = [
    node('Gather', [features, ':byPlace'], ':by', { attributes: { axis: { whole: 1 } } }),
    node('Equal', [':by', ':byValues'], ':isValue'),
    castNode(':isValue', ':valueOf', 'double'),
    node('MatMul', [':valueOf', ':more'], ':ownMore'),
    node('Add', [':ownMore', ':usual'], ':margin'),
  ]
  const constants = [
    { name: ':byPlace', shape: [1], values: BigInt64Array.of(BigInt(by.feature)) },
    matrix(':byValues', 1, by.values),
    matrix(':more', more.length, more),
    constant(':usual', margin),
  ]
  return { nodes, constants }
}
