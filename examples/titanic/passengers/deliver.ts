import { mkdir, readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generate, type RowOf } from 'groundswell'
import {
  dailyMoment,
  dailyName,
  dayMs,
  historicalMoment,
  historyCount,
  historyName,
  listedDays,
} from './list-moments.ts'
import { madePassengers } from './made-passengers.ts'
import type { outcomeColumns, passengerColumns } from './passenger-columns.ts'

export interface DeliverOptions {
  /** Gets `passengers/history.csv`, `passengers/2026-11-21.csv`, and the same below `outcomes/`. */
  readonly folder: string
  readonly seed: string
  readonly now: Date
  /** So many days back there is a passenger for each; days that have one already keep it. */
  readonly dailyDays: number
}

/** What was written; what had been there before isn't counted. */
export interface Delivered {
  readonly passengers: number
  readonly outcomes: number
}

/** Who survived is not on the list: only the columns of the head are written. */
type Passenger = RowOf<typeof passengerColumns>
type Outcome = RowOf<typeof outcomeColumns>

/**
 * Writes the lists that are due and not there yet: the history, one passenger for each day, and what became of
 * each passenger a day later. The same seed always makes the same passengers; a new one gets the number
 * after the highest.
 */
export async function deliverPassengers(options: DeliverOptions): Promise<Delivered> {
  const folders = {
    passengers: join(options.folder, 'passengers'),
    outcomes: join(options.folder, 'outcomes'),
  }
  await mkdir(folders.passengers, { recursive: true })
  await mkdir(folders.outcomes, { recursive: true })
  const there = new Set(await readdir(folders.passengers))
  const known = new Set(await readdir(folders.outcomes))
  const delivered = { passengers: 0, outcomes: 0 }
  for (const list of dueLists(options, there)) {
    if (!there.has(list.name)) {
      const text = writeList(passengerHead, list.passengers)
      await writeWhole(join(folders.passengers, list.name), text)
      delivered.passengers += list.passengers.length
    }
    if (!known.has(list.name) && list.outcomesAt <= options.now) {
      await writeWhole(join(folders.outcomes, list.name), writeList(outcomeHead, list.outcomes))
      delivered.outcomes += list.outcomes.length
    }
  }
  return delivered
}

interface DueList {
  readonly name: string
  readonly passengers: readonly Passenger[]
  readonly outcomes: readonly Outcome[]
  readonly outcomesAt: Date
}

function dueLists({ seed, now, dailyDays }: DeliverOptions, there: ReadonlySet<string>): DueList[] {
  const history = Array.from({ length: historyCount }, (_, at) => at + 1)
  const days = new Set([
    ...[...there].flatMap((name) => /^(\d{4}-\d\d-\d\d)\.csv$/.exec(name)?.[1] ?? []),
    ...listedDays(now, dailyDays),
  ])
  return [
    {
      name: historyName,
      outcomesAt: new Date(0),
      ...makeList(seed, history, historicalMoment),
    },
    ...[...days].toSorted().map((day, at) => ({
      name: dailyName(day),
      outcomesAt: new Date(dailyMoment(day).getTime() + dayMs),
      ...makeList(`${seed}/${day}`, [historyCount + 1 + at], () => dailyMoment(day)),
    })),
  ]
}

function makeList(seed: string, ids: readonly number[], momentOf: (id: number) => Date) {
  const made = [...generate(madePassengers, { seed, rows: ids.length })]
  const numbered = made.map((passenger, at) => {
    const passengerId = ids[at] ?? 0
    return { ...passenger, passengerId, listedAt: momentOf(passengerId) }
  })
  return {
    passengers: numbered,
    outcomes: numbered.map(({ passengerId, listedAt, survived }) => ({
      passengerId,
      listedAt,
      survived: Number(survived),
    })),
  }
}

const passengerHead = [
  'passengerId',
  'listedAt',
  'name',
  'sex',
  'age',
  'pclass',
  'fare',
  'parch',
  'sibSp',
  'embarked',
] as const
const outcomeHead = ['passengerId', 'listedAt', 'survived'] as const

function writeList<Name extends string>(
  head: readonly Name[],
  rows: readonly { readonly [Own in Name]?: string | number | Date | undefined }[],
): string {
  const lines = rows.map((row) => head.map((name) => writeCell(row[name])).join(','))
  return `${[head.join(','), ...lines].join('\n')}\n`
}

function writeCell(value: string | number | Date | undefined): string {
  if (value instanceof Date) return value.toISOString()
  const text = String(value ?? '')
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Written beside its place, then renamed: a reader of the folder never meets half a list. */
async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.part`
  await writeFile(draft, text)
  await rename(draft, path)
}
