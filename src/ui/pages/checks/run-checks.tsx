import { useAsk } from '../../ask.ts'
import { Section } from '../../kit/section.tsx'
import { CheckReport } from './check-report.tsx'
import { SubjectLink } from './subject-link.tsx'

/** What checks have found in a run and its steps; nothing where none were asked. */
export function RunChecks({ runId }: { runId: string }) {
  const found = useAsk('listCheckReports', { query: { run: runId, limit: 20 } })
  const reports = found.data?.reports ?? []
  if (reports.length === 0) return null
  return (
    <Section title="Checks">
      {reports.map((report) => (
        <div key={report.id}>
          <h3 className="table-title">
            <SubjectLink kind={report.kind} subject={report.subject} />
          </h3>
          <CheckReport id={report.id} />
        </div>
      ))}
    </Section>
  )
}
