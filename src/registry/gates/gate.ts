import type { Evidence } from './evidence.ts'
import type { GateResult } from './gate-result.ts'

/** A rule that a version must pass before an alias moves to it. */
export interface Gate {
  /** The rule as a sentence: `mae beats the champion's by 2 %`. */
  readonly name: string
  readonly judge: (evidence: Evidence) => GateResult | Promise<GateResult>
  /** Features whose values it reads of each row: of very many rows others are not held. */
  readonly columns?: readonly string[]
}

/** A test of one's own: it holds or not by what the function finds in the evidence. */
export function defineGate(
  name: string,
  judge: (evidence: Evidence) => Verdict | Promise<Verdict>,
  about: Pick<Gate, 'columns'> = {},
): Gate {
  return { name, ...about, judge: async (evidence) => ({ gate: name, ...(await judge(evidence)) }) }
}

export type Verdict = Omit<GateResult, 'gate'>

/** Asks one gate after the other; one that fails to answer does not hold, and says why. */
export async function judgeGates(
  gates: readonly Gate[],
  evidence: Evidence,
): Promise<readonly GateResult[]> {
  const results: GateResult[] = []
  for (const gate of gates) results.push(await judgeOne(gate, evidence))
  return results
}

async function judgeOne(gate: Gate, evidence: Evidence): Promise<GateResult> {
  try {
    return await gate.judge(evidence)
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    return { gate: gate.name, held: false, found: `it failed: ${problem}`, wanted: 'an answer' }
  }
}

export function showNumber(value: number): string {
  return String(Number(value.toPrecision(3)))
}

export function showPercent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`
}
