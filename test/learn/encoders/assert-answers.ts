import assert from 'node:assert/strict'
import type { EncoderCase } from './encoder-cases.ts'

/** NaN is null in JSON. */
export type EncoderAnswers = Readonly<Record<string, readonly (number | null)[]>>

const tolerance = 1e-9

export function assertAnswers({ name, own }: EncoderCase, answers: EncoderAnswers): void {
  const wanted = answers[name] ?? []
  const found = own()
  assert.equal(found.length, wanted.length, name)
  for (const [at, value] of wanted.entries()) {
    const ours = found[at] ?? Number.NaN
    const isClose =
      value === null
        ? Number.isNaN(ours)
        : Math.abs(ours - value) <= tolerance * Math.max(1, Math.abs(value))
    assert.ok(isClose, `${name}: ${ours} instead of ${value} at ${at}`)
  }
}
