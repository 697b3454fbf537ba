import assert from 'node:assert/strict'
import { test } from 'node:test'
import { correlationRoot } from '../../../src/learn/index.ts'

test('a root multiplied with itself is the correlations', () => {
  const wanted = [
    [1, 0.5, -0.2],
    [0.5, 1, 0.3],
    [-0.2, 0.3, 1],
  ]
  assertClose(square(correlationRoot(wanted)), wanted, 1e-12)
})

test('correlations that can’t hold together are brought to ones that can, none of them turned', () => {
  const impossible = [
    [1, 0.9, -0.9],
    [0.9, 1, 0.9],
    [-0.9, 0.9, 1],
  ]
  const found = square(correlationRoot(impossible))
  for (const [at, row] of found.entries()) assert.ok(Math.abs((row[at] ?? 0) - 1) < 1e-9)
  assert.ok((found[0]?.[1] ?? 0) > 0.4)
  assert.ok((found[0]?.[2] ?? 0) < -0.4)
})

test('columns that are one and the same stay so nearly', () => {
  const same = [
    [1, 1, 0.3],
    [1, 1, 0.3],
    [0.3, 0.3, 1],
  ]
  assertClose(square(correlationRoot(same)), same, 1e-5)
})

function square(root: readonly (readonly number[])[]): number[][] {
  return root.map((a) =>
    root.map((b) => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0)),
  )
}

function assertClose(
  found: readonly (readonly number[])[],
  wanted: readonly (readonly number[])[],
  tolerance: number,
): void {
  for (const [row, own] of wanted.entries()) {
    for (const [column, value] of own.entries()) {
      assert.ok(Math.abs((found[row]?.[column] ?? 0) - value) <= tolerance, `${row}, ${column}`)
    }
  }
}
