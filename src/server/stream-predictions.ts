import { Readable } from 'node:stream'
import { isSwellError } from '../base/index.ts'
import { linesOf, type Asking, type OpenService } from '../serving/index.ts'
import { serverErrors } from './errors.ts'
import { infer, type InferDeps } from './inference/infer.ts'
import { isRecord } from './is-record.ts'
import { toProblem } from './problem.ts'

const rowsPerBatch = 1000

type Row = Readonly<Record<string, unknown>>

/** A row, or why there is none. */
type Told = { readonly row: Row } | { readonly error: unknown }

export interface StreamDeps extends InferDeps {
  readonly open: OpenService
  readonly asking: Asking
  /** Where the request went, for problems. */
  readonly path: string
}

/**
 * Answers each line of JSON by a line, in order, as they come: what came together is predicted together. A line
 * that can't be answered is answered by its problem, and the others go on.
 */
export function streamPredictions(deps: StreamDeps, body: Readable): Readable {
  return Readable.from(answerLines(deps, body))
}

async function* answerLines(deps: StreamDeps, body: Readable) {
  // Its end takes the connection along, on which there is still something to say.
  const pieces: AsyncIterable<Buffer> = body.iterator({ destroyOnReturn: false })
  try {
    for await (const lines of linesOf(pieces)) {
      const told = lines.filter((line) => line.trim() !== '').map(readLine)
      for (let from = 0; from < told.length; from += rowsPerBatch) {
        const answers = await answerAll(deps, told.slice(from, from + rowsPerBatch))
        yield `${answers.map((answer) => JSON.stringify(answer)).join('\n')}\n`
      }
    }
  } catch (error) {
    if (!isSwellError(error)) throw error
    yield `${JSON.stringify(problemOf(deps, error))}\n`
  }
}

function readLine(line: string): Told {
  try {
    const row: unknown = JSON.parse(line)
    if (isRecord(row)) return { row }
    return { error: serverErrors.bodyNotJson({ problem: 'a line must be an object' }) }
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    return { error: serverErrors.bodyNotJson({ problem }, error) }
  }
}

async function answerAll(deps: StreamDeps, told: readonly Told[]): Promise<unknown[]> {
  const rows = told.flatMap((one) => ('row' in one ? [one.row] : []))
  if (rows.length === told.length) {
    try {
      return [...(await predict(deps, rows))]
    } catch (error) {
      if (rows.length === 1) return [problemOf(deps, error)]
    }
  }
  // Which of them it was is found out one by one.
  const answers: unknown[] = []
  for (const one of told) {
    if ('row' in one) answers.push(...(await answerAll(deps, [one])))
    else answers.push(problemOf(deps, one.error))
  }
  return answers
}

function predict(deps: StreamDeps, rows: readonly Row[]) {
  if (rows.length === 0) return []
  return infer(deps, deps.open, {
    asking: deps.asking,
    read: () => rows,
    write: ({ predictions }) => predictions,
  })
}

function problemOf({ path }: StreamDeps, error: unknown) {
  return { problem: toProblem(error, path) }
}
