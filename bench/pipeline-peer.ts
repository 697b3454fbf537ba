/** Another system with the same steps in a row: what to tell Python, the first time and again. */
export interface PipelinePeer {
  readonly name: string
  readonly folder: string
  /** What it has kept, below its folder: gone before a first time. */
  readonly state: string
  readonly cold: readonly string[]
  readonly again: readonly string[]
  readonly environment: Readonly<Record<string, string>>
}
