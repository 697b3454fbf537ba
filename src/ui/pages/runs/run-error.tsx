import type { RunReply } from '../../../api/index.ts'
import { WithCode } from '../../kit/with-code.tsx'

/** What a run failed of, and the next step. */
export function RunError({ error }: { error: NonNullable<RunReply['error']> }) {
  return (
    <div className="problem" role="alert">
      <p>{error.message}</p>
      {error.hint === null ? null : (
        <p className="soft">
          <WithCode text={error.hint} />
        </p>
      )}
      <p className="problem-foot">
        <code>{error.code}</code>
      </p>
    </div>
  )
}
