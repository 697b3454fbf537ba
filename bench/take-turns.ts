import { median } from './median.ts'

/** How often two works are measured by turns. */
export interface Turns {
  readonly warmUpCount: number
  readonly count: number
}

/**
 * Measures two works by turns (ours, peer, ours, peer, …), so that both meet the same weather on the
 * machine, and resolves to the median of each. A work resolves to what was measured.
 */
export async function takeTurns(
  ours: () => Promise<number>,
  peer: () => Promise<number>,
  { warmUpCount, count }: Turns,
): Promise<{ readonly ours: number; readonly peer: number }> {
  const measured = { ours: [] as number[], peer: [] as number[] }
  for (let turn = 0; turn < warmUpCount + count; turn += 1) {
    const [oursValue, peerValue] = [await ours(), await peer()]
    if (turn < warmUpCount) continue
    measured.ours.push(oursValue)
    measured.peer.push(peerValue)
  }
  return { ours: median(measured.ours), peer: median(measured.peer) }
}
