import { isLineTooLong, UnreadableLine } from '../../table/index.ts'

/** What is said of a line or file that can't be read, by us or by the engine; undefined for all else. */
export function findFileProblem(error: unknown): string | undefined {
  if (error instanceof UnreadableLine) return error.message
  if (isLineTooLong(error)) return 'A line is longer than 2 MB; a quote may be open.'
  if (!(error instanceof Error) || !fileFault.test(error.message)) return undefined
  // The engine goes on with advice for those who write SQL.
  const [said = ''] = error.message
    .replace(/^(Invalid Input|IO|Conversion|Binder) Error: /, '')
    .split('Possible fixes')
  return said.trim().split('\n').slice(0, 3).join('; ')
}

const fileFault =
  /^((IO|Conversion) Error: |(Invalid Input|Binder) Error: .*(CSV|JSON|[Pp]arquet|[Ff]ile|duplicate))/
