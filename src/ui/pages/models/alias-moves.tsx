import { useAsk } from '../../ask.ts'
import { plural } from '../../format.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { Moment } from '../../kit/moment.tsx'

/** Where the aliases of a model pointed, when, who moved them and why. */
export function AliasMoves({ model }: { model: string }) {
  const moves = useAsk('listAliasMoves', { params: { name: model } })
  return (
    <Loaded query={moves}>
      {(reply) =>
        reply.moves.length === 0 ? (
          <p className="soft">No alias was ever moved.</p>
        ) : (
          <ol className="moves">
            {reply.moves.map((move) => (
              <li key={`${move.alias} ${move.movedAt}`}>
                <span>
                  <span className="tag">{move.alias}</span>{' '}
                  {move.from === null ? 'to' : `v${move.from} → `}{' '}
                  <strong>{move.to === null ? 'nothing' : `v${move.to}`}</strong>
                </span>
                <Moment at={move.movedAt} />
                <span className="soft small">
                  by {move.by}
                  {move.gates.length === 0
                    ? ''
                    : `, ${plural(move.gates.filter((gate) => gate.held).length, 'gate')} held`}
                  {move.reason === null ? '' : `: “${move.reason}”`}
                </span>
              </li>
            ))}
          </ol>
        )
      }
    </Loaded>
  )
}
