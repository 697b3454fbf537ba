import { servingErrors } from '../errors.ts'

/** A longer one is no row: it would be held in memory. */
const longestLine = 1_000_000

/** The whole lines of each piece, as soon as it is there. Throws `lineTooLong`. */
export async function* linesOf(body: AsyncIterable<Buffer>): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const piece of body) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > longestLine) throw servingErrors.lineTooLong({ limit: longestLine })
    if (lines.length > 0) yield lines
  }
  yield [rest + decoder.decode()]
}
