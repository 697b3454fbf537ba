/** Makes rows of a text that comes in pieces: of each piece those that are whole with it. */
export interface TextReader<Row> {
  push(piece: string): Iterable<Row>
  end(): Iterable<Row>
}

/** The rows of a text in pieces, in batches. */
export async function* readPieces<Row>(
  reader: TextReader<Row>,
  pieces: AsyncIterable<string>,
): AsyncGenerator<readonly Row[]> {
  for await (const piece of pieces) {
    const rows = [...reader.push(piece)]
    if (rows.length > 0) yield rows
  }
  yield [...reader.end()]
}
