import { Choices } from '../../../kit/choices.tsx'
import type { CurveView } from './use-curve-look.ts'

export interface CurveToolsProps {
  readonly view: CurveView
  readonly metricCount: number
  readonly onChange: (changes: Partial<CurveView>) => void
}

const axes = [
  { value: 'step', title: 'Step' },
  { value: 'relative', title: 'Duration' },
  { value: 'time', title: 'Time' },
]

/** How curves are looked at: smoothing, log axes, what they go over, which are seen. */
export function CurveTools({ view, metricCount, onChange }: CurveToolsProps) {
  return (
    <div className="curve-tools">
      {metricCount > 3 || view.wanted !== '' ? (
        <input
          type="search"
          className="filter"
          placeholder="Find a metric"
          aria-label="Find a metric"
          value={view.wanted}
          onChange={(event) => onChange({ wanted: event.target.value })}
        />
      ) : null}
      <label className="smoothing">
        Smoothing
        <input
          type="range"
          min="0"
          max="0.99"
          step="0.01"
          value={view.smoothing}
          onChange={(event) => onChange({ smoothing: Number(event.target.value) })}
        />
        <output className="number">{view.smoothing.toFixed(2)}</output>
      </label>
      <Choices
        label="What the curves go over"
        choices={axes}
        value={view.axis}
        onChange={(axis) => onChange({ axis: axis as CurveView['axis'] })}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={view.isLogY}
          onChange={(event) => onChange({ isLogY: event.target.checked })}
        />
        log y
      </label>
      {view.axis === 'time' ? null : (
        <label className="check">
          <input
            type="checkbox"
            checked={view.isLogX}
            onChange={(event) => onChange({ isLogX: event.target.checked })}
          />
          log x
        </label>
      )}
      {view.from === undefined && view.until === undefined ? null : (
        <button
          type="button"
          className="button small"
          onClick={() => onChange({ from: undefined, until: undefined })}
        >
          The whole range
        </button>
      )}
    </div>
  )
}
