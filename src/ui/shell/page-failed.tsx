import { PageHead } from '../kit/page-head.tsx'
import { ProblemNote } from '../kit/problem-note.tsx'

export function PageFailed({ error }: { error: unknown }) {
  return (
    <>
      <PageHead name="This page failed" />
      <ProblemNote error={error} onRetry={() => location.reload()} />
    </>
  )
}
