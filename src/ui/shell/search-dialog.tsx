import { useNavigate } from '@tanstack/react-router'
import { useState, type KeyboardEvent } from 'react'
import { useAsk } from '../ask.ts'
import { Dialog } from '../kit/dialog.tsx'
import { findTargets, pageTargets, targetOfId, targetsOf, type Target } from './search-targets.ts'

/** Finds pages, definitions and runs by name, and anything by its id. */
export function SearchDialog({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  const navigate = useNavigate()
  const graph = useAsk('getGraph')
  const runs = useAsk('listRuns', { query: { limit: 100 } })
  const datasets = useAsk('listDatasets')
  const catalog = useAsk('listFeatures', undefined, { everyMs: 0 })
  const byId = targetOfId(text.trim())
  const all = [
    ...pageTargets,
    ...targetsOf({
      graph: graph.data,
      runs: runs.data,
      datasets: datasets.data,
      catalog: catalog.data,
    }),
  ]
  const found = byId === undefined ? findTargets(all, text) : [byId]
  const open = (target: Target | undefined) => {
    if (target === undefined) return
    onClose()
    void navigate({ to: target.to, search: target.search ?? {} })
  }
  const press = (event: KeyboardEvent) => {
    const move = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (move !== 0) {
      event.preventDefault()
      setChosen((old) => (old + move + found.length) % Math.max(1, found.length))
    }
    if (event.key === 'Enter') open(found[chosen])
  }
  return (
    <Dialog title="Search" onClose={onClose} bare>
      <input
        autoFocus
        className="search-input"
        type="search"
        role="combobox"
        aria-expanded="true"
        aria-controls="search-results"
        aria-activedescendant={`search-result-${chosen}`}
        aria-label="Search everything"
        placeholder="Name of a group, feature, model, run … or an id"
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setChosen(0)
        }}
        onKeyDown={press}
      />
      <ul className="search-results" id="search-results" role="listbox" aria-label="Found">
        {found.map((target, index) => (
          <li
            key={`${target.kind} ${target.name} ${target.to}`}
            id={`search-result-${index}`}
            role="option"
            aria-selected={index === chosen}
            onPointerMove={() => setChosen(index)}
            onClick={() => open(target)}
          >
            <span>{target.name}</span>
            <span className="soft small">{target.kind}</span>
          </li>
        ))}
      </ul>
      {found.length === 0 ? (
        <p className="search-none soft">
          Nothing is called “{text}”. Ids are found by the whole id.
        </p>
      ) : null}
    </Dialog>
  )
}
