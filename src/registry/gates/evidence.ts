import type { ClassShares, Metric, RawRow, RowsBeside } from '../../learn/index.ts'
import type { EvaluationReport } from '../evaluation-report.ts'
import type { Evaluation, MetricValues } from '../evaluation.ts'
import type { GateResult } from './gate-result.ts'

/** What gates look at: all of it measured on the same held-out rows. */
export interface Evidence {
  readonly candidate: Evaluation
  /** Of the version that the alias points to; undefined while there is none, or it is the candidate. */
  readonly champion: Evaluation | undefined
  readonly baselines: Readonly<Record<string, MetricValues>>
  /** By median, when it was trained. */
  readonly predictionMs: number
  /** What the model is measured by. */
  readonly metrics: Readonly<Record<string, Pick<Metric, 'better' | 'asksShares' | 'of'>>>
  readonly rows: HeldOutRows
  /** Asks the candidate. */
  readonly predict: (rows: readonly RawRow[]) => Promise<Float64Array>
  /** How likely it holds classes to be; undefined of one that tells none apart. */
  readonly predictShares?: (rows: readonly RawRow[]) => Promise<ClassShares | undefined>
  /** Of the file that predicts. */
  readonly sizeBytes: number
  /** When the newest row of its training set happened. */
  readonly dataUntil: Date | undefined
  readonly now: Date
  /** A clock that only tells lengths of time, in milliseconds. */
  readonly stopwatch: () => number
  /** What the behaviours that the model declares have found of the candidate; asked when it is asked for first. */
  readonly behaviours: () => Promise<readonly GateResult[]>
  /** All that is measured of the candidate; worked out when it is asked for first. */
  readonly report: () => Promise<EvaluationReport>
}

/** The held-out rows with what was true and what both versions say of them. */
export interface HeldOutRows {
  readonly truth: Float64Array
  readonly candidate: Float64Array
  readonly champion: Float64Array | undefined
  /** What metrics of groups, as the queries of a ranking, ask for. */
  readonly groups?: NonNullable<RowsBeside['groups']>
  /** How likely both hold classes to be, where a metric asks that. */
  readonly candidateShares?: ClassShares
  readonly championShares?: ClassShares
  /** The values of each key and feature; where rows are very many, of the features that gates declare to read. */
  readonly columns: Readonly<Record<string, ArrayLike<unknown>>>
  /** The raw features of the first rows, as a predictor wants them: of very many rows some ten thousand at most. */
  readonly first: (count: number) => readonly RawRow[]
}
