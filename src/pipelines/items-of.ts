import { pipelinesErrors } from './errors.ts'

/** One of those that a step fans out over. */
export interface Item {
  /** Its name in a record of partitions, or its number in a list, from 0. */
  readonly name: string
  readonly value: unknown
}

/** The items of a list, or of a record. Throws `pipelines.nothingToFanOut`. */
export function itemsOf(
  step: string,
  value: unknown,
): { readonly items: readonly Item[]; readonly isRecord: boolean } {
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value
    return { items: list.map((each, at) => ({ name: String(at), value: each })), isRecord: false }
  }
  if (typeof value !== 'object' || value === null) {
    const found = value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 80)
    throw pipelinesErrors.nothingToFanOut({ step, found })
  }
  const items = Object.entries(value).map(([name, each]) => ({ name, value: each as unknown }))
  return { items, isRecord: true }
}

/** What items are called, each differently: their own text, what they call themselves, or their name. */
export function labelsOf(
  items: readonly Item[],
  label: ((item: unknown, at: number) => string) | undefined,
): readonly string[] {
  const taken = new Map<string, number>()
  return items.map((item, at) => {
    const said = label?.(item.value, at) ?? labelOf(item)
    const text = said
      .replaceAll(/[\s[\]]+/g, ' ')
      .trim()
      .slice(0, 60)
    const count = (taken.get(text) ?? 0) + 1
    taken.set(text, count)
    return count === 1 ? text : `${text}#${count}`
  })
}

function labelOf({ name, value }: Item): string {
  const isText = typeof value === 'string' || typeof value === 'number'
  if (!/^\d+$/.test(name)) return name
  if (isText) return String(value)
  if (typeof value !== 'object' || value === null) return name
  const own = value as Readonly<Record<string, unknown>>
  const said = own['name'] ?? own['id'] ?? own['key']
  return typeof said === 'string' || typeof said === 'number' ? String(said) : name
}
