import { formatDuration, parseDuration, type Duration } from '../../base/index.ts'

/** What a window is compared with. */
export type Reference =
  /** What a version was trained on; an alias says which, or its number does. */
  | { readonly kind: 'alias'; readonly alias: string }
  | { readonly kind: 'version'; readonly version: number }
  /** What came in so long before the window. */
  | { readonly kind: 'before'; readonly length: Duration }

/** What the version was trained on that an alias points to, the champion when none is told. */
export function asTrained(alias = 'champion'): Reference {
  return Object.freeze({ kind: 'alias', alias })
}

/** What this version was trained on; of a dataset, this version of it. */
export function asVersion(version: number): Reference {
  return Object.freeze({ kind: 'version', version })
}

/** What came in during so long before the window: `before('30d')`. */
export function before(length: Duration): Reference {
  parseDuration(length)
  return Object.freeze({ kind: 'before', length })
}

export function describeReference(reference: Reference): string {
  switch (reference.kind) {
    case 'alias':
      return `what the ${reference.alias} was trained on`
    case 'version':
      return `version ${reference.version}`
    case 'before':
      return `the ${formatDuration(parseDuration(reference.length))} before`
  }
}
