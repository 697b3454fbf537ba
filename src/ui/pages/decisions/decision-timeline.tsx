import { Link } from '@tanstack/react-router'
import { useAsk } from '../../ask.ts'
import { Empty } from '../../kit/empty.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Moment } from '../../kit/moment.tsx'
import '../monitors/monitors.css'
import { DecisionState } from './decision-state.tsx'

export interface DecisionTimelineProps {
  /** Of this one only. */
  readonly model?: string
  readonly limit: number
}

/** What was decided of models, newest first, each with its reason in a sentence. */
export function DecisionTimeline({ model, limit }: DecisionTimelineProps) {
  const decisions = useAsk('listDecisions', {
    query: { limit, ...(model === undefined ? {} : { model }) },
  })
  return (
    <Loaded query={decisions}>
      {(reply) =>
        reply.decisions.length === 0 ? (
          <Empty title="Nothing was decided yet" command={`swell retrain ${model ?? '<model>'}`}>
            A policy (<code>defineRetraining</code>) says when a model is trained anew; each time it
            is asked, what came of it stands here with its evidence.
          </Empty>
        ) : (
          <ol className="decisions plain-list">
            {reply.decisions.map(({ id, state, because, startedAt, decidedAt, model: own, by }) => (
              <li key={id}>
                <span>
                  <DecisionState state={state} because={because} />{' '}
                  <Link to="/decisions/$id" params={{ id }} className="because">
                    {because}
                  </Link>
                </span>
                <span className="soft small">
                  {model === undefined ? `${own}, ` : ''}
                  <Moment at={decidedAt ?? startedAt} />, by {by}
                </span>
              </li>
            ))}
          </ol>
        )
      }
    </Loaded>
  )
}
