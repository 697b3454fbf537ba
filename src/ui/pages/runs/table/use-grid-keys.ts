import { useNavigate } from '@tanstack/react-router'
import { useState, type KeyboardEvent, type RefObject } from 'react'
import type { RunGridProps } from './run-grid-props.ts'

/** Every line is as high. */
export const rowHeight = 32

/** Moves through the lines by keyboard, and chooses, pins, folds and opens them. */
export function useGridKeys(props: RunGridProps, frame: RefObject<HTMLDivElement | null>) {
  const { rows } = props
  const [active, setActive] = useState(-1)
  const open = useOpenRun()
  const goTo = (at: number) => {
    const wanted = Math.max(0, Math.min(rows.length - 1, at))
    setActive(wanted)
    if (frame.current !== null) reveal(frame.current, wanted)
  }
  const press = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return
    const page = Math.floor((frame.current?.clientHeight ?? 0) / rowHeight) - 2
    const wanted = placeFor(event.key, { active, last: rows.length - 1, page })
    if (wanted === undefined && !act(event.key, props, active, open)) return
    if (wanted !== undefined) goTo(wanted)
    event.preventDefault()
  }
  return { active, press }
}

function useOpenRun(): (id: string) => void {
  const navigate = useNavigate()
  return (id) => void navigate({ to: '/runs/$id', params: { id } })
}

function reveal(box: HTMLElement, at: number): void {
  const [from, until] = [at * rowHeight, (at + 2) * rowHeight]
  if (from < box.scrollTop) box.scrollTop = from
  else if (until > box.scrollTop + box.clientHeight) box.scrollTop = until - box.clientHeight
}

interface Standing {
  readonly active: number
  readonly last: number
  readonly page: number
}

function placeFor(key: string, { active, last, page }: Standing): number | undefined {
  const places: Readonly<Record<string, number>> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + Math.max(1, page),
    PageUp: active - Math.max(1, page),
    Home: 0,
    End: last,
  }
  return places[key]
}

/** Does what a key means for the line that one is on, and says whether it means something. */
function act(
  key: string,
  { rows, runs, picked, onFold, onPick, onPin }: RunGridProps,
  active: number,
  open: (id: string) => void,
): boolean {
  const row = rows[active]
  if (row === undefined) return false
  if (row.kind === 'group') {
    if (key !== ' ' && key !== 'Enter') return false
    onFold(row.title)
    return true
  }
  const id = runs.ids[row.place] ?? ''
  const acts: Readonly<Record<string, () => void>> = {
    ' ': () => onPick([id], !picked.has(id)),
    p: () => onPin(id),
    Enter: () => open(id),
  }
  acts[key]?.()
  return acts[key] !== undefined
}
