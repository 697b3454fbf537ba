/** Gives what was made for a key, or makes it. */
export type Remember<Value> = (key: string, make: () => Promise<Value>) => Promise<Value>

/**
 * Remembers what was made for the last so many keys, also while it is being made: two who ask at once
 * wait for the same. What failed is made anew.
 */
export function keepLast<Value>(mostCount: number): Remember<Value> {
  const made = new Map<string, Promise<Value>>()
  return async (key, make) => {
    const value = made.get(key) ?? make()
    // The one asked for last stands last.
    made.delete(key)
    made.set(key, value)
    const [oldest] = made.keys()
    if (made.size > mostCount && oldest !== undefined) made.delete(oldest)
    try {
      return await value
    } catch (error) {
      if (made.get(key) === value) made.delete(key)
      throw error
    }
  }
}
