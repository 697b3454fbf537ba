/** One step forward of the schema. There is no way back: a mistake is mended by the next one. */
export interface Migration {
  readonly name: string
  /** SQL that every engine understands. */
  readonly statements: readonly string[]
}
