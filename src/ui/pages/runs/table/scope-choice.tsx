import { useAsk } from '../../../ask.ts'
import { formatCount } from '../../../format.ts'
import type { RunView } from './use-run-view.ts'

export interface ScopeChoiceProps {
  readonly view: RunView
  readonly onChange: (changes: Partial<RunView>) => void
}

const kinds = [
  ['', 'All runs'],
  ['pipeline', 'Pipelines'],
  ['training', 'Trainings'],
  ['sweep', 'Sweeps'],
  ['step', 'Steps of pipelines'],
  ['logged', 'Logged by programs'],
] as const

/** Whose runs are seen: of all, of one kind, of one experiment. */
export function ScopeChoice({ view, onChange }: ScopeChoiceProps) {
  const experiments = useAsk('listExperiments', undefined, { everyMs: 60_000 })
  const known = (experiments.data?.experiments ?? []).filter(({ runCount }) => runCount > 0)
  const isKnown = view.scope === '' || kinds.some(([value]) => value === view.scope)
  return (
    <div className="filters">
      <label className="field inline scope">
        <span className="only-read-aloud">Which runs</span>
        <select
          value={view.scope}
          onChange={(event) =>
            onChange({ scope: event.target.value, columns: undefined, folded: [] })
          }
        >
          {kinds.map(([value, title]) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
          {known.length === 0 ? null : (
            <optgroup label="Experiments">
              {known.map(({ id, name, runCount }) => (
                <option key={id} value={`e${id}`}>
                  {name} ({formatCount(runCount)})
                </option>
              ))}
            </optgroup>
          )}
          {isKnown || known.some(({ id }) => `e${id}` === view.scope) ? null : (
            <option value={view.scope}>Experiment {view.scope.slice(1)}</option>
          )}
        </select>
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={view.isDeleted}
          onChange={(event) => onChange({ isDeleted: event.target.checked })}
        />
        Deleted ones
      </label>
    </div>
  )
}
