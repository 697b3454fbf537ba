import type { GateResult } from '../registry/index.ts'
import { renderTable } from './render-table.ts'
import type { Style } from './style.ts'

/** Each gate with what it found and what it wanted. */
export function renderGates(gates: readonly GateResult[], style: Style): string {
  return renderTable(
    gates,
    [
      { title: 'gate', of: ({ gate }) => gate },
      { title: 'held', of: ({ held }) => (held ? style.good('yes') : style.bad('no')) },
      { title: 'found', right: true, of: ({ found }) => found },
      { title: 'wanted', of: ({ wanted }) => wanted },
    ],
    { style, nothing: 'No gates.' },
  )
}
