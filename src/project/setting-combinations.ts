import type { Setting } from '../base/index.ts'

/**
 * What `--set trees=100,300 --set rate=0.1,0.2` asks for: each combination as assignments of one value
 * each, in the order as written, the last changing first. Numbers, booleans and texts out of a list take
 * several values; any other text may hold a comma and is one.
 */
export function settingCombinations(
  declared: Readonly<Record<string, Setting>>,
  assignments: readonly string[],
): string[][] {
  return assignments.reduce<string[][]>(
    (combinations, assignment) => {
      const each = splitValues(declared, assignment)
      return combinations.flatMap((before) => each.map((one) => [...before, one]))
    },
    [[]],
  )
}

function splitValues(declared: Readonly<Record<string, Setting>>, assignment: string): string[] {
  const at = assignment.indexOf('=')
  const name = assignment.slice(0, at)
  const setting = Object.values(declared).find((one) => one.name === name)
  const isOne =
    setting === undefined || (typeof setting.default === 'string' && setting.oneOf === undefined)
  if (isOne) return [assignment]
  const values = assignment.slice(at + 1).split(',')
  return values.map((value) => `${name}=${value.trim()}`)
}
