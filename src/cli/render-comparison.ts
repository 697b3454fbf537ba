import type { Difference, StepComparison } from '../pipelines/index.ts'
import { renderTable } from './render-table.ts'
import type { Style } from './style.ts'

/** What two runs of the same steps gave, step by step. */
export function renderComparison(compared: readonly StepComparison[], style: Style): string {
  const words = {
    same: 'the same',
    differs: 'differs',
    'inputs-differ': 'had other inputs',
    'not-run': 'not compared',
  } as const
  const columns = [
    { title: 'step', of: (each: StepComparison) => each.step },
    { title: 'result', of: (each: StepComparison) => words[each.verdict] },
    { title: 'first difference', of: (each: StepComparison) => describe(each.difference) },
    { title: 'code', of: ({ code }: StepComparison) => code.join(', ') || 'the same' },
  ]
  return renderTable(compared, columns, { style, nothing: 'No step was run.' })
}

function describe(difference: Difference | undefined): string {
  if (difference === undefined) return ''
  const { path, first, second } = difference
  return `${path}: ${short(first)}, then ${short(second)}`
}

function short(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value)
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}
