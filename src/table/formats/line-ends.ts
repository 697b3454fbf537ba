import { open } from 'node:fs/promises'

const mostBytes = 1_000_000

/** Whether the beginning of a file has line endings of more than one kind, which the engine doesn't read. */
export async function hasMixedLineEnds(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(mostBytes), 0, mostBytes)
    const text = buffer.toString('latin1', 0, bytesRead)
    return new Set(text.match(/\r\n|\n|\r(?!$)/g)).size > 1
  } finally {
    await file.close()
  }
}

/** The same with `\n` for each line ending. */
export async function* evenLineEnds(
  pieces: AsyncIterable<Uint8Array | string>,
): AsyncGenerator<Uint8Array | string> {
  let isAfterReturn = false
  for await (const piece of pieces) {
    // A byte is a letter: in UTF-8 those of line endings are no part of any other.
    const text = typeof piece === 'string' ? piece : Buffer.from(piece).toString('latin1')
    const rest = isAfterReturn && text.startsWith('\n') ? text.slice(1) : text
    if (text !== '') isAfterReturn = text.endsWith('\r')
    const even = rest.replaceAll(/\r\n?/g, '\n')
    yield typeof piece === 'string' ? even : Buffer.from(even, 'latin1')
  }
}
