/** What a gate has found of a version. */
export interface GateResult {
  readonly gate: string
  readonly held: boolean
  readonly found: string
  readonly wanted: string
}
