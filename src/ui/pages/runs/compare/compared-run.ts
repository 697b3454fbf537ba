import type { RunTableReply } from '../../../../api/index.ts'
import { colourOf } from '../../../charts/colour-of.ts'
import { columnsOf, type RunColumn } from '../table/run-columns.ts'

/** A run among those that are compared, with its place in the columns. */
export interface ComparedRun {
  readonly id: string
  /** With a number behind it, where several have the same. */
  readonly name: string
  readonly colour: string
  readonly place: number
}

export interface Compared {
  readonly runs: readonly ComparedRun[]
  readonly columns: ReadonlyMap<string, RunColumn>
}

/** The runs in the order in which they are named in the address, each with a colour of its own. */
export function comparedOf(reply: RunTableReply, ids: readonly string[]): Compared {
  const known = ids.filter((id) => reply.runs.ids.includes(id))
  const names = known.map((id) => reply.runs.names[reply.runs.ids.indexOf(id)] ?? id)
  const runs = known.map((id, at): ComparedRun => {
    const name = names[at] ?? id
    const before = names.slice(0, at).filter((other) => other === name).length
    const isTwice = names.filter((other) => other === name).length > 1
    return {
      id,
      name: isTwice ? `${name} (${before + 1})` : name,
      colour: colourOf(at, known.length),
      place: reply.runs.ids.indexOf(id),
    }
  })
  return { runs, columns: columnsOf(reply) }
}

/** Whether a column tells these runs apart. */
export function tellsApart({ values }: RunColumn, runs: readonly ComparedRun[]): boolean {
  const [first, ...rest] = runs
  return rest.some(({ place }) => (values[place] ?? null) !== (values[first?.place ?? 0] ?? null))
}
