import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { RunReply, TimelineReply } from '../../../api/index.ts'
import { client } from '../../ask.ts'
import { Dialog } from '../../kit/dialog.tsx'
import { ProblemNote } from '../../kit/problem-note.tsx'
import { RunPipelineButton } from '../pipelines/run-pipeline-button.tsx'

export interface RunActionsProps {
  readonly run: RunReply
  readonly timeline: TimelineReply
}

/** What one can do with a run: end it, go on with it, run it again, compare it. */
export function RunActions({ run, timeline }: RunActionsProps) {
  const isPipeline = run.kind === 'pipeline'
  const isOpen = timeline.run.status === 'open'
  const isBroken = timeline.run.status === 'failed' || timeline.run.status === 'interrupted'
  return (
    <>
      {timeline.profiledRuns.length === 0 ? null : (
        <Link className="button" to="/runs/$id/profile" params={{ id: run.id }}>
          Profile
        </Link>
      )}
      {isOpen ? null : (
        <Link className="button" to="/runs/compare" search={{ second: run.id } as never}>
          Compare
        </Link>
      )}
      {isOpen && run.kind !== 'training' ? (
        <CancelButton id={run.id} requestedAt={timeline.cancelRequestedAt} />
      ) : null}
      {isPipeline && !isOpen ? <RunPipelineButton name={run.name} isMain={!isBroken} /> : null}
      {isPipeline && isBroken ? <ResumeButton id={run.id} /> : null}
    </>
  )
}

function CancelButton({ id, requestedAt }: { id: string; requestedAt: string | null }) {
  const queries = useQueryClient()
  const cancel = useMutation({
    mutationFn: () => client.cancelRun({ params: { id }, body: {} }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['getRunTimeline'] }),
  })
  const isAsked = requestedAt !== null || cancel.isPending || cancel.isSuccess
  return (
    <>
      <button type="button" className="button" disabled={isAsked} onClick={() => cancel.mutate()}>
        {isAsked ? 'Cancelling …' : 'Cancel'}
      </button>
      {cancel.isError ? (
        <Dialog title="It was not cancelled" onClose={() => cancel.reset()}>
          <ProblemNote error={cancel.error} />
        </Dialog>
      ) : null}
    </>
  )
}

function ResumeButton({ id }: { id: string }) {
  const navigate = useNavigate()
  const resume = useMutation({
    mutationFn: () => client.resumeRun({ params: { id }, body: {} }),
    onSuccess: ({ runId }) => navigate({ to: '/runs/$id', params: { id: runId } }),
  })
  return (
    <>
      <button
        type="button"
        className="button main"
        disabled={resume.isPending}
        title="With its settings; what has succeeded is not done again"
        onClick={() => resume.mutate()}
      >
        {resume.isPending ? 'Going on …' : 'Go on from here'}
      </button>
      {resume.isError ? (
        <Dialog title="It did not go on" onClose={() => resume.reset()}>
          <ProblemNote error={resume.error} />
        </Dialog>
      ) : null}
    </>
  )
}
