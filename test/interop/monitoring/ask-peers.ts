import type { ChangeCase } from '../../learn/change-points/change-cases.ts'
import type { GroupedRows } from '../../learn/fairness/fairness-numbers.ts'
import { runPython } from '../learn/run-python.ts'
import type { EstimateCase } from '../../monitoring/estimates/estimate-cases.ts'

export interface PeerCases {
  readonly estimates: readonly EstimateCase[]
  readonly changes: readonly ChangeCase[]
  readonly fairness: {
    readonly rows: GroupedRows
    /** Functions of Fairlearn, and their options. */
    readonly names: readonly string[]
    /** The group that others are held to. */
    readonly reference: string
  }
}

export interface PeerAnswers {
  readonly estimates: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly changes: Readonly<Record<string, readonly string[]>>
  readonly fairness: {
    readonly fairlearn: Readonly<Record<string, number>>
    readonly aequitas: readonly Readonly<Record<string, unknown>>[]
  }
}

/** Asks NannyML, River, Frouros, Fairlearn and Aequitas, in the environment of `requirements-peers.txt`. */
export async function askPeers(cases: PeerCases): Promise<PeerAnswers> {
  const python =
    process.env['MONITORING_PYTHON'] ??
    new URL('../../../.tools/monitoring/bin/python', import.meta.url).pathname
  const files = { 'cases.json': JSON.stringify(cases) }
  return (await runPython('../monitoring/peers.py', files, python)) as PeerAnswers
}
