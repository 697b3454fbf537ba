import type { CheckOutcomeReply, CheckReportReply } from '../../../api/index.ts'
import { State, type Tone } from '../../kit/state.tsx'

type Verdict = CheckReportReply['verdict']

const verdicts: Readonly<Record<Verdict, readonly [Tone, string]>> = {
  passed: ['good', 'checks held'],
  warned: ['warn', 'warned'],
  quarantined: ['warn', 'rows set aside'],
  refused: ['bad', 'checks broken'],
}

/** What came of the checks of a table; null where nothing was asked. */
export function VerdictState({ verdict }: { verdict: Verdict | null }) {
  if (verdict === null) return <State tone="idle">not checked</State>
  const [tone, word] = verdicts[verdict]
  return <State tone={tone}>{word}</State>
}

const broken: Readonly<Record<CheckOutcomeReply['severity'], readonly [Tone, string]>> = {
  refuse: ['bad', 'broken'],
  quarantine: ['warn', 'rows set aside'],
  warn: ['warn', 'warned of'],
}

/** Tone and word for what one check has found. */
export function outcomeOf(
  result: Pick<CheckOutcomeReply, 'holds' | 'severity'>,
): readonly [Tone, string] {
  return result.holds ? ['good', 'held'] : broken[result.severity]
}
