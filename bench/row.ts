/** One result: how long ours took, or how much it got done, and the peer's in the same run. */
export interface Row {
  readonly work: string
  readonly unit: string
  readonly ours: number
  readonly peer: string
  readonly peerValue: number
  /** Ours by the peer's. */
  readonly ratio: number
  /** Absent where what it takes is told only. */
  readonly target?: number
  readonly better: 'lower' | 'higher'
}

/** Makes a row of two measured values. */
export function toRow(measured: Omit<Row, 'ratio'>): Row {
  return { ...measured, ratio: measured.ours / measured.peerValue }
}

/** True where there is none. */
export function meetsTarget(row: Row): boolean {
  if (row.target === undefined) return true
  return row.better === 'lower' ? row.ratio <= row.target : row.ratio >= row.target
}
