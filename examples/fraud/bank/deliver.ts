import { mkdir, readdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { makeCards, type Card } from './card.ts'
import { dayMs, transactionsFrom } from './day-of-bank.ts'
import type { Transaction } from './transaction.ts'

export interface DeliverOptions {
  /** Gets `cards/2026-09-22.csv`, `profiles/…`, `transactions/2026-11-20T04.csv` and `labels/2026-11-17.csv`. */
  readonly folder: string
  readonly seed: number | string
  readonly from: Date
  readonly to: Date
  readonly onProgress?: (update: { work: string; done: number; total: number }) => void
  readonly signal?: AbortSignal
}

export interface Delivered {
  readonly transactionFiles: number
  readonly labelFiles: number
}

/** Transactions come every four hours, for the four hours before. */
export const blockMs = 4 * 3_600_000
/** So long it takes a card's holder to see what was theirs and what was not. */
export const labelDelayMs = 3 * dayMs

/**
 * Delivers what the bank has told by `to` and what isn't there yet. The same seed gives the same bytes;
 * a file is there whole or not at all.
 */
export async function deliverFiles(options: DeliverOptions): Promise<Delivered> {
  const { folder, seed, from, to } = options
  const firstDay = (await deliveredFrom(folder)) ?? Math.floor(from.getTime() / dayMs)
  const since = new Date(firstDay * dayMs)
  const sinceDay = since.toISOString().slice(0, 10)
  const cards = makeCards(seed, since)
  await writeMissing(
    join(folder, 'cards'),
    [[`${sinceDay}.csv`, () => cardsCsv(cards, since)]],
    options,
  )
  await writeMissing(
    join(folder, 'profiles'),
    [[`${sinceDay}.csv`, () => profilesCsv(cards, since)]],
    options,
  )
  const book = ledger(seed, cards, firstDay)

  const blocks: File[] = []
  for (let at = firstDay * dayMs; at + blockMs <= to.getTime(); at += blockMs) {
    const name = `${new Date(at).toISOString().slice(0, 13)}.csv`
    blocks.push([name, () => transactionsCsv(book.between(at, at + blockMs))])
  }
  const labels: File[] = []
  for (let at = firstDay * dayMs; at + dayMs + labelDelayMs <= to.getTime(); at += dayMs) {
    const name = `${new Date(at).toISOString().slice(0, 10)}.csv`
    labels.push([name, () => labelsCsv(book.between(at, at + dayMs))])
  }
  return {
    transactionFiles: await writeMissing(join(folder, 'transactions'), blocks, options),
    labelFiles: await writeMissing(join(folder, 'labels'), labels, options),
  }
}

/** The day of the oldest file that is there: a bank stays the same from its first day on. */
async function deliveredFrom(folder: string): Promise<number | undefined> {
  const names = await readdir(join(folder, 'transactions')).catch(() => [])
  const [oldest] = names.filter((name) => name.endsWith('.csv')).toSorted()
  return oldest === undefined ? undefined : Math.floor(Date.parse(oldest.slice(0, 10)) / dayMs)
}

/** All transactions, each day's made when they are asked for, in blocks of four hours. */
function ledger(seed: number | string, cards: readonly Card[], firstDay: number) {
  const blocks = new Map<number, Transaction[]>()
  let madeUntil = firstDay

  function blockOf(start: number): readonly Transaction[] {
    // What goes on for weeks began on an earlier day, never on a later one.
    for (; madeUntil * dayMs <= start; madeUntil += 1) {
      for (const made of transactionsFrom(seed, cards, madeUntil)) {
        const at = Math.floor(made.at.getTime() / blockMs) * blockMs
        const block = blocks.get(at)
        if (block === undefined) blocks.set(at, [made])
        else block.push(made)
      }
    }
    return blocks.get(start) ?? []
  }

  return {
    /** From and to a block's begin. */
    between(start: number, end: number): Transaction[] {
      const found: Transaction[] = []
      for (let at = start; at < end; at += blockMs) found.push(...blockOf(at))
      return found.toSorted((a, b) => +a.at - +b.at || a.ccNum - b.ccNum)
    },
  }
}

type File = readonly [name: string, write: () => string]

async function writeMissing(
  folder: string,
  files: readonly File[],
  { signal, onProgress }: DeliverOptions,
): Promise<number> {
  await mkdir(folder, { recursive: true })
  const present = new Set(await readdir(folder))
  const missing = files.filter(([name]) => !present.has(name))
  for (const [done, [name, write]] of missing.entries()) {
    signal?.throwIfAborted()
    onProgress?.({ work: `writing ${folder}`, done, total: missing.length })
    await writeWhole(join(folder, name), write())
  }
  return missing.length
}

async function writeWhole(path: string, text: string): Promise<void> {
  const draft = join(dirname(path), `.${process.pid}.draft`)
  await writeFile(draft, text)
  await rename(draft, path)
}

function cardsCsv(cards: readonly Card[], since: Date): string {
  return toCsv(
    ['cc_num', 'issued_at', 'provider', 'expires'],
    cards.map(({ ccNum, provider, expires }) => [ccNum, since.toISOString(), provider, expires]),
  )
}

function profilesCsv(cards: readonly Card[], since: Date): string {
  return toCsv(
    ['cc_num', 'since', 'name', 'sex', 'mail', 'birthdate', 'city', 'country'],
    cards.map(({ ccNum, holder }) => [
      ccNum,
      since.toISOString(),
      holder.name,
      holder.sex,
      holder.mail,
      holder.birthdate.toISOString().slice(0, 10),
      holder.home.city,
      holder.home.country,
    ]),
  )
}

function transactionsCsv(made: readonly Transaction[]): string {
  return toCsv(
    ['tid', 'datetime', 'cc_num', 'category', 'amount', 'latitude', 'longitude', 'city', 'country'],
    made.map((own) => [
      own.tid,
      own.at.toISOString(),
      own.ccNum,
      own.category,
      own.amount,
      own.latitude,
      own.longitude,
      own.city,
      own.country,
    ]),
  )
}

function labelsCsv(made: readonly Transaction[]): string {
  return toCsv(
    ['tid', 'datetime', 'cc_num', 'category', 'amount', 'latitude', 'longitude', 'fraud_label'],
    made.map((own) => [
      own.tid,
      own.at.toISOString(),
      own.ccNum,
      own.category,
      own.amount,
      own.latitude,
      own.longitude,
      own.isFraud ? 1 : 0,
    ]),
  )
}

function toCsv(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return [header, ...rows].map((row) => `${row.join(',')}\n`).join('')
}
