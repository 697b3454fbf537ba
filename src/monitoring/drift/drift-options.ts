import type { DriftMode, MonitoredKind } from './drift-report.ts'
import type { DriftTest } from './drift-test.ts'
import { evidentlyRules } from './evidently/evidently-rules.ts'

export interface DriftOptions {
  readonly mode?: DriftMode
  /**
   * How often the whole may be called drifted where nothing has changed: 0.05. Also the share of columns
   * wrongly called drifted among those that are (Benjamini and Hochberg). Of the default mode.
   */
  readonly level?: number
  /** A smaller effect is no drift, however sure: 0.05 of the rows would have to be elsewhere. */
  readonly leastEffect?: number
  /** From this share of drifted columns on the whole is called drifted; 0, as by default, is any one. */
  readonly driftShareLimit?: number
  /** By column, a test instead of the one that is chosen by kind and size. */
  readonly tests?: Readonly<Record<string, DriftTest>>
  /** By column, what a score is held against instead of the level, or of the usual bound of a distance. */
  readonly thresholds?: Readonly<Record<string, number>>
  /** The same for all columns of a kind that are not named above. */
  readonly byKind?: Readonly<Partial<Record<MonitoredKind, ChosenTest>>>
  /** A test for all columns else. */
  readonly test?: DriftTest
  /** What scores of all columns else are held against. */
  readonly threshold?: number
}

/** A test, or what its score is held against, or both. */
export interface ChosenTest {
  readonly test?: DriftTest
  readonly threshold?: number
}

/** A column, and how it is judged. */
export interface KindOfColumn {
  readonly column: string
  readonly kind: MonitoredKind
}

/** What was asked for a column: for itself, before its kind, before all. */
export function askedOf(
  { tests = {}, thresholds = {}, byKind = {}, test, threshold }: DriftOptions,
  { column, kind }: KindOfColumn,
): ChosenTest {
  const chosen = tests[column] ?? byKind[kind]?.test ?? test
  const bound = thresholds[column] ?? byKind[kind]?.threshold ?? threshold
  return {
    ...(chosen === undefined ? {} : { test: chosen }),
    ...(bound === undefined ? {} : { threshold: bound }),
  }
}

/**
 * Whether a text or an embedding is judged by one test of all that it holds, and not by what describes it: all of
 * Evidently's, and in the other mode those that such a test is asked for.
 */
export function isJudgedWhole(options: DriftOptions, about: KindOfColumn): boolean {
  if (about.kind !== 'text' && about.kind !== 'embedding') return false
  const { test } = askedOf(options, about)
  return (
    options.mode === 'evidently' ||
    (test !== undefined && evidentlyRules[test].kinds.includes(about.kind))
  )
}
