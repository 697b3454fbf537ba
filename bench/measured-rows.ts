import { median } from './median.ts'
import { toRow, type Row } from './row.ts'
import type { Turns } from './take-turns.ts'

/** One turn of a process: how long its processor worked, and what it has taken of memory at most. */
export interface Turn {
  readonly seconds: number
  readonly peakMb: number
}

export interface MeasuredWork {
  readonly work: string
  readonly peer: string
  readonly rowCount: number
  /** At most so many times the peer's time. */
  readonly target: number
}

/** Time, rows a second and memory of the turns of both. */
export function measuredRows(
  { work, peer, rowCount, target }: MeasuredWork,
  ours: readonly Turn[],
  theirs: readonly Turn[],
): readonly Row[] {
  const row = (
    what: string,
    about: Pick<Row, 'unit' | 'better' | 'target'>,
    of: (turn: Turn) => number,
  ) =>
    toRow({
      work: `${work}${what}`,
      peer,
      ...about,
      ours: median(ours.map(of)),
      peerValue: median(theirs.map(of)),
    })
  return [
    row('', { unit: 's', better: 'lower', target }, ({ seconds }) => seconds),
    row(
      ', rows',
      { unit: 'rows/s', better: 'higher', target: 1 / target },
      ({ seconds }) => rowCount / seconds,
    ),
    row(', memory at most', { unit: 'MB', better: 'lower' }, ({ peakMb }) => peakMb),
  ]
}

/** Asks two processes by turns. */
export async function askBoth(
  ours: { ask(): Promise<Turn> },
  theirs: { ask(): Promise<Turn> },
  { warmUpCount, count }: Turns,
): Promise<{ readonly ours: readonly Turn[]; readonly theirs: readonly Turn[] }> {
  const turns = { ours: [] as Turn[], theirs: [] as Turn[] }
  for (let turn = 0; turn < warmUpCount + count; turn += 1) {
    const [own, other] = [await ours.ask(), await theirs.ask()]
    if (turn < warmUpCount) continue
    turns.ours.push(own)
    turns.theirs.push(other)
  }
  return turns
}

/** The turn of a work in this process. */
export async function timeTurn(work: () => Promise<void> | void): Promise<Turn> {
  // What the turn before has left is not of this one.
  globalThis.gc?.()
  const start = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(start)
  return { seconds: (user + system) / 1e6, peakMb: process.resourceUsage().maxRSS / 1024 }
}
