/** One thing that was looked at. */
export interface Finding extends Look {
  readonly what: string
}

/** What was found, and how to mend it. */
export interface Look {
  /** `note`: worth knowing, not wrong. */
  readonly state: 'well' | 'note' | 'wrong'
  readonly found: string
  readonly fix?: string
}
