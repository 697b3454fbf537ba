import { Link, useParams } from '@tanstack/react-router'
import { useAsk } from '../../ask.ts'
import { PageHead } from '../../kit/page-head.tsx'
import { PageLoaded } from '../../kit/page-loaded.tsx'
import { CheckReport } from './check-report.tsx'
import { SubjectLink } from './subject-link.tsx'

/** One report by its id: where search and links from elsewhere lead. */
export function CheckReportPage() {
  const { id = '' } = useParams({ strict: false })
  const report = useAsk('getCheckReport', { params: { id } }, { everyMs: 0 })
  return (
    <PageLoaded query={report} name="Report of checks" noun={<Link to="/data">Data</Link>}>
      {(reply) => (
        <>
          <PageHead
            noun={
              <>
                <Link to="/data">Data</Link> · report of checks
              </>
            }
            name={reply.subject}
            sentence={<SubjectLink kind={reply.kind} subject={reply.subject} long />}
          />
          <CheckReport id={id} />
        </>
      )}
    </PageLoaded>
  )
}
