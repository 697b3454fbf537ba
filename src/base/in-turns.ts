/**
 * Works on items while those before them are still under way, `limit` of them at once at most. Each is
 * handed its turn, which comes when all before it have ended well: what it does after that is done in the
 * items' order. After a failure nothing is begun, and turns that wait for it fail with it; what is under
 * way before it ends as it would. Throws the first failure, when nothing is under way any more.
 */
export async function inTurns<Item, Result>(
  limit: number,
  items: Iterable<Item> | AsyncIterable<Item>,
  work: (item: Item, turn: Promise<void>) => Promise<Result>,
): Promise<Result[]> {
  const results: Promise<Result>[] = []
  const failures: unknown[] = []
  const fail = (error: unknown): void => void failures.push(error)
  let turn = Promise.resolve()
  try {
    for await (const item of items) {
      const result = work(item, turn)
      results.push(result)
      turn = Promise.all([turn, result]).then(() => undefined)
      turn.catch(fail)
      await results.at(-limit)
      if (failures.length > 0) break
    }
  } catch (error) {
    fail(error)
  }
  const ends = await Promise.allSettled(results)
  const failed = ends.find((end) => end.status === 'rejected')
  if (failed !== undefined) throw failed.reason
  if (failures.length > 0) throw failures[0]
  return Promise.all(results)
}
