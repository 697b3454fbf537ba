import type { CheckReportSummaryReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { plural } from '../../format.ts'
import { Section } from '../../kit/section.tsx'
import { CheckReport } from './check-report.tsx'
import { chooseReports } from './choose-reports.ts'
import { SubjectLink } from './subject-link.tsx'

/** What checks have found in a run and its steps; nothing where none were asked. */
export function RunChecks({ runId }: { runId: string }) {
  const found = useAsk('listCheckReports', { query: { run: runId, limit: 100 } })
  const reports = found.data?.reports ?? []
  if (reports.length === 0) return null
  return (
    <Section title="Checks">
      {chooseReports(reports).map(({ first, shown, heldCount }) => (
        <Subject key={first.id} of={first} shown={shown} heldCount={heldCount} />
      ))}
    </Section>
  )
}

interface SubjectProps {
  readonly of: CheckReportSummaryReply
  readonly shown: readonly CheckReportSummaryReply[]
  readonly heldCount: number
}

function Subject({ of: { kind, subject }, shown, heldCount }: SubjectProps) {
  return (
    <div>
      <h3 className="table-title">
        <SubjectLink kind={kind} subject={subject} />
      </h3>
      {shown.map(({ id }) => (
        <CheckReport key={id} id={id} />
      ))}
      {heldCount === 0 ? null : (
        <p className="soft">All checks held in {plural(heldCount, 'more report')} of this run.</p>
      )}
    </div>
  )
}
