import type { PipelineReply } from '../../../api/index.ts'
import { Choices } from '../../kit/choices.tsx'
import { usePageSearch } from '../../page-search.ts'

const ways = [
  { value: '', title: 'All' },
  { value: 'from', title: 'From one on' },
  { value: 'until', title: 'Up to one' },
  { value: 'only', title: 'Only one' },
]

/** Which steps are to run. */
export function RunSelection({ steps }: { steps: PipelineReply['steps'] }) {
  const [search, setSearch] = usePageSearch()
  const way = search['which'] ?? ''
  return (
    <div className="run-selection">
      <Choices
        label="Which steps"
        choices={ways}
        value={way}
        onChange={(value) => setSearch({ which: value })}
      />
      {way === '' ? null : (
        <select
          aria-label="Which one"
          value={search['one'] ?? steps[0]?.name ?? ''}
          onChange={(event) => setSearch({ one: event.target.value })}
        >
          {steps.map((step) => (
            <option key={step.name}>{step.name}</option>
          ))}
        </select>
      )}
      <label className="check">
        <input
          type="checkbox"
          checked={search['force'] === '1'}
          onChange={(event) => setSearch({ force: event.target.checked ? '1' : undefined })}
        />
        Also what is up to date
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={search['profile'] === '1'}
          onChange={(event) => setSearch({ profile: event.target.checked ? '1' : undefined })}
        />
        With a profile
      </label>
    </div>
  )
}
