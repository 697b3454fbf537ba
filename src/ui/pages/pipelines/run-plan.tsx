import { useQuery } from '@tanstack/react-query'
import type { RunPipelineInput } from '../../../api/index.ts'
import { client } from '../../ask.ts'
import { ProblemNote } from '../../kit/problem-note.tsx'
import { Skeleton } from '../../kit/skeleton.tsx'
import { State, type Tone } from '../../kit/state.tsx'
import { useSettled } from '../../kit/use-settled.ts'
import { withShortIds } from '../runs/with-run-links.tsx'

const actions: Readonly<Record<'run' | 'skip' | 'unsure', readonly [Tone, string]>> = {
  run: ['busy', 'runs'],
  skip: ['idle', 'skipped'],
  unsure: ['warn', 'may run'],
}

/** What a run would do, and why, before it is started. */
export function RunPlan({ name, body }: { name: string; body: RunPipelineInput }) {
  const settled = useSettled(JSON.stringify(body), 300)
  const plan = useQuery({
    queryKey: ['planPipeline', name, settled],
    queryFn: ({ signal }) =>
      client.planPipeline(
        { params: { name }, body: JSON.parse(settled) as RunPipelineInput },
        { signal },
      ),
    placeholderData: (old) => old,
    retry: false,
  })
  if (plan.isError) return <ProblemNote error={plan.error} />
  if (plan.data === undefined) return <Skeleton lines={3} />
  const runs = plan.data.steps.filter(({ action }) => action !== 'skip').length
  return (
    <details className="fold" open>
      <summary>
        What would run: {runs} of {plan.data.steps.length} steps
      </summary>
      <ul className="run-plan">
        {plan.data.steps.map((step) => {
          const [tone, word] = actions[step.action]
          return (
            <li key={step.name}>
              <span className="run-plan-name">{step.name}</span>
              <State tone={tone}>{word}</State>
              <span className="soft small">{withShortIds(step.reason)}</span>
            </li>
          )
        })}
      </ul>
    </details>
  )
}
