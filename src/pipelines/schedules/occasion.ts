/** Something that makes a pipeline due, once. */
export interface Occasion {
  /** Tells it from every other of the pipeline: `at 2026-03-01T12:11:00.000Z`, `commit cmt_01…`. */
  readonly id: string
  readonly at: Date
  /** Why the pipeline runs, for people: `due at 2026-03-01 12:11 UTC`. */
  readonly reason: string
}

/** A moment of a schedule. Of two triggers that name the same one it is the same. */
export function momentOccasion(at: Date): Occasion {
  return { id: `at ${at.toISOString()}`, at, reason: `due at ${minute(at)}` }
}

export function isMoment({ id }: Pick<Occasion, 'id'>): boolean {
  return id.startsWith('at ')
}

/** `2026-03-01 12:11 UTC`; with its seconds where it has some. */
export function minute(moment: Date): string {
  const text = moment.toISOString()
  const end = text.slice(17, 19) === '00' ? 16 : 19
  return `${text.slice(0, end).replace('T', ' ')} UTC`
}
