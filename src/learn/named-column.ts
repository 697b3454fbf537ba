import { checkSetting } from './check-setting.ts'
import { weightedMean } from './constant.ts'
import { learnErrors } from './errors.ts'
import type { FittedAnswers } from './fitted-answers.ts'
import type { LearningData } from './learning-data.ts'
import { castNode } from './onnx/cast-node.ts'
import { constant, node } from './onnx/graph-piece.ts'
import { checkNumber } from './trees/numeral.ts'

/** Says what a column says: the last value that was known, or that of a season ago. */
export interface LastValueBaseline {
  readonly kind: 'lastValueBaseline'
  /** The column of the last value. */
  readonly of: string
}
export interface SeasonalNaiveBaseline {
  readonly kind: 'seasonalNaiveBaseline'
  /** The column of the value a season ago. */
  readonly of: string
}

/** What was learned: plain JSON. */
export interface FittedColumn {
  readonly kind: 'column'
  /** Its place among the features. */
  readonly feature: number
  /** The mean of the targets, where the column's value is missing. */
  readonly otherwise: number
}

/** `lastValueBaseline({ of: 'heightYesterday' })`. Throws `learn.wrongSetting`. */
export function lastValueBaseline({ of }: { readonly of: string }): LastValueBaseline {
  return checkName({ kind: 'lastValueBaseline', of })
}

/** `seasonalNaiveBaseline({ of: 'priceLastWeek' })`. Throws `learn.wrongSetting`. */
export function seasonalNaiveBaseline({ of }: { readonly of: string }): SeasonalNaiveBaseline {
  return checkName({ kind: 'seasonalNaiveBaseline', of })
}

function checkName<Spec extends LastValueBaseline | SeasonalNaiveBaseline>(spec: Spec): Spec {
  const holds = typeof spec.of === 'string' && spec.of !== ''
  checkSetting<LastValueBaseline | SeasonalNaiveBaseline>(spec, 'of', holds, 'the name of a column')
  return spec
}

/** Throws `learn.missingColumn`. */
export function fitColumn(
  { of }: LastValueBaseline | SeasonalNaiveBaseline,
  { matrix, target, weights }: LearningData,
): FittedColumn {
  const columns = matrix.features.map(({ name }) => name)
  const feature = columns.indexOf(of)
  if (feature < 0) throw learnErrors.missingColumn({ column: of, kind: 'number', columns })
  return { kind: 'column', feature, otherwise: weightedMean(target, weights) }
}

export function answerColumn({ feature, otherwise }: FittedColumn): FittedAnswers {
  return {
    predict({ features, rowCount }) {
      const values = features[feature]?.values ?? new Float32Array(0)
      return Float64Array.from({ length: rowCount }, (_, row) => {
        const value = values[row] ?? Number.NaN
        return Number.isNaN(value) ? otherwise : value
      })
    },
    compile() {
      checkNumber(feature)
      checkNumber(otherwise)
      return (features) => {
        const value = features[feature] ?? Number.NaN
        return Number.isNaN(value) ? otherwise : value
      }
    },
    toGraph: (features, output) => ({
      nodes: [
        node('Gather', [features, ':feature'], ':said', { attributes: { axis: { whole: 1 } } }),
        node('IsNaN', [':said'], ':isUnknown'),
        node('Where', [':isUnknown', ':otherwise', ':said'], ':known'),
        castNode(':known', output, 'float'),
      ],
      constants: [
        { name: ':feature', shape: [1], values: BigInt64Array.of(BigInt(feature)) },
        constant(':otherwise', otherwise),
      ],
    }),
  }
}
