/** Rows of one statement: engines limit the number of its parameters. */
const chunkSize = 1000

export function chunksOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  const chunkCount = Math.ceil(items.length / chunkSize)
  return Array.from({ length: chunkCount }, (_, index) =>
    items.slice(index * chunkSize, (index + 1) * chunkSize),
  )
}
