import { isApiProblem } from '../../client/index.ts'
import { State } from './state.tsx'
import { WithCode } from './with-code.tsx'

/** What happened, to what, and the next step. */
export function ProblemNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const problem = isApiProblem(error) ? error : undefined
  return (
    <div className="problem" role="alert">
      <State tone="bad">{problem?.title ?? 'A defect of the dashboard'}</State>
      <p>{problem?.detail ?? String(error)}</p>
      {problem?.hint === undefined ? null : (
        <p className="soft">
          <WithCode text={problem.hint} />
        </p>
      )}
      <p className="problem-foot">
        {problem === undefined ? null : <code>{problem.code}</code>}
        {onRetry === undefined ? null : (
          <button type="button" className="button small" onClick={onRetry}>
            Ask again
          </button>
        )}
      </p>
    </div>
  )
}
