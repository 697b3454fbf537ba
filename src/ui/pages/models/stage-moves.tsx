import { useAsk } from '../../ask.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { Moment } from '../../kit/moment.tsx'

/** How far a version came, or each version of a model: when, by whom, and why. */
export function StageMoves({ model, version }: { model: string; version?: number }) {
  const moves = useAsk('listStageMoves', { params: { name: model } })
  return (
    <Loaded query={moves}>
      {(reply) => {
        const found = reply.moves.filter(
          (move) => version === undefined || move.version === version,
        )
        if (found.length === 0)
          return <p className="soft">It is a candidate: nobody has judged it yet.</p>
        return (
          <ol className="moves">
            {found.map((move) => (
              <li key={`${move.version} ${move.to} ${move.movedAt}`}>
                <span>
                  {version === undefined ? `v${move.version}: ` : ''}
                  {move.from} → <strong>{move.to}</strong>
                </span>
                <Moment at={move.movedAt} />
                <span className="soft small">
                  {move.byRule ? 'by rule, as its gates held' : `by ${move.by}`}
                  {move.reason === null ? '' : `: “${move.reason}”`}
                </span>
              </li>
            ))}
          </ol>
        )
      }}
    </Loaded>
  )
}
