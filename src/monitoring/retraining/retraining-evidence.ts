import type { GateResult } from '../../registry/index.ts'

/** What was found of each question, as far as they were asked: plain data, kept with the decision. */
export interface RetrainingEvidence {
  /** The version that the alias points to; null where there is none. */
  readonly champion?: number | null
  readonly trigger?: TriggerFound
  readonly limit?: LimitFound
  readonly newData?: NewDataFound
  readonly holds?: ChampionFound
  readonly candidate?: CandidateFound
  readonly comparison?: ComparisonFound
  readonly gates?: GatesFound
  readonly canary?: CanaryFound
  readonly watch?: WatchFound
}

/** Why now; `none` where nothing makes it due, `watch` where a promotion went bad. */
export interface TriggerFound {
  readonly kind:
    | 'none'
    | 'by hand'
    | 'first'
    | 'new data'
    | 'accuracy'
    | 'drift'
    | 'monitor'
    | 'age'
    | 'schedule'
    | 'pipeline'
    | 'watch'
  readonly because: string
  /** By hand, although the champion holds or the limit is reached. */
  readonly isForced?: boolean
}

export interface LimitFound {
  readonly trained: number
  /** When the next may be; null where it may be now. */
  readonly freeAt: string | null
}

export interface NewDataFound {
  /** Labelled rows that the champion has neither learned from nor been held to. */
  readonly rows: number
  /** The moment of the newest of them. */
  readonly newestAt: string | null
  /** When the champion's training set was frozen; null where it has none. */
  readonly since: string | null
  /** Rows that came to groups other than the labels' since then. */
  readonly otherRows: number
  /** The training set with them all. */
  readonly trainingSetId: string | null
}

/** What the champion says of the newest labelled rows, beside what it was held to. */
export interface ChampionFound {
  readonly metric: string
  readonly better: 'lower' | 'higher' | 'zero'
  readonly rows: number
  readonly held: number | null
  readonly now: number | null
  readonly low: number | null
  readonly high: number | null
}

export type CandidateFound =
  | { readonly version: number; readonly isNew: boolean; readonly runId: string | null }
  | { readonly problem: string }

/** Both on the candidate's held-out rows that the champion has not learned from. */
export interface ComparisonFound {
  readonly metric: string
  readonly better: 'lower' | 'higher' | 'zero'
  readonly rows: number
  readonly champion: number | null
  readonly candidate: number | null
  /** How much better the candidate is, and the 95 % interval of that (paired bootstrap). */
  readonly gain: number | null
  readonly low: number | null
  readonly high: number | null
  /** Every metric of the model on the same rows. */
  readonly metrics: readonly MetricPair[]
}

export interface MetricPair {
  readonly name: string
  readonly better: 'lower' | 'higher' | 'zero'
  readonly champion: number | null
  readonly candidate: number | null
}

export interface GatesFound {
  readonly examinationId: string
  readonly held: boolean
  readonly results: readonly GateResult[]
}

export type CanaryFound =
  | { readonly service: string; readonly challengeId: string }
  /** No service runs, or one has a challenge already. */
  | { readonly problem: string }

/** What came true since an automatic promotion, by both. */
export interface WatchFound extends ComparisonFound {
  readonly decisionId: string
  readonly promotedAt: string
  /** The version that it goes back to. */
  readonly back: number
}
