import type { Duration } from '../base/index.ts'
import type { Group } from '../features/index.ts'
import type { Service } from '../serving/index.ts'
import type { Columns } from '../table/index.ts'

/** A static page for the people who want the predictions. */
export type Site = ForecastSite | DecisionSite

interface AnySite {
  readonly kind: 'site'
  readonly name: string
  readonly title: string
  readonly introduction: string
  readonly service: Service
  readonly timeZone: string
  /** How far back what was predicted and observed is shown. */
  readonly back: Duration
  /** The folder, below the project's, that the page is written to. */
  readonly folder: string
}

/** A page of numbers to come: places, days, values. */
export interface ForecastSite extends AnySite {
  readonly page: 'forecast'
  /** What a key's value is called: `{ lahinch: 'Lahinch' }`. Shown in this order. */
  readonly places: Readonly<Record<string, string>>
  /** What the predicted value is called: `Wave height`. */
  readonly valueLabel: string
  /** Hours of the day among which "best" is chosen. */
  readonly dayHours?: { readonly from: number; readonly to: number }
}

/** A page of a yes or no for one thing after the other, with a form to ask what would be otherwise. */
export interface DecisionSite extends AnySite {
  readonly page: 'decision'
  /** Holds what the page tells of each thing; of the same key as the label's group. */
  readonly about: Group
  /** The column of `about` that names a thing. */
  readonly nameColumn: string
  /** The columns of `about` that are shown, in this order. */
  readonly show: readonly string[]
  /** What one of the things is called: `passenger`. */
  readonly subject: string
  /** The answers, as they end a sentence: `survived` for a label of 1, `was lost` for 0. */
  readonly answers: { readonly yes: string; readonly no: string }
  /** What columns and features are called. */
  readonly labels: Readonly<Record<string, string>>
  /** What values are called: `{ pclass: { 1: 'First' } }`; those of a feature are what the form offers. */
  readonly choices: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Draws a decision as SVG. */
  readonly picture: (decision: PicturedDecision) => string
}

export interface PicturedDecision {
  readonly isYes: boolean
  /** Absent in the picture of an answer to "what if". */
  readonly name?: string
  /** `2026-11-21` */
  readonly day?: string
  readonly probability?: number
}

type Definition<S extends AnySite, Optional extends keyof S> = Omit<S, 'kind' | 'page' | Optional> &
  Partial<Pick<S, Optional>>

export function defineSite(
  site: Definition<ForecastSite, 'back' | 'folder' | 'timeZone'>,
): ForecastSite {
  const usual = { back: '14d', folder: 'site', timeZone: 'UTC' } as const
  return Object.freeze({ kind: 'site', page: 'forecast', ...usual, ...site })
}

/** Declares a page of decisions; columns are those of the group that it is about. */
export function defineDecisionSite<const C extends Columns>(
  site: Omit<
    Definition<DecisionSite, 'back' | 'folder' | 'timeZone' | 'labels' | 'choices'>,
    'about' | 'nameColumn' | 'show'
  > & {
    readonly about: Group<C>
    readonly nameColumn: keyof C & string
    readonly show: readonly (keyof C & string)[]
  },
): DecisionSite {
  const usual = { back: '30d', folder: 'site', timeZone: 'UTC', labels: {}, choices: {} } as const
  return Object.freeze({ kind: 'site', page: 'decision', ...usual, ...site })
}
