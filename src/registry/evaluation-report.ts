import type { GateResult } from './gates/gate-result.ts'

/** What a prediction is: an amount, how likely a yes is, or the number of a class. */
export type PredictionKind = 'amount' | 'yesOrNo' | 'classes'

/** All that was measured of a version on its held-out rows, at one time: plain JSON. */
export interface EvaluationReport {
  readonly model: string
  readonly version: number
  readonly learner: string
  readonly label: { readonly name: string; readonly unit?: string }
  readonly kind: PredictionKind
  readonly madeAt: string
  readonly rowCount: number
  readonly trainingRowCount: number
  readonly confidence: number
  readonly baselines: readonly string[]
  readonly metrics: readonly ReportedMetric[]
  /** Of a forecast: by how many steps ahead. */
  readonly horizons?: readonly ReportedHorizon[]
  readonly champion?: ChampionComparison
  readonly pictures: ReportedPictures
  /** What slices are held against each other by: `mae`, `logLoss`, `classLogLoss`, or the `share wrong`. */
  readonly loss: string
  readonly slices: readonly ReportedSlice[]
  readonly search: SliceSearch
  readonly fairness: readonly FairnessFinding[]
  readonly behaviours: readonly GateResult[]
  readonly leaks: readonly LeakSuspicion[]
  readonly importance: readonly ReportedImportance[]
  readonly contributions?: ReportedContributions
  readonly dependence: readonly ReportedDependence[]
  readonly cost: {
    /** By median, when it was trained. */
    readonly predictionMs: number
    readonly sizeBytes: number
    readonly latency?: ReportedLatency
  }
}

/** Predictions of one row each, timed one after the other where the report was made; and many rows at once. */
export interface ReportedLatency {
  readonly predictionCount: number
  readonly p50Ms: number
  readonly p90Ms: number
  readonly p99Ms: number
  readonly rowsPerSecond: number
}

export interface ReportedMetric {
  readonly name: string
  readonly better: 'lower' | 'higher' | 'zero'
  readonly value: number
  readonly low: number
  readonly high: number
  /** In the order of the report's baselines. */
  readonly baselines: readonly number[]
  /** Whether the model declares it; the others are told as well. */
  readonly declared: boolean
}

/** What a forecast said so many steps ahead. */
export interface ReportedHorizon {
  readonly ahead: number
  readonly rowCount: number
  readonly metrics: readonly ReportedMetric[]
  /** The share of what came true that was within the bounds, and the share that was to be. */
  readonly coverage?: {
    readonly wanted: number
    readonly value: number
    readonly low: number
    readonly high: number
  }
}

export interface ChampionComparison {
  readonly version: number
  readonly metrics: readonly {
    readonly name: string
    readonly better: 'lower' | 'higher' | 'zero'
    readonly candidate: number
    readonly champion: number
    /** How much better the candidate is, whichever way the metric is better. */
    readonly gain: { readonly value: number; readonly low: number; readonly high: number }
  }[]
  /** Of the loss of each row: how likely a difference like this is by chance. */
  readonly test: { readonly name: string; readonly p: number }
}

/** How well a yes, or a class against all others, is told from the rest. */
export interface ReportedCurves {
  readonly roc?: readonly (readonly [falsePositiveRate: number, truePositiveRate: number])[]
  readonly precisionRecall?: readonly (readonly [recall: number, precision: number])[]
  readonly calibration?: readonly {
    readonly predicted: number
    readonly observed: number
    readonly low: number
    readonly high: number
    readonly rowCount: number
  }[]
}

/** One class against all others; null where there is nothing to measure on. */
export interface ReportedClass extends ReportedCurves {
  readonly name: string
  readonly rowCount: number
  readonly metrics: Readonly<
    Record<
      'precision' | 'recall' | 'f1' | 'rocAuc' | 'averagePrecision' | 'calibrationError',
      number | null
    >
  >
}

export interface ReportedPictures extends ReportedCurves {
  readonly confusion?: {
    readonly classes: readonly string[]
    readonly counts: readonly (readonly number[])[]
  }
  readonly classes?: readonly ReportedClass[]
  readonly residuals?: {
    readonly histogram: {
      readonly from: number
      readonly to: number
      readonly counts: readonly number[]
    }
    /** What was said and what was so, of rows spread over all. */
    readonly points: readonly (readonly [said: number, truth: number])[]
  }
  readonly overTime?: readonly {
    readonly from: string
    readonly to: string
    readonly rowCount: number
    readonly value: number
    readonly low: number
    readonly high: number
  }[]
  readonly learning?: readonly {
    readonly rowCount: number
    readonly training: number
    readonly heldOut: number
  }[]
}

export interface ReportedSlice {
  /** What its rows have in common: `sex = female`, `age ≤ 28`. */
  readonly conditions: readonly string[]
  readonly rowCount: number
  /** The model's first metric on it. */
  readonly metric: number
  /** The mean loss of its rows, with its interval, and that of all other rows. */
  readonly loss: number
  readonly low: number
  readonly high: number
  readonly rest: number
  /** How likely rows by chance would be so much worse than the others; for all that were tried. */
  readonly p: number
  readonly isWorse: boolean
}

export interface SliceSearch {
  readonly tried: number
  readonly found: readonly ReportedSlice[]
}

export interface FairnessFinding {
  /** Whose values are the groups: a column, or several that are crossed: `sex × race`. */
  readonly column: string
  /** The rows that alone are looked at, where groups are compared among their like: `education = school`. */
  readonly where?: string
  /** Told only: what the model is held to is within each of their like. */
  readonly isToldOnly?: true
  readonly rowCount: number
  readonly reference: string
  readonly tolerance: number
  /** From which prediction on it counts as yes; of several classes, which of them does. */
  readonly yes: { readonly from: number } | { readonly class: number }
  readonly groups: readonly {
    readonly group: string
    readonly rowCount: number
    readonly rates: Readonly<Record<string, number | null>>
    readonly disparities: Readonly<Record<string, number | null>>
    /** By rate, how far chance alone may move the disparity. */
    readonly intervals: Readonly<Record<string, readonly [low: number | null, high: number | null]>>
    /** By rate: whether it surely differs from the reference's. */
    readonly significant: readonly string[]
    readonly parities: Readonly<Record<string, boolean | null>>
  }[]
  readonly notions: Readonly<Record<string, ReportedDisparity>>
  readonly parities: Readonly<Record<string, boolean | null>>
  /** Whether the parity that the model is held to holds. */
  readonly held: boolean
  readonly wanted: string
  /** Groups of too few rows. */
  readonly leftOut: readonly string[]
}

/** How far groups are apart, at the most; null where it can't be told. */
export interface ReportedDisparity {
  readonly difference: number | null
  readonly ratio: number | null
  readonly differenceInterval: readonly [low: number | null, high: number | null]
  readonly ratioInterval: readonly [low: number | null, high: number | null]
}

export interface LeakSuspicion {
  readonly column: string
  readonly sentence: string
}

export interface ReportedImportance {
  readonly column: string
  readonly value: number
  readonly low: number
  readonly high: number
}

/** What columns add to predictions of rows spread over all. */
export interface ReportedContributions {
  readonly scale: 'prediction' | 'logOdds' | 'logarithm' | 'score'
  /** The mean size of what each adds, the most first. */
  readonly columns: readonly { readonly column: string; readonly size: number }[]
}

export interface ReportedDependence {
  readonly column: string
  readonly values: readonly (number | string)[]
  /** Of an amount or a yes the mean prediction. */
  readonly mean: readonly number[]
  readonly rows: readonly (readonly number[])[]
  /** Of classes how likely each is on average, in the place of the mean. */
  readonly classes?: readonly { readonly name: string; readonly mean: readonly number[] }[]
}
