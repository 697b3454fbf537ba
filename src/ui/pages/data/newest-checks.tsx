import { Link } from '@tanstack/react-router'
import { checkSeverities, type CheckReportSummaryReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { formatCount } from '../../format.ts'
import { Empty } from '../../kit/empty.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Moment } from '../../kit/moment.tsx'
import { Section } from '../../kit/section.tsx'
import { Table } from '../../kit/table.tsx'
import type { TableColumn } from '../../kit/table-column.ts'
import { SubjectLink } from '../checks/subject-link.tsx'
import { VerdictState } from '../checks/verdict-state.tsx'

const reportColumns: readonly TableColumn<CheckReportSummaryReply>[] = [
  {
    name: 'subject',
    title: 'Of',
    value: (report) => report.subject,
    show: (report) => <SubjectLink kind={report.kind} subject={report.subject} />,
  },
  { name: 'kind', title: 'Kind', value: (report) => report.kind, minor: true },
  {
    name: 'verdict',
    title: 'State',
    value: (report) => report.verdict,
    show: (report) => (
      <Link to="/data/checks/$id" params={{ id: report.id }}>
        <VerdictState verdict={report.verdict} />
      </Link>
    ),
  },
  {
    name: 'judgedAt',
    title: 'Judged',
    value: (report) => report.judgedAt,
    show: (report) => <Moment at={report.judgedAt} />,
  },
  {
    name: 'rowCount',
    title: 'Rows',
    value: (report) => report.rowCount,
    show: (report) => formatCount(report.rowCount),
    number: true,
    minor: true,
  },
  {
    name: 'broken',
    title: 'What is broken',
    value: (report) =>
      report.results
        .filter(({ holds }) => !holds)
        .map(({ expected, found }) => `${expected}: ${found}`)
        .join('; '),
    show: (report) => <FirstBroken report={report} />,
    long: true,
  },
]

/** The gravest that is broken, and how many more. */
function FirstBroken({ report: { results } }: { report: CheckReportSummaryReply }) {
  const broken = results.filter(({ holds }) => !holds)
  const [first] = broken.toSorted((a, b) => rank(a) - rank(b))
  if (first === undefined) return null
  const more = broken.length - 1
  return (
    <>
      {first.expected}: <span className="soft">{first.found}</span>
      {more === 0 ? '' : ` and ${more} more`}
    </>
  )
}

function rank({ severity }: CheckReportSummaryReply['results'][number]): number {
  return checkSeverities.indexOf(severity)
}

/** What was judged lately, of all groups, datasets and steps. */
export function NewestChecks() {
  const reports = useAsk('listCheckReports', { query: { limit: 200 } })
  return (
    <Section
      title="Checks"
      sentence="What was asked of the data, at a door or in a step, and what was found."
    >
      <Loaded query={reports} height={160}>
        {(reply) =>
          reply.reports.length === 0 ? (
            <Empty title="Nothing was judged yet">
              Declare <code>checks</code> on a group or a dataset, or put <code>checkStep</code>{' '}
              into a pipeline.
            </Empty>
          ) : (
            <Table
              id="checks"
              title="Reports of checks"
              columns={reportColumns}
              rows={reply.reports}
              rowKey={(report) => report.id}
            />
          )
        }
      </Loaded>
    </Section>
  )
}
