import assert from 'node:assert/strict'
import { profileRows, type Profile } from '../../../src/data/index.ts'
import { goldenColumns, goldenRows } from './golden-table.ts'

/** What pandas, SciPy and scikit-learn answer of the golden table. */
export interface GoldenAnswers {
  readonly numbers: Readonly<Record<string, Readonly<Record<string, number | readonly number[]>>>>
  readonly pairs: readonly (Readonly<Record<string, number>> & {
    readonly first: string
    readonly second: string
  })[]
  readonly missing: readonly {
    readonly first: string
    readonly second: string
    readonly correlation: number
  }[]
}

export function profileGolden(): Promise<Profile> {
  return profileRows(goldenColumns, goldenRows())
}

const relative = 1e-9

/** Every number that they tell is ours too. */
export function assertGolden({ columns, correlations, missing }: Profile, answers: GoldenAnswers) {
  for (const [name, numbers] of Object.entries(answers.numbers)) {
    const found = columns.find((column) => column.name === name)?.numbers
    for (const [kind, wanted] of Object.entries(numbers)) {
      assertNear(valueOf(found, kind), wanted, [name, kind])
    }
  }
  assert.equal(correlations.pairs.length, answers.pairs.length)
  for (const { first, second, ...numbers } of answers.pairs) {
    const pair = correlations.pairs.find((one) => one.first === first && one.second === second)
    for (const [kind, wanted] of Object.entries(numbers)) {
      assertNear(valueOf(pair, kind), wanted, [first, second, kind])
    }
  }
  assert.equal(missing.pairs.length, answers.missing.length)
  for (const [at, { correlation, ...names }] of answers.missing.entries()) {
    assertNear(missing.pairs[at]?.correlation, correlation, Object.values(names))
  }
}

function valueOf(from: object | undefined, key: string): unknown {
  return new Map<string, unknown>(Object.entries(from ?? {})).get(key)
}

function assertNear(found: unknown, wanted: unknown, where: readonly string[]): void {
  if (Array.isArray(wanted) && Array.isArray(found)) {
    assert.equal(found.length, wanted.length)
    for (const [at, one] of wanted.entries()) assertNear(found[at], one, [...where, String(at)])
    return
  }
  const isNear =
    typeof found === 'number' &&
    typeof wanted === 'number' &&
    Math.abs(found - wanted) <= relative * Math.max(1e-3, Math.abs(wanted))
  assert.ok(isNear, `${where.join(', ')}: wanted ${String(wanted)}, found ${String(found)}`)
}
