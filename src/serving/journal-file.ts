import { join } from 'node:path'
import type { Clock } from '../base/index.ts'
import type { ProcessOwner } from '../storage/index.ts'
import { momentText } from './quick/moment-text.ts'
import { givenValue, type Prediction, type PredictionId } from './prediction.ts'
import type { AnswerShape } from './quick/answer-shape.ts'
import { packedIds, unpackRows, type PackedAbout } from './quick/packed-rows.ts'

/** The first line of a journal: whose it is. */
export interface JournalHeader {
  readonly journal: 1
  readonly service: string
  readonly model: string
  readonly owner: ProcessOwner
  /** How the rows of answers are read; absent where each line is a prediction. */
  readonly shape?: AnswerShape
}

/** What the predictions of one answer have in common. */
export type AnswerMade = Pick<
  Prediction,
  'version' | 'knownBy' | 'madeAt' | 'commits' | 'askedBy' | 'tookMs'
>

/** The rows of an answer as they were answered, a line for all of them. */
export interface AnswerLine {
  readonly made: AnswerMade
  readonly rows: readonly Readonly<Record<string, unknown>>[]
}

/** The same of packed rows: their numbers stand behind the JSON, as bytes of which none ends a line. */
interface PackedLine {
  readonly made: AnswerMade
  readonly packed: PackedAbout
}

/** The line of an answer up to its rows, which are JSON already; `answerLineEnd` comes behind them. */
export function answerLineStart(made: AnswerMade): string {
  return `${madeStart(made)},"rows":[`
}

export const answerLineEnd = ']}'

/** The line of an answer up to what is told of its packed rows; `packedLineEnd` comes behind it, and then the numbers. */
export function packedLineStart(made: AnswerMade): string {
  return `${madeStart(made)},"packed":`
}

/** Stands in no JSON, and in no packed numbers. */
const packedMark = 0x1f
export const packedLineEnd = `}${String.fromCharCode(packedMark)}`

function madeStart(made: AnswerMade): string {
  const { version, commits, tookMs, askedBy } = made
  // By hand, as this is on the way of each request.
  const knownBy = momentText(made.knownBy)
  const asked = askedBy === undefined ? '' : `,"askedBy":${JSON.stringify(askedBy)}`
  const took = tookMs === undefined ? '' : `,"tookMs":${tookMs}`
  const times = `"knownBy":"${knownBy}","madeAt":"${momentText(made.madeAt)}"`
  return `{"made":{"version":${version},${times},"commits":${JSON.stringify(commits)}${took}${asked}}`
}

/** The last line of a journal to which nothing will be added; one of a dead process may lack it. */
export const journalEnd = '{"ended":true}\n'

/** Where the journals of a service are, or, without one, those of all. */
export function journalFolder(state: string, service = ''): string {
  return join(state, 'journal', service)
}

export function journalName(now: Clock): string {
  return `${journalMoment(now())}-${process.pid}`
}

/** How the name of a journal begins that is begun then; names sort by it. */
export function journalMoment(at: Date): string {
  return at.toISOString().replaceAll(':', '-')
}

/** What a journal's text tells. A line that was torn when its process was killed is left out. */
export interface JournalContent {
  readonly header: JournalHeader | undefined
  readonly predictions: readonly Prediction[]
  readonly isEnded: boolean
  readonly tornCount: number
}

export function parseJournal(...parts: readonly Buffer[]): JournalContent {
  let header: JournalHeader | undefined
  let isEnded = false
  let tornCount = 0
  const predictions: Prediction[] = []
  for (const line of parts.flatMap((part) => [...journalLines(part)])) {
    const content = parseLine(line, header)
    if (content === undefined) tornCount += 1
    else if ('journal' in content) header = content
    else if ('ended' in content) isEnded = true
    else if ('made' in content) predictions.push(...readAnswer(content, header))
    else predictions.push(withDates(content))
  }
  return { header, predictions, isEnded, tornCount }
}

/** Without their ends, and without those that are empty. */
export function* journalLines(bytes: Buffer): Generator<Buffer> {
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf('\n', from)
    const to = end < 0 ? bytes.length : end
    if (to > from) yield bytes.subarray(from, to)
    from = to + 1
  }
}

/** Of the predictions of a line. To look for them is much less than to parse. */
export function idsOfLine(line: Buffer): readonly string[] {
  const { text, numbers } = splitLine(line)
  if (numbers !== undefined) {
    const [, id = ''] = /"id":"(\w+)"/.exec(text) ?? []
    const [, ids = ''] = /"ids":"(\w+)"/.exec(text) ?? []
    return packedIds({ id, ids })
  }
  const [, first] = /^\{"id":"(\w+)"/.exec(text) ?? []
  if (first !== undefined) return [first]
  return text.startsWith('{"made":')
    ? [...text.matchAll(/"predictionId":"(\w+)"/g)].map(([, id = '']) => id)
    : []
}

function splitLine(line: Buffer): { readonly text: string; readonly numbers: Buffer | undefined } {
  const mark = line.indexOf(packedMark)
  if (mark < 0) return { text: line.toString(), numbers: undefined }
  return { text: line.toString('utf8', 0, mark), numbers: line.subarray(mark + 1) }
}

type Line = Prediction | AnswerLine | JournalHeader | { readonly ended: true }

/** Undefined for a torn line: the beginning of a JSON object is never one itself. */
function parseLine(line: Buffer, header: JournalHeader | undefined): Line | undefined {
  try {
    const { text, numbers } = splitLine(line)
    if (numbers === undefined) {
      const content = JSON.parse(text) as Line | PackedLine
      return 'packed' in content ? undefined : content
    }
    const { made, packed } = JSON.parse(text) as PackedLine
    const rows = unpackRows(packed, numbers, header?.shape?.label ?? '')
    return rows === undefined ? undefined : { made, rows }
  } catch {
    return undefined
  }
}

/** JSON has no moments. */
function withDates<Timed extends Pick<Prediction, 'knownBy' | 'madeAt'> & { readonly at?: Date }>(
  content: Timed,
): Timed {
  const { at, knownBy, madeAt } = content
  const times = { knownBy: new Date(knownBy), madeAt: new Date(madeAt) }
  return { ...content, ...times, ...(at === undefined ? {} : { at: new Date(at) }) }
}

function readAnswer({ made, rows }: AnswerLine, header: JournalHeader | undefined): Prediction[] {
  const { shape, service, model } = header ?? {}
  if (shape === undefined || service === undefined || model === undefined) return []
  const common = { ...withDates(made), model, service, origin: 'online' as const, deliveries: {} }
  return rows.map((row) => {
    const take = (names: readonly string[]) => names.map((name) => [name, row[name]] as const)
    const { predictionId, at } = row as { readonly predictionId: PredictionId; readonly at: string }
    return {
      ...common,
      id: predictionId,
      key: Object.fromEntries(take(shape.key)),
      at: new Date(at),
      value: row[shape.label] as number,
      features: Object.fromEntries(
        take(shape.features).map(([name, value]) => [name, givenValue(value)]),
      ),
      request: Object.fromEntries(
        take(shape.request).flatMap(([name, value]) =>
          // Of nought no sign is kept.
          value === null ? [] : [[name, value === 0 ? 0 : value] as const],
        ),
      ),
    }
  })
}
