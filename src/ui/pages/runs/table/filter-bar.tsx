import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import {
  acceptProposal,
  completeFilter,
  type FilterField,
  type Proposal,
} from './complete-filter.ts'

export interface FilterBarProps {
  /** As it is in force. */
  readonly filter: string
  readonly fields: readonly FilterField[]
  readonly onFilter: (filter: string) => void
}

/** A line for MLflow's grammar and ours: it proposes what could come next, and filters on Enter. */
export function FilterBar({ filter, fields, onFilter }: FilterBarProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(filter)
  const [before, setBefore] = useState(filter)
  const [cursor, setCursor] = useState(filter.length)
  const [isOpen, setOpen] = useState(false)
  const [chosen, setChosen] = useState(-1)
  if (before !== filter) {
    setBefore(filter)
    setText(filter)
  }
  const completion = useMemo(() => completeFilter(text, cursor, fields), [text, cursor, fields])
  const shown = isOpen ? completion.proposals : []
  const look = () => setCursor(input.current?.selectionStart ?? text.length)
  const close = () => {
    setOpen(false)
    setChosen(-1)
  }
  const accept = (proposal: Proposal) => {
    const made = acceptProposal(text, completion, proposal)
    setText(made.text)
    setCursor(made.cursor)
    setChosen(-1)
    requestAnimationFrame(() => input.current?.setSelectionRange(made.cursor, made.cursor))
  }
  const apply = (wanted: string) => {
    close()
    onFilter(wanted.trim())
  }
  const press = (event: KeyboardEvent) => {
    const proposal = shown[chosen]
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      setOpen(true)
      const count = completion.proposals.length + 1
      setChosen((old) => ((old + 1 + step + count) % count) - 1)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      if (proposal === undefined) apply(text)
      else accept(proposal)
    } else if (event.key === 'Tab' && isOpen && !event.shiftKey && text !== filter) {
      const first = proposal ?? shown[0]
      if (first === undefined) return
      event.preventDefault()
      accept(first)
    } else if (event.key === 'Escape') close()
  }
  return (
    <div className="filter-bar" onBlur={close}>
      <input
        ref={input}
        type="text"
        role="combobox"
        spellCheck={false}
        autoComplete="off"
        aria-label="Filter the runs"
        aria-expanded={shown.length > 0}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={chosen < 0 ? undefined : `${id}-${chosen}`}
        placeholder="metrics.loss < 0.3 AND params.optimizer = 'adam'"
        value={text}
        onFocus={() => {
          setOpen(true)
          look()
        }}
        onClick={look}
        onChange={(event) => {
          setText(event.target.value)
          setCursor(event.target.selectionStart ?? event.target.value.length)
          setOpen(true)
          setChosen(-1)
        }}
        onKeyDown={press}
        onKeyUp={(event) => {
          if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') look()
        }}
      />
      {text === filter ? null : (
        <button
          type="button"
          className="button small main"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => apply(text)}
        >
          Filter
        </button>
      )}
      {filter === '' ? null : (
        <button type="button" className="button small" onClick={() => apply('')}>
          Clear
        </button>
      )}
      <ul className="proposals" id={id} role="listbox" aria-label="What could come next">
        {shown.map((proposal, at) => (
          <li
            key={proposal.text}
            id={`${id}-${at}`}
            role="option"
            aria-selected={at === chosen}
            // The line keeps the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => accept(proposal)}
          >
            <code>{proposal.text}</code>
            <span className="soft small">{proposal.about}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
