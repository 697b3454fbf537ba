import type { Duration } from '../base/index.ts'
import type { Service } from '../serving/index.ts'

/** A static page for the people who want the predictions. */
export interface Site {
  readonly kind: 'site'
  readonly name: string
  readonly title: string
  readonly introduction: string
  readonly service: Service
  /** What a key's value is called: `{ lahinch: 'Lahinch' }`. Shown in this order. */
  readonly places: Readonly<Record<string, string>>
  /** What the predicted value is called: `Wave height`. */
  readonly valueLabel: string
  readonly timeZone: string
  /** How far back observed values are shown. */
  readonly back: Duration
  /** Hours of the day among which "best" is chosen. */
  readonly dayHours?: { readonly from: number; readonly to: number }
  /** The folder, below the project's, that the page is written to. */
  readonly folder: string
}

export function defineSite(
  site: Omit<Site, 'kind' | 'back' | 'folder' | 'timeZone'> &
    Partial<Pick<Site, 'back' | 'folder' | 'timeZone'>>,
): Site {
  return Object.freeze({ kind: 'site', back: '14d', folder: 'site', timeZone: 'UTC', ...site })
}
