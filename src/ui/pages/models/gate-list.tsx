import type { GateResultReply } from '../../../api/index.ts'
import { State } from '../../kit/state.tsx'

/** Each gate with what was wanted and what was found. */
export function GateList({ gates }: { gates: readonly GateResultReply[] }) {
  return (
    <ul className="gates">
      {gates.map((gate) => (
        <li key={gate.gate}>
          <span>{gate.gate}</span>
          <State tone={gate.held ? 'good' : 'bad'}>{gate.held ? 'held' : 'not held'}</State>
          <span className="soft small">
            found {gate.found}, wanted {gate.wanted}
          </span>
        </li>
      ))}
    </ul>
  )
}
