import type { Row } from '../../../api/index.ts'

/** Rows that were held out from training, to begin with. */
export function SampleRows({
  samples,
  onPick,
}: {
  samples: readonly Row[]
  onPick: (sample: Row) => void
}) {
  if (samples.length === 0) return null
  return (
    <p className="sample-rows" role="group" aria-label="Sample rows">
      <span className="soft">Begin with a held-out row:</span>
      {samples.map((sample, at) => (
        <button
          // Samples are always the same, in the same order.
          key={`sample ${at + 1}`}
          type="button"
          className="button small"
          onClick={() => onPick(sample)}
        >
          Row {at + 1}
        </button>
      ))}
    </p>
  )
}
