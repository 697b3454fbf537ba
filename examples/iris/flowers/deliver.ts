import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { measureNames } from './flower-columns.ts'
import {
  dailyMoment,
  dailyNames,
  dayMs,
  historicalMoment,
  historyCount,
  historyName,
  varietyKnownAt,
} from './flower-moments.ts'
import { makeFlower, type Flower } from './make-flower.ts'

export interface DeliverOptions {
  /** Gets `flowers/history.csv`, `flowers/2026-11-21.csv`, and the same below `varieties/`. */
  readonly folder: string
  readonly seed: string
  readonly now: Date
  /** So many days back there is a flower for each. */
  readonly dailyDays: number
  /** How many cm the petals of the newest flowers are larger, and of how many days these are. */
  readonly drift: number
  readonly driftDays: number
}

/**
 * Writes what is due and not there yet: the flowers of the history or one of a day, and a day later what it
 * was. A flower that is there stays as it is. Resolves to the number of new flowers.
 */
export async function deliverFlowers(options: DeliverOptions): Promise<number> {
  const { folder, seed, now } = options
  const [flowers, varieties] = [join(folder, 'flowers'), join(folder, 'varieties')]
  await mkdir(flowers, { recursive: true })
  await mkdir(varieties, { recursive: true })
  const there = new Set(await readdir(flowers))
  const due = dueFlowers(options).filter(({ name }) => !there.has(name))
  for (const file of due) await writeWhole(join(flowers, file.name), writeRows(file.flowers))

  const known = new Set(await readdir(varieties))
  for (const name of new Set([...there, ...due.map((file) => file.name)])) {
    if (!name.endsWith('.csv') || known.has(name) || varietyKnownAt(name) > now) continue
    const text = await readFile(join(flowers, name), 'utf8')
    await writeWhole(join(varieties, name), withVarieties(text, seed))
  }
  return due.reduce((sum, file) => sum + file.flowers.length, 0)
}

interface DueFile {
  readonly name: string
  readonly flowers: readonly Flower[]
}

function dueFlowers({ seed, now, dailyDays, drift, driftDays }: DeliverOptions): DueFile[] {
  const history = Array.from({ length: historyCount }, (_, at) =>
    makeFlower(seed, { flower: at + 1, measuredAt: historicalMoment(at + 1), drift: 0 }),
  )
  const names = dailyNames(now, dailyDays)
  const daily = names.map((name, at) => {
    const measuredAt = dailyMoment(name)
    // Numbered by their days: a flower has the same number whenever it is looked for.
    const flower = Math.floor(measuredAt.getTime() / dayMs)
    const drifted = at >= names.length - driftDays ? drift : 0
    return { name, flowers: [makeFlower(seed, { flower, measuredAt, drift: drifted })] }
  })
  return [{ name: historyName, flowers: history }, ...daily]
}

const head = ['flower', 'measuredAt', ...measureNames] as const

function writeRows(flowers: readonly Flower[]): string {
  const lines = flowers.map((flower) =>
    head.map((name) => (name === 'measuredAt' ? flower[name].toISOString() : flower[name])).join(),
  )
  return `${[head.join(), ...lines].join('\n')}\n`
}

/** The same flowers with the place of their variety; that hangs on the seed and the number only. */
function withVarieties(text: string, seed: string): string {
  const [names, ...lines] = text.trimEnd().split('\n')
  const told = lines.map((line) => {
    const flower = Number(line.slice(0, line.indexOf(',')))
    return `${line},${makeFlower(seed, { flower, measuredAt: new Date(0), drift: 0 }).variety}`
  })
  return `${[`${names},variety`, ...told].join('\n')}\n`
}

/** Written beside its place, then renamed: a reader of the folder never meets half a file. */
async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.part`, text)
  await rename(`${path}.part`, path)
}
