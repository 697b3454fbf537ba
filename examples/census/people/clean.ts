import type { RowOf } from 'groundswell'
import { rawHead, type peopleColumns, type RawColumn } from './census-columns.ts'

/** Who a line of the census is about: its number, and a minute of its own. */
interface Counted {
  readonly personId: number
  readonly countedAt: Date
}

/** A line of the census, cleaned: no spaces, nothing where it said `?`, numbers as numbers. */
export type CleanLine = Counted & RowOf<typeof peopleColumns> & { readonly over50k: number }

/** One person a minute: so that a split may tell them apart. */
const countedFrom = Date.UTC(1994, 3, 1)

/** Reads the raw file. A line that stands there again is left out; one of other columns is refused. */
export function cleanCensus(text: string): readonly CleanLine[] {
  const [head = '', ...lines] = text.split('\n')
  const names = cellsOf(head)
  const missing = rawHead.filter((name) => !names.includes(name))
  if (missing.length > 0) throw new Error(`the census has no column ${missing.join(', ')}`)
  const seen = new Set<string>()
  return lines.flatMap((line, at) => {
    if (line.trim() === '' || seen.has(line)) return []
    seen.add(line)
    const cells = cellsOf(line)
    return [toLine(at + 1, (name) => cells[names.indexOf(name)] ?? '')]
  })
}

function cellsOf(line: string): readonly string[] {
  return line.split(',').map((cell) => cell.trim())
}

function toLine(personId: number, cell: (name: RawColumn) => string): CleanLine {
  const number = (name: RawColumn) => Number(cell(name))
  const known = (name: RawColumn) => (cell(name) === '?' ? undefined : cell(name))
  return {
    personId,
    countedAt: new Date(countedFrom + personId * 60_000),
    age: number('age'),
    workclass: known('workclass'),
    fnlgt: number('fnlgt'),
    education: cell('education'),
    'education-num': number('education-num'),
    'marital-status': cell('marital-status'),
    occupation: known('occupation'),
    relationship: cell('relationship'),
    race: cell('race'),
    sex: cell('sex') === 'Female' ? ('Female' as const) : ('Male' as const),
    'capital-gain': number('capital-gain'),
    'capital-loss': number('capital-loss'),
    'hours-per-week': number('hours-per-week'),
    'native-country': known('native-country'),
    over50k: cell('salary').startsWith('>50K') ? 1 : 0,
  }
}
