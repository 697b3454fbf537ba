/** What a function of a service throws where it takes a row no further: the asker is told which field is wrong. */
export class RowRefused extends Error {
  override readonly name = 'RowRefused'
  readonly field: string
  readonly wanted: string

  constructor(field: string, wanted: string) {
    super(`"${field}" must be ${wanted}`)
    this.field = field
    this.wanted = wanted
  }
}

/** Refuses a row that `prepare` is given: `throw refuseRow('until', 'after `from`')`. */
export function refuseRow(field: string, wanted: string): RowRefused {
  return new RowRefused(field, wanted)
}
