const columnsAtOnce = 25

/** Works on some columns at a time: the engine plans one statement of hundreds of columns for long. */
export async function inParts<Column, Result>(
  columns: readonly Column[],
  work: (part: readonly Column[], start: number) => Promise<Iterable<Result>>,
): Promise<Result[]> {
  const results: Result[] = []
  for (let start = 0; start < columns.length; start += columnsAtOnce) {
    results.push(...(await work(columns.slice(start, start + columnsAtOnce), start)))
  }
  return results
}
