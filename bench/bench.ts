import type { Row } from './row.ts'

export interface BenchOptions {
  /** Install peers that need Python, and measure them too. */
  readonly withPeers: boolean
}

export type Bench = (options: BenchOptions) => Promise<readonly Row[]>
