import { baseErrors } from './errors.ts'

/** Reads an ISO 8601 moment; without a zone it is UTC. Throws `base.notAMoment`. */
export function parseMoment(text: string): Date {
  const match = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.exec(
    text,
  )
  if (match === null) throw baseErrors.notAMoment({ text })
  const withZone = text.length > 10 && match[1] === undefined ? `${text}Z` : text
  const moment = new Date(withZone.replace(' ', 'T'))
  if (Number.isNaN(moment.getTime()) || !isDay(text.slice(0, 10))) {
    throw baseErrors.notAMoment({ text })
  }
  return moment
}

/** False for a day that its month has not: `Date` makes the 2nd of March of the 30th of February. */
function isDay(text: string): boolean {
  // Every month has its first 28 days, which are most of what is asked.
  if (Number(text.slice(8)) <= 28) return true
  return new Date(text).toISOString().startsWith(text)
}
