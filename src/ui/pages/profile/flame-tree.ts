import type { ProfiledCallReply } from '../../../api/index.ts'

/** A function as it was called from one place, with all that it called. */
export interface Flame {
  readonly key: string
  readonly name: string
  readonly file: string
  readonly line: number
  readonly selfMs: number
  readonly totalMs: number
  /** The same in the run that it is compared with; 0 where it was not called there. */
  readonly selfBeforeMs: number
  readonly totalBeforeMs: number
  readonly children: readonly Flame[]
}

type Calls = readonly ProfiledCallReply[]

/** The calls as a tree; calls of the same function from the same place are one. */
export function toFlame(name: string, calls: Calls, before: Calls = []): Flame {
  const [now, then] = [childrenOf(calls), childrenOf(before)]
  return merge(
    { key: '', name, file: '', line: 0 },
    { selfMs: 0, places: now.get(-1) ?? [] },
    { selfMs: 0, places: then.get(-1) ?? [] },
    { calls, children: now },
    { calls: before, children: then },
  )
}

type Children = ReadonlyMap<number, readonly number[]>

function childrenOf(calls: Calls): Children {
  const children = new Map<number, number[]>()
  for (const [place, { parent }] of calls.entries()) {
    const known = children.get(parent)
    if (known === undefined) children.set(parent, [place])
    else known.push(place)
  }
  return children
}

interface Side {
  readonly calls: Calls
  readonly children: Children
}

interface Group {
  readonly selfMs: number
  /** Of what is called from here. */
  readonly places: readonly number[]
}

function merge(
  head: Pick<Flame, 'key' | 'name' | 'file' | 'line'>,
  now: Group,
  then: Group,
  a: Side,
  b: Side,
): Flame {
  const [own, other] = [groupByFunction(now.places, a), groupByFunction(then.places, b)]
  const keys = [...new Set([...own.keys(), ...other.keys()])]
  const children = keys
    .map((key) => {
      const [mine, theirs] = [own.get(key), other.get(key)]
      const call = mine?.call ?? theirs?.call
      const { name = '', file = '', line = 0 } = call ?? {}
      const below = { key: `${head.key}/${key}`, name, file, line }
      return merge(below, mine ?? nothing, theirs ?? nothing, a, b)
    })
    .toSorted((one, two) => two.totalMs + two.totalBeforeMs - one.totalMs - one.totalBeforeMs)
  const sum = (of: (flame: Flame) => number) => children.reduce((all, child) => all + of(child), 0)
  return {
    ...head,
    selfMs: now.selfMs,
    totalMs: now.selfMs + sum(({ totalMs }) => totalMs),
    selfBeforeMs: then.selfMs,
    totalBeforeMs: then.selfMs + sum(({ totalBeforeMs }) => totalBeforeMs),
    children,
  }
}

const nothing: Group = { selfMs: 0, places: [] }

/** Lines move as code is written: a function is known by its name and file. */
function groupByFunction(places: readonly number[], { calls, children }: Side) {
  const groups = new Map<string, Group & { readonly call: ProfiledCallReply }>()
  for (const place of places) {
    const call = calls[place]
    if (call === undefined) continue
    const key = `${call.name}@${call.file}`
    const known = groups.get(key) ?? { call, ...nothing }
    groups.set(key, {
      call,
      selfMs: known.selfMs + call.selfMs,
      places: [...known.places, ...(children.get(place) ?? [])],
    })
  }
  return groups
}

/** A flame where it is drawn: from and to as parts of the width. */
export interface FlameBox {
  readonly flame: Flame
  readonly depth: number
  readonly from: number
  readonly to: number
}

/** The boxes of a tree that are wide enough to be seen, row by row. */
export function flameBoxes(root: Flame, leastPart: number): FlameBox[] {
  const widthOf = ({ totalMs, totalBeforeMs }: Flame) => Math.max(totalMs, totalBeforeMs)
  const whole = Math.max(widthOf(root), 1e-9)
  const boxes: FlameBox[] = []
  const place = (flame: Flame, depth: number, from: number, room: number) => {
    boxes.push({ flame, depth, from, to: from + room })
    const wanted = flame.children.reduce((sum, child) => sum + widthOf(child), 0)
    // What was called in one run only makes a row longer than its caller: then all are narrowed.
    const scale = wanted > widthOf(flame) ? room / wanted : room / Math.max(widthOf(flame), 1e-9)
    let at = from
    for (const child of flame.children) {
      const width = widthOf(child) * scale
      if (width >= leastPart) place(child, depth + 1, at, width)
      at += width
    }
  }
  place(root, 0, 0, whole / whole)
  return boxes
}

/** The flame of a key, and the way to it. */
export function findFlame(root: Flame, key: string): readonly Flame[] {
  const way: Flame[] = [root]
  let at = root
  while (at.key !== key) {
    const next = at.children.find((child) => key === child.key || key.startsWith(`${child.key}/`))
    if (next === undefined) return [root]
    way.push(next)
    at = next
  }
  return way
}

/** What each function took itself, wherever it was called from. */
export interface FunctionTime {
  readonly name: string
  readonly file: string
  readonly line: number
  readonly selfMs: number
  readonly selfBeforeMs: number
}

export function functionTimes(root: Flame): FunctionTime[] {
  const times = new Map<string, FunctionTime>()
  const visit = (flame: Flame) => {
    const { name, file, line } = flame
    const key = `${name}@${file}`
    const known = times.get(key) ?? { name, file, line, selfMs: 0, selfBeforeMs: 0 }
    times.set(key, {
      ...known,
      selfMs: known.selfMs + flame.selfMs,
      selfBeforeMs: known.selfBeforeMs + flame.selfBeforeMs,
    })
    for (const child of flame.children) visit(child)
  }
  visit(root)
  return [...times.values()].filter(({ selfMs, selfBeforeMs }) => selfMs + selfBeforeMs > 0)
}
